package renewals.activation.card.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.activation.card.model.ReminderRules.Reminder;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.rules.RulePolicy.ByCarrier;

/** A carrier's cut-off, its reminders, and when it closes a card (rules, Calendar). */
class CalendarTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Duration MONTH = Duration.ofDays(31);

  /** Without a clock that changes, with one in the north, one in the south, one at midnight. */
  private static final List<ZoneId> ZONES =
      List.of(
          SHANGHAI,
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/Santiago"),
          ZoneId.of("Asia/Beirut"));

  static Stream<Arguments> everyMonthAndCutoffDay() {
    List<Arguments> all = new ArrayList<>();
    for (ZoneId zone : ZONES) {
      for (int month = 1; month <= 12; month++) {
        for (int day = 1; day <= CalendarTerms.LAST_CUTOFF_DAY; day++) {
          all.add(Arguments.of(zone, YearMonth.of(2028, month), day));
        }
      }
    }
    return all.stream();
  }

  /** Day by day: the day of the expiry isn't over yet, so the latest day that is may be before. */
  private static LocalDate lastCutoffDayBefore(LocalDateTime expiry, int cutoffDay) {
    LocalDate day = expiry.toLocalDate().minusDays(1);
    while (day.getDayOfMonth() != cutoffDay) {
      day = day.minusDays(1);
    }
    return day;
  }

  @ParameterizedTest
  @MethodSource("everyMonthAndCutoffDay")
  void shouldCutOffAtTheLatestEndOfTheDayThatIsNotAfterTheExpiry(
      ZoneId zone, YearMonth month, int cutoffDay) {
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      LocalDateTime expiry = month.atDay(day).atTime(12, 30);

      assertThat(cutoff(expiry, cutoffDay, zone))
          .as("%s in %s", expiry, zone)
          .hasValue(
              lastCutoffDayBefore(expiry, cutoffDay).plusDays(1).atStartOfDay(zone).toInstant());
    }
  }

  @ParameterizedTest
  @MethodSource("everyMonthAndCutoffDay")
  void shouldRemindSevenAndTwoDaysBeforeTheCutoffDayAtNine(
      ZoneId zone, YearMonth month, int cutoffDay) {
    LocalDateTime expiry = month.atEndOfMonth().atTime(12, 30);
    LocalDate lastDay = lastCutoffDayBefore(expiry, cutoffDay);

    assertThat(
            local(reminders(expiry, MONTH, terms(cutoffDay, null), zone), zone).entrySet().stream()
                .filter(one -> one.getKey().startsWith("c")))
        .containsExactlyInAnyOrder(
            Map.entry("c7", lastDay.minusDays(7).atTime(9, 0)),
            Map.entry("c2", lastDay.minusDays(2).atTime(9, 0)));
  }

  @Test
  void shouldRemindOfTheTenthOfJuneWithCutoffDayTwentyOnTheThirteenthAndEighteenthOfMay() {
    LocalDateTime expiry = LocalDateTime.parse("2026-06-10T15:20:00");

    assertThat(local(reminders(expiry, MONTH, terms(20, null), SHANGHAI), SHANGHAI))
        .containsEntry("c7", LocalDateTime.parse("2026-05-13T09:00:00"))
        .containsEntry("c2", LocalDateTime.parse("2026-05-18T09:00:00"));
    assertThat(
            RenewBy.of(
                at(expiry),
                "cmcc",
                policy(terms(20, null)),
                takes(Duration.ofHours(6)),
                at(LocalDateTime.parse("2026-05-13T09:00:00"))))
        .isEqualTo(at(LocalDateTime.parse("2026-05-21T00:00:00")));
  }

  @Test
  void shouldHaveNoCutoffWhereTheExpiryIsTheEndOfTheDayItself() {
    assertThat(cutoff(LocalDateTime.parse("2026-05-21T00:00:00"), 20, SHANGHAI)).isEmpty();
  }

  @Test
  void shouldCutOffInThePreviousMonthWhereTheDayIsNotOverAtTheExpiry() {
    assertThat(cutoff(LocalDateTime.parse("2026-05-20T23:59:59"), 20, SHANGHAI))
        .hasValue(at(LocalDateTime.parse("2026-04-21T00:00:00")));
  }

  @Test
  void shouldHaveNoCutoffOfACarrierWithoutOne() {
    assertThat(
            ReminderRules.cutoff(
                Instant.parse("2026-06-10T00:00:00Z"), CalendarTerms.DEFAULT, SHANGHAI))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} days of {1}")
  @CsvSource({
    "27, 30, e7 e1 e0",
    "28, 31, e7 e1 e0",
    "27, 31, e27 e7 e1 e0",
    "7, 8, e7 e1 e0",
    "9, 10, e7 e1 e0",
    "1, 1, e0",
    "30, 31, e7 e1 e0",
    "30, 90, e30 e7 e1 e0"
  })
  void shouldLeaveOutALeadOfNineTenthsOfThePeriodOrMore(int lead, int period, String left) {
    CalendarTerms terms =
        new CalendarTerms(
            null, null, List.of(Duration.ofDays(lead), Duration.ofDays(7), Duration.ofDays(1)));

    assertThat(
            ReminderRules.all(
                    Instant.parse("2026-06-10T00:00:00Z"), Duration.ofDays(period), terms, SHANGHAI)
                .stream()
                .map(Reminder::name))
        .containsExactly(left.split(" "));
  }

  @Test
  void shouldLeaveNothingOutWhereThePeriodIsNotKnown() {
    assertThat(
            names(
                ReminderRules.all(
                    Instant.parse("2026-06-10T00:00:00Z"), null, CalendarTerms.DEFAULT, SHANGHAI)))
        .containsExactly("e30", "e7", "e1", "e0");
  }

  @Test
  void shouldNameALeadThatIsNotWholeDaysInHours() {
    CalendarTerms terms = new CalendarTerms(null, null, List.of(Duration.ofHours(36)));

    assertThat(
            names(ReminderRules.all(Instant.parse("2026-06-10T00:00:00Z"), MONTH, terms, SHANGHAI)))
        .containsExactly("ePT36H", "e0");
  }

  @Test
  void shouldRemindThreeDaysBeforeACardIsClosedForGood() {
    LocalDateTime expiry = LocalDateTime.parse("2026-06-10T15:20:00");
    CalendarTerms terms = terms(null, 90);

    assertThat(local(reminders(expiry, MONTH, terms, SHANGHAI), SHANGHAI))
        .containsEntry("x", LocalDateTime.parse("2026-09-05T15:20:00"));
    assertThat(ReminderRules.closesAt(at(expiry), terms, SHANGHAI))
        .hasValue(at(LocalDateTime.parse("2026-09-08T15:20:00")));
  }

  @Test
  void shouldGiveTheRemindersOfOneMomentTogether() {
    Instant expiry = at(LocalDateTime.parse("2026-06-10T15:20:00"));
    RulePolicy policy = policy(terms(null, 3));
    Card card =
        new Card(
            new Coverage(expiry, null),
            1,
            new LatestRenewal("R1", "M-1", "T-1", "898600D6991330004146", "cmcc", "app", "p1"),
            expiry.minusSeconds(60));

    List<Reminder> next = ReminderRules.next(card, MONTH, policy);

    assertThat(names(next)).containsExactly("e0", "x");
    assertThat(ReminderRules.next(ReminderRules.told(card, expiry), MONTH, policy)).isEmpty();
  }

  @Test
  void shouldNotSendAReminderOfACutoffThatHasPassed() {
    LocalDateTime expiry = LocalDateTime.parse("2026-06-10T15:20:00");
    List<Reminder> reminders = reminders(expiry, MONTH, terms(20, null), SHANGHAI);
    Instant cutoff = at(LocalDateTime.parse("2026-05-21T00:00:00"));

    assertThat(reminders.stream().filter(one -> one.isOver(cutoff)).map(Reminder::name))
        .containsExactlyInAnyOrder("c7", "c2");
    assertThat(reminders.stream().filter(one -> one.isOver(cutoff.minusMillis(1))))
        .extracting(Reminder::name)
        .containsExactly("c7");
  }

  @Test
  void shouldRenewByTheLearntTimesWhereTheyAreEarlierThanTheCutoff() {
    Instant expiry = at(LocalDateTime.parse("2026-05-21T02:00:00"));

    assertThat(
            RenewBy.of(
                expiry,
                "cmcc",
                policy(terms(20, null)),
                takes(Duration.ofHours(6)),
                expiry.minus(Duration.ofDays(9))))
        .isEqualTo(at(LocalDateTime.parse("2026-05-20T20:00:00")));
  }

  @Test
  void shouldRenewNowWhereItIsTooLateByTheLearntTimes() {
    Instant expiry = at(LocalDateTime.parse("2026-06-10T15:20:00"));
    Instant now = expiry.minus(Duration.ofHours(5));

    assertThat(
            RenewBy.of(
                expiry, "cmcc", policy(CalendarTerms.DEFAULT), takes(Duration.ofHours(6)), now))
        .isEqualTo(now);
  }

  @Test
  void shouldRenewByTheCutoffWhereNobodyKnowsHowLongItTakes() {
    Instant expiry = at(LocalDateTime.parse("2026-06-10T15:20:00"));
    Instant now = expiry.minus(Duration.ofDays(30));

    assertThat(RenewBy.of(expiry, "cmcc", policy(terms(20, null)), then -> null, now))
        .isEqualTo(at(LocalDateTime.parse("2026-05-21T00:00:00")));
    assertThat(RenewBy.of(expiry, "cmcc", policy(CalendarTerms.DEFAULT), then -> null, now))
        .isNull();
  }

  /** Millions of cards of one carrier are reminded of its cut-off at one moment. */
  @Test
  void shouldAskOnceWhereTheCutoffDecidesAndThreeTimesWhereItAlwaysTakesAsLong() {
    Instant expiry = at(LocalDateTime.parse("2026-06-10T15:20:30"));
    Instant now = expiry.minus(Duration.ofDays(28));
    List<Instant> asked = new ArrayList<>();
    Function<Instant, @Nullable ExpectedUsable> counting =
        then -> {
          asked.add(then);
          return usableBy(then.plus(Duration.ofHours(6)));
        };

    assertThat(RenewBy.of(expiry, "cmcc", policy(terms(20, null)), counting, now))
        .isEqualTo(at(LocalDateTime.parse("2026-05-21T00:00:00")));
    assertThat(asked).hasSize(1);

    asked.clear();
    assertThat(RenewBy.of(expiry, "cmcc", policy(CalendarTerms.DEFAULT), counting, now))
        .isEqualTo(at(LocalDateTime.parse("2026-06-10T09:20:00")));
    assertThat(asked).hasSize(3);
  }

  @Test
  void shouldRenewByNoTimeOnceTheCardHasExpired() {
    Instant expiry = at(LocalDateTime.parse("2026-06-10T15:20:00"));

    assertThat(
            RenewBy.of(expiry, "cmcc", policy(terms(20, null)), takes(Duration.ofHours(6)), expiry))
        .isNull();
  }

  /** A renewal that is asked for in the night or at a weekend waits for the morning. */
  @Test
  void shouldRenewBeforeTheCarrierGoesHomeWhereThatDecides() {
    Instant expiry = at(LocalDateTime.parse("2026-06-11T08:00:00"));
    Instant lastPickedUp = at(LocalDateTime.parse("2026-06-10T17:00:00"));

    assertThat(
            RenewBy.of(
                expiry,
                "cmcc",
                policy(CalendarTerms.DEFAULT),
                then ->
                    usableBy(
                        then.isAfter(lastPickedUp)
                            ? at(LocalDateTime.parse("2026-06-11T10:00:00"))
                            : then.plusSeconds(3600)),
                expiry.minus(Duration.ofDays(3))))
        .isEqualTo(lastPickedUp);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "29, 1", "-1, 1", "20, 0", "20, 367"})
  void shouldRefuseTermsThatNoCalendarHas(int cutoffDay, int closesAfterDays) {
    assertThatThrownBy(() -> new CalendarTerms(cutoffDay, closesAfterDays, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 to");
  }

  @ParameterizedTest
  @CsvSource({"PT-1H", "PT90M", "P367D"})
  void shouldRefuseALeadThatNoUpdateCanName(String lead) {
    assertThatThrownBy(() -> new CalendarTerms(null, null, List.of(Duration.parse(lead))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected whole hours");
  }

  @Test
  void shouldHaveACutoffInEveryMonthOfALeapYear() {
    assertThat(Year.isLeap(2028)).isTrue();
    assertThat(cutoff(LocalDateTime.parse("2028-02-29T12:00:00"), 28, SHANGHAI))
        .hasValue(at(LocalDateTime.parse("2028-02-29T00:00:00")));
  }

  private static CalendarTerms terms(
      @Nullable Integer cutoffDay, @Nullable Integer closesAfterDays) {
    return new CalendarTerms(cutoffDay, closesAfterDays, CalendarTerms.DEFAULT.reminders());
  }

  private static RulePolicy policy(CalendarTerms terms) {
    RulePolicy rules = RulePolicy.DEFAULT;
    return new RulePolicy(
        rules.orphanedAfter(),
        rules.lapsedAfter(),
        rules.paymentUnknownAfter(),
        rules.review(),
        rules.zones(),
        new ByCarrier<>(CalendarTerms.DEFAULT, Map.of("cmcc", terms)));
  }

  private static Function<Instant, @Nullable ExpectedUsable> takes(Duration length) {
    return then -> usableBy(then.plus(length));
  }

  private static ExpectedUsable usableBy(Instant by) {
    return new ExpectedUsable(by, by, Basis.CARRIER, 42, null);
  }

  private static Optional<Instant> cutoff(LocalDateTime expiry, int cutoffDay, ZoneId zone) {
    return ReminderRules.cutoff(expiry.atZone(zone).toInstant(), terms(cutoffDay, null), zone);
  }

  private static List<Reminder> reminders(
      LocalDateTime expiry, Duration period, CalendarTerms terms, ZoneId zone) {
    return ReminderRules.all(expiry.atZone(zone).toInstant(), period, terms, zone);
  }

  private static Map<String, LocalDateTime> local(List<Reminder> reminders, ZoneId zone) {
    Map<String, LocalDateTime> byName = new TreeMap<>();
    reminders.forEach(one -> byName.put(one.name(), one.at().atZone(zone).toLocalDateTime()));
    return byName;
  }

  private static List<String> names(List<Reminder> reminders) {
    return reminders.stream().map(Reminder::name).toList();
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(SHANGHAI).toInstant();
  }
}

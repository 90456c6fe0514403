package renewals.activation.cardreport.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.cardreport.codec.ReportFormat;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.RulePolicy;

class ReportRulesTest {

  private static final String CARD = "898600D699133000414";
  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
  private static final ReportPolicy POLICY =
      new ReportPolicy(ReportPolicy.THRESHOLDS, RulePolicy.DEFAULT.zones());
  private static final ListedLedger NONE = new ListedLedger(null, List.of());

  private final InMemoryReports reports = new InMemoryReports(POLICY);

  @Test
  void shouldTakeFourCarriersBeforeTheFirstRenewalAndRefuseTheFifth() {
    for (String carrier : List.of("a", "b", "c", "d", "a")) {
      assertThat(take(status(carrier, 1), NONE)).isNotInstanceOf(Judged.Refused.class);
    }

    assertThat(take(status("cmcc", 1), NONE))
        .isInstanceOfSatisfying(
            Judged.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Judged.Reason.TOO_MANY_FACTS));
  }

  @Test
  void shouldAlwaysTakeTheCarrierOfARenewal() {
    for (String carrier : List.of("a", "b", "c", "d")) {
      take(status(carrier, 1), NONE);
    }

    assertThat(take(status("cmcc", 1), ledger(entry("R1", "M-1", "cmcc", 1_000))))
        .isInstanceOf(Judged.Applied.class);
  }

  @Test
  void shouldNotCountCarriersOfRenewalsAmongTheFour() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));
    take(status("cmcc", 1), ledger);
    for (String carrier : List.of("a", "b", "c", "d")) {
      assertThat(take(status(carrier, 1), ledger)).isInstanceOf(Judged.Applied.class);
    }

    assertThat(take(status("e", 1), ledger)).isInstanceOf(Judged.Refused.class);
  }

  @Test
  void shouldTellNothingOfACarrierThatIsNotTheLatestRenewals() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));

    assertThat(take(usage("evil", 1, 5_000, null), ledger))
        .isInstanceOfSatisfying(
            Judged.Applied.class, applied -> assertThat(applied.news()).isEmpty());
    assertThat(reports.of(CARD, "cmcc")).isNull();
  }

  @Test
  void shouldTellTheMerchantBeforeOnlyAsLongAsHisPeriodLasts() {
    ListedLedger ledger =
        ledger(entry("R1", "M-1", "cmcc", 1_000), entry("R2", "M-2", "cucc", 1_000));
    Instant end = START.plus(Duration.ofDays(30));

    assertThat(ids(reports.take(status("cmcc", 1), ledger, end.minusMillis(1))))
        .containsExactly("R1/s1");
    assertThat(ids(reports.take(active("cmcc", 2), ledger, end))).isEmpty();
  }

  @Test
  void shouldFindTheAllowanceOfAnOlderPeriod() {
    LedgerEntry[] entries = new LedgerEntry[6];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          entry("R" + i, i, "M-1", "cmcc", 1_000 + i, START.plus(Duration.ofDays(40L * i)));
    }

    assertThat(ids(take(usage("cmcc", 1, 1_000, null), ledger(entries))))
        .containsExactly("R5/d100/%d/1000".formatted(START.getEpochSecond()));
  }

  @Test
  void shouldForetellFromThreeDaysWhenDataRunsOut() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));
    take(usage("cmcc", 0, 100, null), ledger);
    take(usage("cmcc", 1, 300, null), ledger);
    assertThat(now(ledger, 2).forecast()).isNull();

    take(usage("cmcc", 2, 500, null), ledger);

    UsageForecast forecast = now(ledger, 2).forecast();
    assertThat(forecast.basis()).isEqualTo("mean of 3 days");
    assertThat(forecast.runsOutAt())
        .isEqualTo(START.plus(Duration.ofDays(2)).plus(Duration.ofHours(60)));
  }

  @Test
  void shouldForetellByTheLastReportOfEachDayAndOfSevenDaysAtMost() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 5_000));
    for (int day = 0; day < 12; day++) {
      take(report("cmcc", START.plus(Duration.ofDays(day)), 100L * day, null), ledger);
      take(
          report("cmcc", START.plus(Duration.ofDays(day).plusHours(2)), 100L * day + 50, null),
          ledger);
    }

    assertThat(reports.of(CARD, "cmcc").usage().days()).hasSize(7);
    assertThat(now(ledger, 12).forecast().basis()).isEqualTo("mean of 7 days");
  }

  @Test
  void shouldForetellNothingBeyondThePeriodsEnd() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));
    Instant end = START.plus(Duration.ofDays(4));
    for (int day = 0; day < 3; day++) {
      take(usage("cmcc", day, 200L * day, end), ledger);
    }

    assertThat(now(ledger, 2).forecast()).isNull();
  }

  @Test
  void shouldForgetDaysThatACorrectionCallsWrong() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 10_000));
    take(usage("cmcc", 0, 100, null), ledger);
    take(usage("cmcc", 1, 900, null), ledger);

    take(usage("cmcc", 2, 300, null), ledger);

    assertThat(reports.of(CARD, "cmcc").usage().days())
        .extracting(KnownUsage.Day::usedBytes)
        .containsExactly(100L, 300L);
  }

  @Test
  void shouldAskTheLedgerNothingForAReportWithItsAllowanceBelowTheThresholds() {
    take(report("cmcc", START, 100, 1_000L), ledger(entry("R1", "M-1", "cmcc", 1_000)));

    assertThat(take(report("cmcc", START.plusSeconds(1), 799, 1_000L), new UnreadLedger()))
        .isInstanceOf(Judged.Applied.class);
  }

  @Test
  void shouldNotLookForReportersWhereALatestRenewalNamesTheCarrier() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));

    Judged judged =
        ReportRules.judge(
            null,
            report("cmcc", START, 100, 1_000L),
            () -> {
              throw new AssertionError("reporters were asked for");
            },
            ledger,
            POLICY,
            START);

    assertThat(judged).isInstanceOf(Judged.Applied.class);
  }

  @Test
  void shouldKeepSmallThoughAMillionReportsOfOneCardCome() {
    ListedLedger ledger = ledger(entry("R1", "M-1", "cmcc", 1_000));
    for (int i = 0; i < 1_000_000; i++) {
      Instant asOf = START.plus(Duration.ofSeconds(i));
      reports.take(report("cmcc", asOf, i, (long) (1 + i)), ledger, asOf);
    }

    assertThat(new ReportFormat().write(reports.of(CARD, "cmcc"))).hasSizeLessThan(200);
  }

  @Test
  void shouldRefuseThresholdsThatAreNoShares() {
    assertThatThrownBy(() -> new ReportPolicy(List.of(80, 0), RulePolicy.DEFAULT.zones()))
        .hasMessage("threshold is 0, expected 1 to 1000 per cent");
  }

  /** Of which nothing may be asked. */
  private static final class UnreadLedger implements LedgerView {

    @Override
    public @Nullable LatestRenewal latest() {
      throw new AssertionError("the latest renewal was asked for");
    }

    @Override
    public List<LedgerEntry> newest() {
      throw new AssertionError("the newest entries were asked for");
    }

    @Override
    public List<LedgerEntry> entries() {
      throw new AssertionError("entries were asked for");
    }
  }

  private Judged take(CardReport report, LedgerView ledger) {
    return reports.take(report, ledger, START.plus(Duration.ofDays(3)));
  }

  private UsageRules.Usage now(LedgerView ledger, int day) {
    return UsageRules.now(reports.of(CARD, "cmcc"), ledger, START.plus(Duration.ofDays(day)));
  }

  private static List<String> ids(Judged judged) {
    return ((Judged.Applied) judged).news().stream().map(CardNews::updateId).toList();
  }

  private static CardStatusReport status(String carrier, long revision) {
    return new CardStatusReport(
        carrier, CARD, CardStatusReport.State.SUSPENDED, "RISK", null, START, revision);
  }

  private static CardStatusReport active(String carrier, long revision) {
    return new CardStatusReport(
        carrier, CARD, CardStatusReport.State.ACTIVE, null, null, START, revision);
  }

  private static UsageReport usage(
      String carrier, int day, long used, @Nullable Instant periodEnd) {
    return new UsageReport(
        carrier, CARD, START, periodEnd, used, null, START.plus(Duration.ofDays(day)));
  }

  private static UsageReport report(
      String carrier, Instant asOf, long used, @Nullable Long allowance) {
    return new UsageReport(carrier, CARD, START, null, used, allowance, asOf);
  }

  private static LedgerEntry entry(String renewalId, String merchant, String carrier, long data) {
    return entry(renewalId, 0, merchant, carrier, data, START);
  }

  private static LedgerEntry entry(
      String renewalId, int sequence, String merchant, String carrier, long data, Instant from) {
    return new LedgerEntry(
        renewalId + "/1",
        sequence,
        new LatestRenewal(renewalId, merchant, "T-1", CARD + "6", carrier, "app", null),
        from,
        new Period(30, Period.Unit.DAYS),
        Plan.Policy.STACK,
        data,
        null,
        null,
        false,
        from,
        from.plus(Duration.ofDays(30)));
  }

  private static ListedLedger ledger(LedgerEntry... entries) {
    LedgerEntry last = entries[entries.length - 1];
    Card head =
        new Card(new Coverage(last.validUntil(), null), entries.length, last.renewal(), START);
    return new ListedLedger(head, List.of(entries));
  }
}

package renewals.activation.card.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.ExpectedUsable.Why;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.InTheReferencesWords;
import renewals.activation.renewal.rules.ReferenceCard;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.rules.RulePolicy.ByCarrier;

/**
 * A quote says what the activation then says: by the rules through which renewals go, and by a
 * model of the ledger that shares no code with them.
 */
class QuotePropertiesTest {

  private static final int CARDS = 10_000;
  private static final String CARD = "898600D6991330004146";
  private static final String CARRIER = "cmcc";

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Asia/Shanghai"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("America/Santiago"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Asia/Beirut"));

  /** Ends of months, leap days, nights in which clocks change; all of them in a local time. */
  private static final List<LocalDateTime> EDGES =
      List.of(
          LocalDateTime.parse("2027-01-31T12:00:00"),
          LocalDateTime.parse("2028-01-31T23:59:59"),
          LocalDateTime.parse("2028-02-29T00:00:00"),
          LocalDateTime.parse("2028-02-28T23:30:00"),
          LocalDateTime.parse("2028-03-26T02:30:00"),
          LocalDateTime.parse("2028-10-29T02:30:00"),
          LocalDateTime.parse("2028-03-12T02:30:00"),
          LocalDateTime.parse("2028-11-05T01:30:00"),
          LocalDateTime.parse("2028-12-31T23:59:59"),
          LocalDateTime.parse("2028-05-20T23:59:59"),
          LocalDateTime.parse("2028-05-21T00:00:00"));

  @Test
  void shouldQuoteWhatTheActivationThenSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int early = 0;
    int cutOff = 0;
    for (int i = 0; i < CARDS; i++) {
      OneCard card = new OneCard(random, "seed %d, card %d".formatted(seed, i));
      Quote quote = card.check();
      early += card.isEarly() ? 1 : 0;
      cutOff += quote.warnings().contains(Quote.Warning.CUTOFF_PASSED) ? 1 : 0;
    }
    assertThat(early).as("early renewals, seed %d", seed).isGreaterThan(CARDS / 10);
    assertThat(cutOff).as("after a cut-off, seed %d", seed).isGreaterThan(CARDS / 100);
  }

  /** A card with a history, and a renewal of it that is quoted and then made. */
  private static final class OneCard {

    private final Random random;
    private final String name;
    private final ZoneId zone;
    private final RulePolicy policy;
    private final InMemoryPipeline pipeline;
    private final ReferenceCard reference;
    private final Duration likelyTakes;
    private final Duration byTakes;
    private final @Nullable Why why;
    private Instant now;

    OneCard(Random random, String name) {
      this.random = random;
      this.name = name;
      this.zone = ZONES.get(random.nextInt(ZONES.size()));
      Integer cutoffDay =
          random.nextInt(3) == 0 ? null : 1 + random.nextInt(CalendarTerms.LAST_CUTOFF_DAY);
      RulePolicy rules = RulePolicy.DEFAULT;
      this.policy =
          new RulePolicy(
              rules.orphanedAfter(),
              rules.lapsedAfter(),
              rules.paymentUnknownAfter(),
              rules.review(),
              new ByCarrier<>(zone, Map.of()),
              new ByCarrier<>(
                  new CalendarTerms(cutoffDay, null, CalendarTerms.DEFAULT.reminders()), Map.of()));
      this.pipeline = new InMemoryPipeline(policy);
      this.reference = new ReferenceCard(policy);
      this.likelyTakes = Duration.ofMillis(1 + random.nextInt(12 * 3_600_000));
      this.byTakes = likelyTakes.multipliedBy(1 + random.nextInt(10));
      this.why =
          switch (random.nextInt(10)) {
            case 0 -> Why.OUTAGE;
            case 1 -> Why.MAINTENANCE;
            default -> null;
          };
      this.now = start();
    }

    private Instant start() {
      LocalDateTime local =
          random.nextBoolean()
              ? EDGES.get(random.nextInt(EDGES.size()))
              : LocalDate.of(2027, 1, 1)
                  .plusDays(random.nextInt(730))
                  .atStartOfDay()
                  .plusSeconds(random.nextInt(86_400));
      return local.atZone(zone).toInstant();
    }

    private @Nullable Instant expiry(@Nullable Instant told) {
      Instant known = pipeline.coverageOf(CARD.substring(0, 19)).validUntil();
      return told != null && (known == null || told.isAfter(known)) ? told : known;
    }

    private Period validity() {
      return random.nextBoolean()
          ? new Period(1 + random.nextInt(400), Period.Unit.DAYS)
          : new Period(1 + random.nextInt(24), Period.Unit.MONTHS);
    }

    private Plan plan() {
      return new Plan(
          "pos",
          validity(),
          random.nextInt(1_000),
          random.nextInt(5) == 0 ? Plan.Policy.RESET : Plan.Policy.STACK);
    }

    private Fact.Requested request(String renewalId, Plan plan, @Nullable Instant told) {
      return new Fact.Requested(
          renewalId,
          "app",
          CARRIER,
          "M-1",
          "T-1",
          CARD,
          plan,
          new Money(5_000, "CNY"),
          null,
          told,
          now);
    }

    private Payment payment(String renewalId, Payment.Status status) {
      return new Payment(
          renewalId,
          "app",
          status.name(),
          status,
          new Money(5_000, "CNY"),
          status == Payment.Status.REFUNDED ? Payment.RefundKind.CANCELLATION : null,
          null,
          false,
          null,
          now);
    }

    /** Makes a renewal, usable at {@code usableAt}; returns what its activation says. */
    private CardRules.Outcome renew(Fact.Requested request, Instant usableAt) {
      String renewalId = request.renewalId();
      take(request, now);
      take(payment(renewalId, Payment.Status.SETTLED), now);
      CardRules.Outcome outcome =
          take(
              new Review(
                  renewalId, CARRIER, "V", null, Review.Outcome.APPROVED, null, null, null, now),
              usableAt);
      assertThat(outcome).as(name).isNotNull();
      return outcome;
    }

    private CardRules.@Nullable Outcome take(Fact fact, Instant at) {
      InMemoryPipeline.Step step = pipeline.take(fact, at);
      if (step.change() != null) {
        assertThat(InTheReferencesWords.datesOf(step.outcome()))
            .as(name)
            .isEqualTo(reference.book(step.change()));
      }
      return step.outcome();
    }

    private void live() {
      int renewals = random.nextInt(5);
      for (int i = 0; i < renewals; i++) {
        String renewalId = "R" + i;
        renew(request(renewalId, plan(), told()), now.plusSeconds(random.nextInt(86_400)));
        now = now.plus(Duration.ofDays(1 + random.nextInt(90)));
        if (random.nextInt(6) == 0) {
          take(payment(renewalId, Payment.Status.REFUNDED), now);
        }
      }
    }

    private @Nullable Instant told() {
      return random.nextInt(3) == 0
          ? now.plus(Duration.ofMinutes(random.nextInt(100 * 1_440) - 10 * 1_440))
          : null;
    }

    private boolean isEarly() {
      CardRules.Outcome last = pipeline.steps().getLast().outcome();
      return last != null && last.validFrom().isAfter(last.change().at());
    }

    Quote check() {
      live();
      Plan plan = plan();
      Instant told = told();
      Instant expiry = expiry(told);
      Card before = pipeline.headOf(CARD.substring(0, 19));
      Function<Instant, @Nullable ExpectedUsable> ifRenewed =
          then ->
              new ExpectedUsable(
                  then.plus(likelyTakes), then.plus(byTakes), Basis.CARRIER, 42, why);

      Quote quote =
          Quote.of(
              before, new Quote.Asked(CARRIER, "app", plan, told, true), policy, ifRenewed, now);

      assertThat(pipeline.headOf(CARD.substring(0, 19))).as(name).isEqualTo(before);
      assertThat(quote.renewBy()).as(name).isEqualTo(renewBy(expiry));
      assertWarnings(quote, expiry);
      CardRules.Outcome activation = renew(request("R-quoted", plan, told), now.plus(likelyTakes));
      assertThat(quote.validFrom()).as(name).isEqualTo(activation.validFrom());
      assertThat(quote.validUntil()).as(name).isEqualTo(activation.validUntil());
      return quote;
    }

    private void assertWarnings(Quote quote, @Nullable Instant expiry) {
      boolean works = expiry != null && expiry.isAfter(now);
      Instant cutoff = cutoff(expiry);
      assertThat(quote.warnings().contains(Quote.Warning.CUTOFF_PASSED))
          .as(name)
          .isEqualTo(works && cutoff != null && !cutoff.isAfter(now));
      assertThat(quote.warnings().contains(Quote.Warning.EXPIRES_BEFORE_USABLE))
          .as(name)
          .isEqualTo(works && expiry != null && now.plus(byTakes).isAfter(expiry));
      CarrierCondition.State trouble = why == null ? null : why.state();
      assertThat(quote.warnings().contains(Quote.Warning.CARRIER_OUTAGE))
          .as(name)
          .isEqualTo(trouble == CarrierCondition.State.OUTAGE);
      assertThat(quote.warnings().contains(Quote.Warning.CARRIER_MAINTENANCE))
          .as(name)
          .isEqualTo(trouble == CarrierCondition.State.MAINTENANCE);
    }

    private @Nullable Instant renewBy(@Nullable Instant expiry) {
      if (expiry == null || !expiry.isAfter(now)) {
        return null;
      }
      Instant learnt = expiry.minus(byTakes).truncatedTo(ChronoUnit.MINUTES);
      Instant earliest = learnt.isBefore(now) ? now : learnt;
      Instant cutoff = cutoff(expiry);
      return cutoff != null && cutoff.isBefore(earliest) ? cutoff : earliest;
    }

    /** Day by day back from the expiry. */
    private @Nullable Instant cutoff(@Nullable Instant expiry) {
      Integer cutoffDay = policy.calendars().of(CARRIER).cutoffDay();
      if (expiry == null || cutoffDay == null) {
        return null;
      }
      LocalDate day = expiry.atZone(zone).toLocalDate();
      while (day.getDayOfMonth() != cutoffDay
          || day.plusDays(1).atStartOfDay(zone).toInstant().isAfter(expiry)) {
        day = day.minusDays(1);
      }
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      return end.isBefore(expiry) ? end : null;
    }
  }
}

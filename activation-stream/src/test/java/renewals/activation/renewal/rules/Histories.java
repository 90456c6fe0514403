package renewals.activation.renewal.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.Promotion;

/**
 * Random histories out of small pools of ids, so that duplicates, conflicts, misfits, refunds,
 * gifts, several reviews and ties happen often.
 */
public final class Histories {

  /** Carriers with terms of their own, one in a zone that changes its clock. */
  public static final RulePolicy TERMS =
      new RulePolicy(
          Duration.ofHours(20),
          Duration.ofHours(24),
          Duration.ofHours(30),
          new RulePolicy.ByCarrier<>(
              new RulePolicy.ReviewTerms(Duration.ofHours(72), Duration.ofDays(14)),
              Map.of("c2", new RulePolicy.ReviewTerms(Duration.ofHours(24), Duration.ofHours(24)))),
          new RulePolicy.ByCarrier<>(
              ZoneId.of("Asia/Shanghai"), Map.of("c2", ZoneId.of("Europe/Berlin"))),
          RulePolicy.DEFAULT.calendars());

  private static final Instant START = Facts.START;

  private static final Instant LATER = START.plusSeconds(4 * 3600);
  private static final List<Fact> ALL_IT_TAKES =
      List.of(
          payment("P1", Payment.Status.SETTLED),
          review("V2", Review.Outcome.APPROVED, START),
          payment("P9", Payment.Status.REFUNDED),
          review("V3", Review.Outcome.REJECTED, LATER));

  private Histories() {}

  /** One thing that happens: some time goes by, then a fact comes in, if there is one. */
  public record Step(Duration after, @Nullable Fact fact) {
    @Override
    public String toString() {
      return "\n  " + after + " " + (fact == null ? "" : fact);
    }
  }

  /** A fact and when it comes, once or more often, in each of two orders. */
  record Arrival(Fact fact, List<Integer> firstOrder, List<Integer> secondOrder) {
    @Override
    public String toString() {
      return "\n  at " + firstOrder + " or at " + secondOrder + ": " + fact;
    }
  }

  /** Anything may happen: facts of three renewals on two cards, repeated, with time between. */
  public static Arbitrary<List<Step>> anything() {
    Arbitrary<String> renewalIds =
        Arbitraries.frequency(Tuple.of(6, "R1"), Tuple.of(3, "R2"), Tuple.of(1, "R3"));
    Arbitrary<List<Fact>> rest = fact(renewalIds).list().ofMaxSize(9);
    Arbitrary<List<Integer>> picks =
        picks().list().ofMaxSize(28).withSizeDistribution(RandomDistribution.uniform());
    Arbitrary<List<Duration>> waits = waits().list().ofSize(28);
    return Combinators.combine(request("R1"), request("R2"), rest, picks, waits)
        .as((one, two, more, picked, waited) -> steps(pool(one, two, more), picked, waited));
  }

  /** Places in the pool: most often what makes a renewal usable. */
  private static Arbitrary<Integer> picks() {
    Arbitrary<Integer> any =
        Arbitraries.integers().between(0, 15).withDistribution(RandomDistribution.uniform());
    return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(0, 0, 2, 3, 3)), Tuple.of(4, any));
  }

  private static Fact payment(String id, Payment.Status status) {
    Payment.RefundKind kind =
        status == Payment.Status.REFUNDED ? Payment.RefundKind.CANCELLATION : null;
    return new Payment(
        "R1", "app", id, status, new Money(50, "CNY"), kind, null, false, null, START);
  }

  private static Fact review(String id, Review.Outcome outcome, Instant decidedAt) {
    return new Review("R1", "c1", id, null, outcome, null, null, null, decidedAt);
  }

  /** What it takes to become usable and to cease to be, and whatever else. */
  private static List<Fact> pool(Fact one, Fact two, List<Fact> more) {
    List<Fact> pool = new ArrayList<>(List.of(one, two));
    pool.addAll(ALL_IT_TAKES);
    pool.addAll(more);
    return pool;
  }

  /** A pick beyond the pool is time alone. */
  private static List<Step> steps(List<Fact> pool, List<Integer> picks, List<Duration> waits) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < picks.size(); i++) {
      int pick = picks.get(i);
      steps.add(new Step(waits.get(i), pick < pool.size() ? pool.get(pick) : null));
    }
    return steps;
  }

  /** More facts of one renewal than a case takes; its request comes first, last or between. */
  static Arbitrary<List<Step>> crowded() {
    Arbitrary<Fact> any =
        Arbitraries.frequencyOf(Tuple.of(3, payment("R1")), Tuple.of(1, review("R1")));
    Arbitrary<List<Fact>> facts = any.list().ofMinSize(101).ofMaxSize(125);
    Arbitrary<Integer> places =
        Arbitraries.integers().between(0, 125).withDistribution(RandomDistribution.uniform());
    return Combinators.combine(facts, request("R1"), places)
        .as(
            (many, requested, place) -> {
              List<Step> steps = new ArrayList<>();
              for (int i = 0; i < many.size(); i++) {
                steps.add(new Step(Duration.ofMinutes(1), numbered(many.get(i), i)));
              }
              int between = Math.min(place, steps.size());
              steps.add(between, new Step(Duration.ofMinutes(1), requested));
              steps.add(steps.get(0));
              return steps;
            });
  }

  private static Fact numbered(Fact fact, int number) {
    return switch (fact) {
      case Requested request -> request;
      case Payment of ->
          new Payment(
              of.renewalId(),
              of.channelId(),
              "P" + number,
              of.status(),
              of.amount(),
              of.refundKind(),
              of.refundOf(),
              of.cumulative(),
              of.reason(),
              of.occurredAt());
      case Review of ->
          new Review(
              of.renewalId(),
              of.carrierId(),
              "V" + number,
              of.iccid(),
              of.outcome(),
              of.reason(),
              of.reasonText(),
              of.validUntil(),
              of.decidedAt());
    };
  }

  /** Facts of one renewal, no two of them the same by identity, each coming up to three times. */
  static Arbitrary<List<Arrival>> withoutConflicts() {
    Arbitrary<List<Integer>> times =
        Arbitraries.integers().between(0, 99).list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<Fact> others =
        Arbitraries.frequencyOf(Tuple.of(3, payment("R1")), Tuple.of(2, review("R1")));
    Arbitrary<Arrival> arrival = Combinators.combine(others, times, times).as(Arrival::new);
    Arbitrary<List<Arrival>> rest =
        arrival.list().ofMaxSize(14).uniqueElements(a -> identityOf(a.fact()));
    Arbitrary<Arrival> request = Combinators.combine(request("R1"), times, times).as(Arrival::new);
    return Combinators.combine(rest, request, Arbitraries.integers().between(0, 9))
        .as(
            (facts, requested, isRequested) -> {
              List<Arrival> all = new ArrayList<>(facts);
              if (isRequested > 0) {
                all.add(requested);
              }
              return all;
            });
  }

  private static List<String> identityOf(Fact fact) {
    return switch (fact) {
      case Requested request -> List.of("request");
      case Payment p -> List.of(p.channelId(), p.paymentId(), p.status().name());
      case Review r -> List.of(r.carrierId(), r.reviewId());
    };
  }

  public static Arbitrary<Duration> waits() {
    return Arbitraries.frequency(
            Tuple.of(120, "PT1M"),
            Tuple.of(40, "PT0S"),
            Tuple.of(2, "PT1H"),
            Tuple.of(1, "PT20H"),
            Tuple.of(1, "PT23H59M"),
            Tuple.of(2, "PT24H"),
            Tuple.of(1, "PT72H"),
            Tuple.of(2, "P14D"),
            Tuple.of(1, "P89D"),
            Tuple.of(2, "P90D"),
            Tuple.of(1, "P121D"))
        .map(Duration::parse);
  }

  private static Arbitrary<Fact> fact(Arbitrary<String> renewalIds) {
    return renewalIds.flatMap(
        id ->
            Arbitraries.frequencyOf(
                Tuple.of(2, request(id)), Tuple.of(4, payment(id)), Tuple.of(3, review(id))));
  }

  public static Arbitrary<Fact> request(String renewalId) {
    Arbitrary<String> cards =
        Arbitraries.of(Facts.CARD, Facts.SAME_CARD_WITHOUT_CHECK_DIGIT, Facts.OTHER_CARD);
    Arbitrary<Long> dues = Arbitraries.frequency(Tuple.of(6, 50L), Tuple.of(1, 0L));
    Arbitrary<@Nullable Promotion> promotions =
        Arbitraries.of(new Promotion("SPRING", 5, 7L), new Promotion("NIL", 0, null))
            .injectNull(0.7);
    return Combinators.combine(
            channels(), carriers(), cards, plans(), dues, promotions, tolds(), merchants())
        .as(
            (channel, carrier, card, plan, due, promotion, told, merchant) ->
                new Requested(
                    renewalId,
                    channel,
                    carrier,
                    merchant,
                    "T-1",
                    card,
                    plan,
                    new Money(due, "CNY"),
                    promotion,
                    told,
                    START));
  }

  static Arbitrary<Plan> plans() {
    Arbitrary<Period> validities =
        Arbitraries.frequency(
            Tuple.of(4, new Period(1, Period.Unit.MONTHS)),
            Tuple.of(2, new Period(30, Period.Unit.DAYS)),
            Tuple.of(1, new Period(3, Period.Unit.MONTHS)),
            Tuple.of(1, new Period(12, Period.Unit.MONTHS)),
            Tuple.of(1, new Period(1, Period.Unit.DAYS)));
    Arbitrary<Plan.Policy> policies =
        Arbitraries.frequency(Tuple.of(5, Plan.Policy.STACK), Tuple.of(1, Plan.Policy.RESET));
    return Combinators.combine(validities, policies)
        .as((validity, policy) -> new Plan("pos", validity, 1_000, policy));
  }

  public static Arbitrary<@Nullable Instant> tolds() {
    return Arbitraries.of("-P3D", "PT0S", "P10D", "P29D", "P40D")
        .map(d -> START.plus(Duration.parse(d)))
        .injectNull(0.6);
  }

  static Arbitrary<String> carriers() {
    return Arbitraries.frequency(Tuple.of(20, "c1"), Tuple.of(1, "c2"));
  }

  private static Arbitrary<String> channels() {
    return Arbitraries.frequency(Tuple.of(20, "app"), Tuple.of(1, "bank"));
  }

  private static Arbitrary<String> merchants() {
    return Arbitraries.of("M-1", "M-2");
  }

  private static Arbitrary<Instant> eventTimes() {
    return Arbitraries.integers().between(0, 3).map(h -> START.plus(Duration.ofHours(h)));
  }

  private record Refund(Payment.RefundKind kind, @Nullable String of, boolean cumulative) {}

  /** Of any payment, of a named one or of one that never comes; in parts or as the sum so far. */
  private static Arbitrary<Refund> refunds() {
    Arbitrary<@Nullable String> named = Arbitraries.of("P1", "P2", "P3", "P9").injectNull(0.4);
    return Combinators.combine(
            Arbitraries.of(Payment.RefundKind.class), named, Arbitraries.of(true, false))
        .as(
            (kind, of, sum) ->
                new Refund(kind, of, sum && of != null && kind != Payment.RefundKind.GOODWILL));
  }

  static Arbitrary<Fact> payment(String renewalId) {
    Arbitrary<Payment.Status> statuses =
        Arbitraries.frequency(
            Tuple.of(6, Payment.Status.SETTLED),
            Tuple.of(1, Payment.Status.FAILED),
            Tuple.of(3, Payment.Status.REFUNDED));
    Arbitrary<Long> amounts =
        Arbitraries.frequency(
            Tuple.of(6, 50L), Tuple.of(2, 20L), Tuple.of(2, 30L), Tuple.of(1, 70L));
    Arbitrary<String> currencies = Arbitraries.frequency(Tuple.of(15, "CNY"), Tuple.of(1, "USD"));
    Arbitrary<Refund> refunds = refunds();
    Arbitrary<@Nullable String> reasons =
        Arbitraries.frequency(Tuple.of(9, "TIMEOUT"), Tuple.of(1, "LIMIT")).injectNull(0.2);
    return Combinators.combine(
            channels(),
            Arbitraries.of("P1", "P2", "P3", "P4"),
            statuses,
            amounts,
            currencies,
            refunds,
            reasons,
            eventTimes())
        .as(
            (channel, id, status, amount, currency, refund, reason, at) ->
                new Payment(
                    renewalId,
                    channel,
                    id,
                    status,
                    new Money(amount, currency),
                    status == Payment.Status.REFUNDED ? refund.kind() : null,
                    status == Payment.Status.REFUNDED ? refund.of() : null,
                    status == Payment.Status.REFUNDED && refund.cumulative(),
                    reason,
                    at));
  }

  static Arbitrary<Fact> review(String renewalId) {
    Arbitrary<Review.Outcome> outcomes =
        Arbitraries.frequency(
            Tuple.of(3, Review.Outcome.APPROVED), Tuple.of(2, Review.Outcome.REJECTED));
    Arbitrary<@Nullable String> cards =
        Arbitraries.frequency(
                Tuple.of(3, Facts.CARD),
                Tuple.of(2, Facts.SAME_CARD_WITHOUT_CHECK_DIGIT),
                Tuple.of(1, Facts.OTHER_CARD))
            .injectNull(0.8);
    return Combinators.combine(
            carriers(),
            Arbitraries.of("V1", "V2", "V3", "v10"),
            cards,
            outcomes,
            tolds(),
            eventTimes())
        .as(
            (carrier, id, card, outcome, word, at) ->
                new Review(
                    renewalId,
                    carrier,
                    id,
                    card,
                    outcome,
                    outcome == Review.Outcome.REJECTED ? "RISK_STOP" : null,
                    null,
                    outcome == Review.Outcome.APPROVED ? word : null,
                    at));
  }
}

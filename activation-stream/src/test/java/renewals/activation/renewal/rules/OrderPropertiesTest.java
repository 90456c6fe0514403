package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.Histories.Arrival;

/** Arrival order never matters: what a case ends in follows from the set of its facts. */
class OrderPropertiesTest {

  private record End(RenewalStatus.State state, long net, long owed) {}

  @Provide
  Arbitrary<List<Arrival>> facts() {
    return Histories.withoutConflicts();
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void shouldEndTheSameWhateverTheOrderAndHoweverOftenEachFactCame(
      @ForAll("facts") List<Arrival> facts) {
    InMemoryPipeline one = readIn(order(facts, Arrival::firstOrder));
    InMemoryPipeline other = readIn(order(facts, Arrival::secondOrder));

    assertThat(endOf(one)).isEqualTo(endOf(other)).isEqualTo(endOfSet(facts));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void shouldLeaveAsManyActivationsAsReversalsOrOneMoreWhileUsable(
      @ForAll("facts") List<Arrival> facts) {
    InMemoryPipeline pipeline = readIn(order(facts, Arrival::firstOrder));

    long standing =
        pipeline.steps().stream()
            .filter(step -> step.change() != null)
            .mapToLong(step -> step.change().reversedAt() == null ? 1 : -1)
            .sum();
    boolean usable = endOf(pipeline).state() == RenewalStatus.State.USABLE;
    assertThat(standing).isEqualTo(usable ? 1 : 0);
  }

  private static List<Fact> order(List<Arrival> facts, Function<Arrival, List<Integer>> order) {
    record At(int time, Fact fact) {}
    List<At> arrivals = new ArrayList<>();
    for (Arrival arrival : facts) {
      for (int time : order.apply(arrival)) {
        arrivals.add(new At(time, arrival.fact()));
      }
    }
    arrivals.sort(Comparator.comparingInt(At::time));
    return arrivals.stream().map(At::fact).toList();
  }

  private static InMemoryPipeline readIn(List<Fact> order) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    for (int i = 0; i < order.size(); i++) {
      pipeline.take(order.get(i), Facts.START.plusSeconds(i));
    }
    return pipeline;
  }

  private static End endOf(InMemoryPipeline pipeline) {
    RenewalStatus standing = RenewalStatus.of(pipeline.caseOf("R1"));
    return new End(standing.state(), standing.net(), standing.owed());
  }

  /** Rules 2 to 7 and 10 as sums over a set; no deadline has fired. */
  private static End endOfSet(List<Arrival> arrivals) {
    List<Fact> set = arrivals.stream().map(Arrival::fact).toList();
    Requested request = first(set, Requested.class);
    if (request == null) {
      return new End(RenewalStatus.State.WAITING_FOR_REQUEST, 0, 0);
    }
    long due = request.amountDue().minorUnits();
    List<Payment> payments = new ArrayList<>();
    List<Review> reviews = new ArrayList<>();
    for (Fact fact : set) {
      if (fact instanceof Payment payment && belongs(payment, request)) {
        payments.add(payment);
      } else if (fact instanceof Review review && belongs(review, request)) {
        reviews.add(review);
      }
    }
    reviews.sort(Comparator.comparing(Review::decidedAt).thenComparing(Review::reviewId));
    long net = netOf(payments);
    boolean settled = payments.stream().anyMatch(p -> p.status() == Payment.Status.SETTLED);
    RenewalStatus.State unpaid =
        settled && net <= 0
            ? RenewalStatus.State.REFUNDED
            : RenewalStatus.State.WAITING_FOR_PAYMENT;
    if (reviews.isEmpty()) {
      return new End(net >= due ? RenewalStatus.State.WAITING_FOR_REVIEW : unpaid, net, 0);
    }
    if (reviews.get(reviews.size() - 1).outcome() == Review.Outcome.REJECTED) {
      return new End(RenewalStatus.State.REJECTED, net, Math.max(0, net));
    }
    return net >= due
        ? new End(RenewalStatus.State.USABLE, net, net - due)
        : new End(unpaid, net, 0);
  }

  private static <T> T first(List<Fact> set, Class<T> type) {
    return set.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
  }

  private static boolean belongs(Payment payment, Requested request) {
    return payment.channelId().equals(request.channelId())
        && payment.amount().currency().equals("CNY");
  }

  private static boolean belongs(Review review, Requested request) {
    boolean sameCard =
        review.iccid() == null
            || review.iccid().substring(0, 19).equals(request.iccid().substring(0, 19));
    return review.carrierId().equals(request.carrierId()) && sameCard;
  }

  /** Each settled payment with what went back of it by name, then what went back of none. */
  private static long netOf(List<Payment> payments) {
    long net = 0;
    for (Payment payment : payments) {
      if (payment.status() == Payment.Status.SETTLED) {
        net += payment.amount().minorUnits() - wentBackOf(payment, payments);
      } else if (takesBack(payment) && payment.refundOf() == null) {
        net -= payment.amount().minorUnits();
      }
    }
    return net;
  }

  private static long wentBackOf(Payment settled, List<Payment> payments) {
    long single = 0;
    long greatest = 0;
    long goodwill = 0;
    for (Payment refund : payments) {
      if (!settled.paymentId().equals(refund.refundOf())) {
        continue;
      }
      long amount = refund.amount().minorUnits();
      single += takesBack(refund) && !refund.cumulative() ? amount : 0;
      greatest = refund.cumulative() && amount > greatest ? amount : greatest;
      goodwill += takesBack(refund) ? 0 : amount;
    }
    long updates = single > greatest - goodwill ? single : greatest - goodwill;
    return updates > settled.amount().minorUnits() ? settled.amount().minorUnits() : updates;
  }

  private static boolean takesBack(Payment payment) {
    return payment.status() == Payment.Status.REFUNDED
        && payment.refundKind() != Payment.RefundKind.GOODWILL;
  }
}

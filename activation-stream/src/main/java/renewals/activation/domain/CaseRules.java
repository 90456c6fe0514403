package renewals.activation.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Case.Orphan;
import renewals.activation.domain.Case.Renewal;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Requested;
import renewals.activation.domain.Fact.Review;
import renewals.activation.domain.RecordOutcome.Refusal;
import renewals.activation.domain.RecordOutcome.Refusal.Reason;

/**
 * What a fact does to its case: rules 1 to 7 and 9. The result depends on the set of facts, not on
 * the order in which they came.
 */
public final class CaseRules {

  private CaseRules() {}

  /**
   * Takes one valid fact to its case.
   *
   * @param before the case so far, null if this fact opens it
   * @param fact speaks of the case's renewal
   * @param held the facts held for the case, in order of arrival; empty once it was requested
   * @param at the step's time
   */
  public static Decision handle(@Nullable Case before, Fact fact, List<Fact> held, Instant at) {
    return switch (before) {
      case Renewal renewal -> handleInRenewal(renewal, fact, at);
      case Orphan orphan when fact instanceof Requested request ->
          RenewalStep.requested(orphan, request, held, at);
      case Orphan orphan -> hold(orphan, fact, held, at);
      case null -> {
        if (fact instanceof Requested request) {
          yield RenewalStep.requested(null, request, held, at);
        }
        yield open(fact, at);
      }
    };
  }

  private static Decision open(Fact fact, Instant at) {
    Orphan opened =
        new Orphan(
            fact.renewalId(), 1, isSettled(fact), false, at, at, Refusals.NONE, 0, List.of());
    return new Decision(new RecordOutcome.Applied(), opened, List.of(), null, List.of());
  }

  /** Rule 3: held in order of arrival. Rule 1 counts before the request too. */
  private static Decision hold(Orphan orphan, Fact fact, List<Fact> held, Instant at) {
    Fact earlier = sameFact(held, fact);
    if (earlier != null && earlier.isRepeatedBy(fact)) {
      return unchanged(orphan);
    }
    Refusal refusedBefore = orphan.refusals().of(fact);
    if (refusedBefore != null) {
      return refusedAgain(orphan, refusedBefore);
    }
    if (earlier != null) {
      return refusedBeforeRequest(orphan, fact, conflict(fact), at);
    }
    if (orphan.held() >= RulePolicy.MOST_FACTS) {
      return refusedBeforeRequest(orphan, fact, tooMany(), at);
    }
    Orphan longer =
        new Orphan(
            orphan.renewalId(),
            orphan.held() + 1,
            orphan.holdsMoney() || isSettled(fact),
            orphan.orphaned(),
            orphan.firstFactAt(),
            at.isAfter(orphan.lastFactAt()) ? at : orphan.lastFactAt(),
            orphan.refusals(),
            orphan.updates(),
            orphan.timeline());
    return new Decision(new RecordOutcome.Applied(), longer, List.of(), null, List.of());
  }

  private static Decision refusedBeforeRequest(
      Orphan orphan, Fact fact, Refusal refusal, Instant at) {
    UpdateCollector telling = new UpdateCollector(orphan.renewalId(), orphan, null, at);
    telling.emitRefusal(fact, refusal);
    Orphan after = orphan.with(orphan.orphaned(), orphan.refusals().and(fact, refusal), telling);
    return new Decision(
        new RecordOutcome.Refused(refusal), after, telling.updates(), null, List.of());
  }

  /** Rule 2: a dead letter again, but nothing is said. */
  private static Decision refusedAgain(Case before, Refusal refusal) {
    return new Decision(new RecordOutcome.Refused(refusal), before, List.of(), null, List.of());
  }

  private static Decision handleInRenewal(Renewal renewal, Fact fact, Instant at) {
    Fact earlier = sameFactIn(renewal, fact);
    if (earlier != null && earlier.isRepeatedBy(fact)) {
      return unchanged(renewal);
    }
    Refusal refusedBefore = renewal.refusals().of(fact);
    if (refusedBefore != null) {
      return refusedAgain(renewal, refusedBefore);
    }
    Refusal refusal = refusal(renewal, earlier, fact);
    return refusal == null
        ? RenewalStep.takenUp(renewal, fact, at)
        : RenewalStep.refused(renewal, fact, refusal, at);
  }

  private static @Nullable Refusal refusal(Renewal renewal, @Nullable Fact earlier, Fact fact) {
    if (earlier != null) {
      return conflict(fact);
    }
    Refusal misfit = misfit(renewal.request(), fact);
    boolean full = renewal.payments().size() + renewal.reviews().size() >= RulePolicy.MOST_FACTS;
    return misfit == null && full ? tooMany() : misfit;
  }

  private static @Nullable Fact sameFactIn(Renewal renewal, Fact fact) {
    return switch (fact) {
      case Requested request -> renewal.request();
      case Payment payment -> sameFact(renewal.payments(), payment);
      case Review review -> sameFact(renewal.reviews(), review);
    };
  }

  private static @Nullable Fact sameFact(List<? extends Fact> among, Fact fact) {
    for (Fact earlier : among) {
      if (earlier.isSameFactAs(fact)) {
        return earlier;
      }
    }
    return null;
  }

  /** Rule 2: what belongs to a request; null if the fact does. */
  static @Nullable Refusal misfit(Requested request, Fact fact) {
    return switch (fact) {
      case Requested other -> null;
      case Payment payment -> {
        if (!payment.channelId().equals(request.channelId())) {
          yield mismatch("payment.channelId", payment.channelId(), request.channelId());
        }
        if (!payment.amount().currency().equals(request.amountDue().currency())) {
          yield mismatch(
              "payment.amount.currency",
              payment.amount().currency(),
              request.amountDue().currency());
        }
        yield null;
      }
      case Review review -> {
        if (!review.carrierId().equals(request.carrierId())) {
          yield mismatch("review.carrierId", review.carrierId(), request.carrierId());
        }
        if (review.iccid() != null && !request.isForCard(review.iccid())) {
          yield mismatch("review.iccid", "another card", "the request's card");
        }
        yield null;
      }
    };
  }

  private static Refusal mismatch(String field, String given, String expected) {
    return new Refusal(Reason.MISMATCH, "%s is %s, expected %s".formatted(field, given, expected));
  }

  private static Refusal conflict(Fact fact) {
    String what =
        switch (fact) {
          case Requested request -> "request " + request.renewalId();
          case Payment payment ->
              "payment %s %s of %s"
                  .formatted(payment.paymentId(), payment.status(), payment.channelId());
          case Review review -> "review %s of %s".formatted(review.reviewId(), review.carrierId());
        };
    return new Refusal(
        Reason.CONFLICTING_DUPLICATE, what + " came again with other content; the first stays");
  }

  private static Refusal tooMany() {
    return new Refusal(
        Reason.TOO_MANY_FACTS, "the case has %d facts already".formatted(RulePolicy.MOST_FACTS));
  }

  static boolean isSettled(Fact fact) {
    return fact instanceof Payment payment && payment.status() == Payment.Status.SETTLED;
  }

  private static Decision unchanged(Case before) {
    return new Decision(new RecordOutcome.Duplicate(), before, List.of(), null, List.of());
  }
}

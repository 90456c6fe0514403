package renewals.activation.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Case.Orphan;
import renewals.activation.domain.Case.Renewal;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Requested;
import renewals.activation.domain.Fact.Review;
import renewals.activation.domain.Verdict.Refusal;
import renewals.activation.domain.Verdict.Refusal.Reason;

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
  public static Decision take(@Nullable Case before, Fact fact, List<Fact> held, Instant at) {
    return switch (before) {
      case Renewal renewal -> takeToRenewal(renewal, fact, at);
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
    Orphan opened = new Orphan(fact.renewalId(), 1, isSettled(fact), false, at, at, 0, List.of());
    return new Decision(new Verdict.Applied(), opened, List.of(), null, List.of());
  }

  /** Rule 3: held in order of arrival. Rule 1 counts before the request too. */
  private static Decision hold(Orphan orphan, Fact fact, List<Fact> held, Instant at) {
    for (Fact earlier : held) {
      if (earlier.isSameFactAs(fact)) {
        return earlier.equals(fact)
            ? unchanged(orphan)
            : refusedBeforeRequest(orphan, conflict(fact), at);
      }
    }
    if (orphan.held() >= Terms.MOST_FACTS) {
      return refusedBeforeRequest(orphan, tooMany(), at);
    }
    Orphan longer =
        new Orphan(
            orphan.renewalId(),
            orphan.held() + 1,
            orphan.holdsMoney() || isSettled(fact),
            orphan.orphaned(),
            orphan.firstFactAt(),
            at.isAfter(orphan.lastFactAt()) ? at : orphan.lastFactAt(),
            orphan.updates(),
            orphan.timeline());
    return new Decision(new Verdict.Applied(), longer, List.of(), null, List.of());
  }

  private static Decision refusedBeforeRequest(Orphan orphan, Refusal refusal, Instant at) {
    Telling telling = new Telling(orphan.renewalId(), orphan, null, at);
    telling.say(UpdateKind.CONFLICT, null, refusal.reason().name(), refusal.text());
    Orphan after =
        new Orphan(
            orphan.renewalId(),
            orphan.held(),
            orphan.holdsMoney(),
            orphan.orphaned(),
            orphan.firstFactAt(),
            orphan.lastFactAt(),
            telling.count(),
            telling.timeline());
    return new Decision(new Verdict.Refused(refusal), after, telling.said(), null, List.of());
  }

  private static Decision takeToRenewal(Renewal renewal, Fact fact, Instant at) {
    Fact earlier = sameFactIn(renewal, fact);
    if (earlier != null) {
      return earlier.equals(fact)
          ? unchanged(renewal)
          : RenewalStep.refused(renewal, fact, conflict(fact), at);
    }
    Refusal misfit = misfit(renewal.request(), fact);
    if (misfit != null) {
      return RenewalStep.refused(renewal, fact, misfit, at);
    }
    if (renewal.payments().size() + renewal.reviews().size() >= Terms.MOST_FACTS) {
      return RenewalStep.refused(renewal, fact, tooMany(), at);
    }
    return RenewalStep.takenUp(renewal, fact, at);
  }

  private static @Nullable Fact sameFactIn(Renewal renewal, Fact fact) {
    List<? extends Fact> ofItsKind =
        switch (fact) {
          case Requested request -> List.of(renewal.request());
          case Payment payment -> renewal.payments();
          case Review review -> renewal.reviews();
        };
    for (Fact earlier : ofItsKind) {
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
        Reason.TOO_MANY_FACTS, "the case has %d facts already".formatted(Terms.MOST_FACTS));
  }

  static boolean isSettled(Fact fact) {
    return fact instanceof Payment payment && payment.status() == Payment.Status.SETTLED;
  }

  private static Decision unchanged(Case before) {
    return new Decision(new Verdict.Duplicate(), before, List.of(), null, List.of());
  }
}

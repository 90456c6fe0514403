package renewals.activation.renewal.rules;

import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.rules.FactRefusal.Misfit;

/** What belongs to a request (rule 2). */
final class BelongingRules {

  private BelongingRules() {}

  /** What of a fact does not fit its request; null if it belongs. */
  static @Nullable Misfit misfit(Requested request, Fact fact) {
    return switch (fact) {
      case Requested other -> null;
      case Payment payment -> {
        if (!payment.channelId().equals(request.channelId())) {
          yield new Misfit("payment.channelId", payment.channelId(), request.channelId());
        }
        if (!payment.amount().currency().equals(request.amountDue().currency())) {
          yield new Misfit(
              "payment.amount.currency",
              payment.amount().currency(),
              request.amountDue().currency());
        }
        yield null;
      }
      case Review review -> {
        if (!review.carrierId().equals(request.carrierId())) {
          yield new Misfit("review.carrierId", review.carrierId(), request.carrierId());
        }
        if (review.iccid() != null && !request.isForCard(review.iccid())) {
          yield new Misfit("review.iccid", "another card", "the request's card");
        }
        yield null;
      }
    };
  }
}

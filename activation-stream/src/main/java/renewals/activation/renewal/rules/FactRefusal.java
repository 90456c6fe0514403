package renewals.activation.renewal.rules;

import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.RecordOutcome.Refusal.Reason;

/** Why a fact is not taken up (rules 1 to 3), with what was given and what was expected. */
sealed interface FactRefusal {

  /** The same as text, as it goes to dead letters. */
  Refusal refusal();

  /** It does not belong to the request (rule 2). */
  record Misfit(String field, String given, String expected) implements FactRefusal {
    @Override
    public Refusal refusal() {
      return new Refusal(
          Reason.MISMATCH, "%s is %s, expected %s".formatted(field, given, expected));
    }
  }

  /** The same fact is there with other content (rule 1). */
  record Conflict(Fact fact) implements FactRefusal {
    @Override
    public Refusal refusal() {
      String what =
          switch (fact) {
            case Fact.Requested request -> "request " + request.renewalId();
            case Fact.Payment payment ->
                "payment %s %s of %s"
                    .formatted(payment.paymentId(), payment.status(), payment.channelId());
            case Fact.Review review ->
                "review %s of %s".formatted(review.reviewId(), review.carrierId());
          };
      return new Refusal(
          Reason.CONFLICTING_DUPLICATE, what + " came again with other content; the first stays");
    }
  }

  /** The case is full. */
  record TooMany() implements FactRefusal {
    @Override
    public Refusal refusal() {
      return new Refusal(
          Reason.TOO_MANY_FACTS, "the case has %d facts already".formatted(RulePolicy.MOST_FACTS));
    }
  }
}

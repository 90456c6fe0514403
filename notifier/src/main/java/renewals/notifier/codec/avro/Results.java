package renewals.notifier.codec.avro;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.Referent;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.Answer;
import renewals.notifier.domain.delivery.Answer.Outcome;
import renewals.streams.record.DeadLetter.Stage;
import renewals.v1.NoticeResult;

/** What senders answer. */
final class Results {

  private Results() {}

  static Reading reading(NoticeResult result) {
    return switch (result.getOutcome()) {
      case DELIVERED -> answered(result, Outcome.DELIVERED);
      case FAILED -> answered(result, Outcome.FAILED);
      case REFUSED -> answered(result, Outcome.REFUSED);
      case DEFERRED -> answered(result, Outcome.DEFERRED);
      case ACCEPTED -> answered(result, Outcome.ACCEPTED);
      case RESEND -> resend(result);
      case FORGET -> forget(result);
      case OTHER ->
          new Reading.Dead(
              DeadReason.UNKNOWN_SYMBOL,
              "outcome is OTHER: one that this version doesn't know",
              Stage.CHECK);
    };
  }

  /** What lies under a gateway's reference: that a notice has it, or what the gateway reports. */
  static Reading ofReference(String reference, NoticeResult result) {
    return switch (result.getOutcome()) {
      case ACCEPTED ->
          new Reading.Referenced(
              reference,
              new Referent(
                  result.getMerchantId(),
                  result.getNoticeId(),
                  result.getCauseAt(),
                  result.getAttempt()));
      case DELIVERED -> new Reading.Reported(reference, true, null);
      case REFUSED -> new Reading.Reported(reference, false, result.getReason());
      case FAILED, DEFERRED, RESEND, FORGET, OTHER ->
          new Reading.Dead(
              DeadReason.UNKNOWN_SYMBOL,
              "outcome is %s, expected ACCEPTED, DELIVERED or REFUSED under a reference"
                  .formatted(result.getOutcome()),
              Stage.CHECK);
    };
  }

  private static Reading resend(NoticeResult result) {
    String actor = result.getActor();
    return actor == null
        ? new Reading.Dead(DeadReason.INVALID, "actor is nothing, expected who asks", Stage.CHECK)
        : new Reading.ResendAsked(result.getNoticeId(), result.getMerchantId(), actor);
  }

  private static Reading forget(NoticeResult result) {
    return result.getActor() == null
        ? new Reading.Dead(DeadReason.INVALID, "actor is nothing, expected who asks", Stage.CHECK)
        : new Reading.ForgetAsked(result.getMerchantId());
  }

  private static Reading answered(NoticeResult result, Outcome outcome) {
    return new Reading.Answered(
        Notice.keyOf(result.getNoticeId(), result.getCauseAt()),
        new Answer(
            result.getAttempt(),
            outcome,
            result.getReason(),
            pause(result),
            result.getReference()));
  }

  /** Both times are of the sender's clock, which may be wrong; what lies between them is not. */
  private static @Nullable Duration pause(NoticeResult result) {
    Instant notBefore = result.getNotBefore();
    return notBefore == null ? null : Duration.between(result.getAt(), notBefore);
  }
}

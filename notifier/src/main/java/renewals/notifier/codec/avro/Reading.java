package renewals.notifier.codec.avro;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.Referent;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.delivery.Answer;
import renewals.notifier.domain.terminal.CardSaid;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.DeadLetter.Stage;

/** What a record turned out to be. */
public sealed interface Reading {

  /**
   * A trigger: something that a merchant is told.
   *
   * @param card what its output says of the card beside
   */
  record Trigger(NotificationTrigger trigger, CardSaid card) implements Reading {}

  /** Something for operators only. */
  record ForOperators() implements Reading {}

  /** An event of a kind that this version does not know: nobody is told. */
  record PassedOver() implements Reading {}

  /**
   * How a merchant is reached.
   *
   * @param revision null where it has none
   * @param content a digest of all that its record says
   * @param saidAt as its proof says; null where nobody asked for one
   */
  record ContactGiven(
      Contact contact, @Nullable Long revision, String content, @Nullable Instant saidAt)
      implements Reading {}

  /**
   * A merchant is not reached any more.
   *
   * @param saidAt as its proof says; null where nobody asked for one
   */
  record ContactGone(String merchantId, @Nullable Instant saidAt) implements Reading {}

  /** What a sender answers of one try of the notice that is stored under that key. */
  record Answered(String noticeKey, Answer answer) implements Reading {}

  /** Somebody asks for a notice that was given up, or waits for another try, to be sent again. */
  record ResendAsked(String noticeId, String merchantId, String actor) implements Reading {}

  /** Somebody asks for a merchant to be forgotten. */
  record ForgetAsked(String merchantId) implements Reading {}

  /** By which reference a gateway will report of a notice. */
  record Referenced(String reference, Referent referent) implements Reading {}

  /**
   * What a gateway reports.
   *
   * @param reason why it wasn't delivered; null where it was
   */
  record Reported(String reference, boolean isDelivered, @Nullable String reason)
      implements Reading {}

  /** Not as the contract demands. */
  record Dead(DeadReason reason, String text, Stage stage) implements Reading {

    /** For the dead letter. */
    public DeadLetter.Cause cause() {
      return new DeadLetter.Cause(reason.name(), text, stage);
    }
  }

  /** Cannot be judged yet: the registry gives no answer, or who said it isn't known yet. */
  record NotYet(String why) implements Reading {}
}

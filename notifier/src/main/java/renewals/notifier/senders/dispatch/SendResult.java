package renewals.notifier.senders.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.SendOutcome;

/**
 * How one try ended.
 *
 * @param reason a word for machines, a colon, a sentence for people; never an address or a secret
 * @param notBefore the receiver asked not to be tried again before
 * @param reference what a gateway that took it will report it by
 */
public record SendResult(
    SendOutcome outcome,
    @Nullable String reason,
    @Nullable Instant notBefore,
    @Nullable String reference) {

  public static SendResult delivered() {
    return new SendResult(SendOutcome.DELIVERED, null, null, null);
  }

  public static SendResult failed(String reason) {
    return failed(reason, null);
  }

  public static SendResult refused(String reason) {
    return new SendResult(SendOutcome.REFUSED, reason, null, null);
  }

  public static SendResult deferred() {
    return deferred("BUSY: too many notices wait there", null);
  }

  public static SendResult deferred(String reason, @Nullable Instant notBefore) {
    return new SendResult(SendOutcome.DEFERRED, reason, notBefore, null);
  }

  public static SendResult failed(String reason, @Nullable Instant notBefore) {
    return new SendResult(SendOutcome.FAILED, reason, notBefore, null);
  }

  /** A gateway took it and will report by that reference. */
  public static SendResult accepted(String reference) {
    return new SendResult(SendOutcome.ACCEPTED, null, null, reference);
  }

  /** A robot has said it; what becomes of that is never reported. */
  public static SendResult said() {
    return new SendResult(SendOutcome.ACCEPTED, null, null, null);
  }

  /** A gateway may have taken it: no answer came. */
  public static SendResult perhapsAccepted(String reason, @Nullable String reference) {
    return new SendResult(SendOutcome.ACCEPTED, reason, null, reference);
  }
}

package renewals.notifier.senders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.SendOutcome;

/**
 * How one try ended.
 *
 * @param reason a word for machines, a colon, a sentence for people; never an address or a secret
 * @param notBefore the receiver asked not to be tried again before
 */
record SendResult(SendOutcome outcome, @Nullable String reason, @Nullable Instant notBefore) {

  static SendResult delivered() {
    return new SendResult(SendOutcome.DELIVERED, null, null);
  }

  static SendResult failed(String reason) {
    return new SendResult(SendOutcome.FAILED, reason, null);
  }

  static SendResult refused(String reason) {
    return new SendResult(SendOutcome.REFUSED, reason, null);
  }

  static SendResult deferred() {
    return new SendResult(SendOutcome.DEFERRED, "BUSY: too many notices wait there", null);
  }
}

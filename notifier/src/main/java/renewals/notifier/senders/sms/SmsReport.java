package renewals.notifier.senders.sms;

import org.jspecify.annotations.Nullable;

/**
 * A provider's last word on an SMS.
 *
 * @param reference as in {@link Submission.Accepted}
 * @param isDelivered whether the phone has it
 * @param reason why it hasn't; null where it has
 */
public record SmsReport(String reference, boolean isDelivered, @Nullable String reason) {

  /** The phone has it. */
  public static SmsReport delivered(String reference) {
    return new SmsReport(reference, true, null);
  }

  /** The phone will never have it. */
  public static SmsReport failed(String reference, String reason) {
    return new SmsReport(reference, false, reason);
  }
}

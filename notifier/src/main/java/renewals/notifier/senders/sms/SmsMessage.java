package renewals.notifier.senders.sms;

/**
 * One SMS.
 *
 * @param to phone number in E.164, such as +8613800138000
 * @param text signature included
 */
public record SmsMessage(String to, String text) {

  /** Says nothing: numbers and texts are not for logs. */
  @Override
  public String toString() {
    return "SmsMessage[…]";
  }
}

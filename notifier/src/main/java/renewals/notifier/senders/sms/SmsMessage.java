package renewals.notifier.senders.sms;

import java.util.Map;

/**
 * One SMS.
 *
 * @param to phone number in E.164, such as +8613800138000
 * @param text signature included
 * @param id of this try, the same whenever it is made again; at most 64 of letters and digits
 * @param kind what it tells, such as ACTIVATED
 * @param locale of the text: zh-CN or en
 * @param values what a reviewed template may name
 */
public record SmsMessage(
    String to, String text, String id, String kind, String locale, Map<String, String> values) {

  public SmsMessage {
    values = Map.copyOf(values);
  }

  /** Says nothing: numbers and texts are not for logs. */
  @Override
  public String toString() {
    return "SmsMessage[…]";
  }
}

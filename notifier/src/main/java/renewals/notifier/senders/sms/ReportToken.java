package renewals.notifier.senders.sms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What gateways that post reports are known by.
 *
 * @param text at least 32 characters
 */
public record ReportToken(String text) {

  /** Whether it is this one; takes as long whatever is given. */
  public boolean isSame(String given) {
    return MessageDigest.isEqual(bytes(text), bytes(given));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "ReportToken[…]";
  }
}

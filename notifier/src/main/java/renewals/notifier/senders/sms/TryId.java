package renewals.notifier.senders.sms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import renewals.v1.NoticeDue;

/**
 * One id for one try of a notice, whoever makes it and how often: it says nothing about merchant or
 * renewal, and gateways bound what they bring back.
 */
final class TryId {

  private static final int BYTES = 16;

  private TryId() {}

  /** 32 of 0-9 and a-f. */
  static String of(NoticeDue due) {
    String name = "%s@%s#%d".formatted(due.getNoticeId(), due.getCauseAt(), due.getAttempt());
    return HexFormat.of().formatHex(sha256(name), 0, BYTES);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }
}

package renewals.kit.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Shows another instance that this one knows the token that both have, without saying it: an
 * HMAC-SHA256 by it over who is asked, method, path, query and time. Whoever gets one that was not
 * meant for him, or hears one, can do nothing with it anywhere else, and with the same question not
 * for longer than 30 s.
 *
 * <p>Form: {@code <epoch milliseconds>.<base64url without padding>}, over the parts below, each as
 * 4-byte big-endian length and UTF-8 bytes.
 */
public final class InstanceProof {

  /** The header that bears it. */
  public static final String HEADER = "X-Instance-Proof";

  private static final String PURPOSE = "renewals-instance-1";
  private static final Duration COUNTS = Duration.ofSeconds(30);
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

  private final SecretKeySpec key;
  private final Clock clock;

  /** Proves by a token. */
  public InstanceProof(String token, Clock clock) {
    this.key = new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.clock = clock;
  }

  /**
   * For one question.
   *
   * @param asked host and port of who is asked, as the group knows it
   * @param path as it stands in the request, encoded
   * @param query likewise, null where there is none
   */
  public String of(String asked, String method, String path, @Nullable String query) {
    String time = String.valueOf(clock.millis());
    return time + "." + over(asked, method, path, query, time);
  }

  /**
   * Whether one is right for a question and of now; in constant time.
   *
   * @param self host and port of this instance, as the group knows it
   */
  public boolean fits(
      String given, String self, String method, String path, @Nullable String query) {
    Matcher form = FORM.matcher(given);
    if (!form.matches()) {
      return false;
    }
    String time = form.group(1);
    boolean ofNow = Math.abs(clock.millis() - Long.parseLong(time)) <= COUNTS.toMillis();
    return ofNow
        && MessageDigest.isEqual(
            over(self, method, path, query, time).getBytes(StandardCharsets.US_ASCII),
            form.group(2).getBytes(StandardCharsets.US_ASCII));
  }

  private String over(
      String asked, String method, String path, @Nullable String query, String time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (String part :
          new String[] {PURPOSE, asked, method, path, query == null ? "" : query, time}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has HmacSHA256", e);
    }
  }
}

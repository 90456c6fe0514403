package renewals.notifier.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a notice goes.
 *
 * @param target e-mail address, URL or phone number
 * @param secretRef the name of a webhook's signing secret
 */
public record Address(String target, @Nullable String secretRef) {

  private static final int MARK_BYTES = 12;

  /** By which it is known again, without saying it: a short digest of the target. */
  public String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(target.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, MARK_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  /** Says nothing: addresses are not for logs. */
  @Override
  public String toString() {
    return "Address[…]";
  }
}

package renewals.schemas.links;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that open one thing until a moment: {@code <expiry>.<signature>}, signed with HMAC-SHA256
 * over purpose, subject and expiry. The expiry is in seconds since 1970, base 36; the signature is
 * cut to 128 bits and written in base64url. Whoever knows the secret can check them; nothing is
 * stored.
 */
public final class SignedTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;
  private static final int RADIX = 36;

  private final SecretKeySpec key;
  private final String purpose;

  /**
   * Tokens of one kind.
   *
   * @param purpose a token of one purpose is no token of another; without line breaks
   */
  public SignedTokens(byte[] secret, String purpose) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.purpose = purpose;
  }

  /** What a token is worth. */
  public enum Worth {
    VALID,
    /** It was valid once. */
    EXPIRED,
    /** It is for something else, damaged or made up. */
    FORGED
  }

  /** A token that opens {@code subject} until {@code expires}, rounded down to seconds. */
  public String sign(String subject, Instant expires) {
    String expiry = Long.toString(expires.getEpochSecond(), RADIX);
    return expiry + "." + signature(subject, expiry);
  }

  /** What a token is worth for {@code subject}; takes the same time however wrong it is. */
  public Worth check(String token, String subject, Instant now) {
    int dot = token.indexOf('.');
    String expiry = dot < 0 ? "" : token.substring(0, dot);
    byte[] expected = signature(subject, expiry).getBytes(StandardCharsets.UTF_8);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given) || dot < 0) {
      return Worth.FORGED;
    }
    // Only what we signed comes so far, and we sign only what is a number.
    long expires = Long.parseLong(expiry, RADIX);
    return now.getEpochSecond() < expires ? Worth.VALID : Worth.EXPIRED;
  }

  private String signature(String subject, String expiry) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String signed = purpose + '\n' + subject + '\n' + expiry;
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(signature, SIGNATURE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has " + ALGORITHM, e);
    }
  }
}

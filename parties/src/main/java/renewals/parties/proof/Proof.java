package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import renewals.parties.proof.SigningKey.Signer;

/**
 * {@code 1.<g|p>.<keyId>.<base64url of HMAC-SHA256>} over a record.
 *
 * <p>Source: partners, "Who said it travels along".
 *
 * @param signer whose key made it
 * @param keyId the name of that key
 * @param mac 43 characters
 */
public record Proof(Signer signer, String keyId, String mac) {

  private static final String PURPOSE = "renewals-proof-1";
  private static final Pattern FORM =
      Pattern.compile("1\\.([gp])\\.([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{43})");

  /** Makes one. */
  public static Proof of(SigningKey key, SignedRecord record) {
    return new Proof(key.signer(), key.keyId(), macOf(key.secret(), key.name(), record));
  }

  /** Reads one; empty if it is of another form. */
  public static Optional<Proof> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new Proof(
                form.group(1).equals("g") ? Signer.GATEWAY : Signer.PARTY,
                form.group(2),
                form.group(3)))
        : Optional.empty();
  }

  /** Whether a secret made it of this record; in constant time. */
  boolean holds(SecretKey secret, SignedRecord record) {
    String expected = macOf(secret, signer.letter() + "." + keyId, record);
    return MessageDigest.isEqual(expected.getBytes(US_ASCII), mac.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "1.%s.%s.%s".formatted(signer.letter(), keyId, mac);
  }

  private static String macOf(SecretKey secret, String keyName, SignedRecord record) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      add(mac, PURPOSE.getBytes(US_ASCII));
      add(mac, record.topic().getBytes(UTF_8));
      add(mac, record.key());
      add(mac, record.value());
      add(mac, record.party().getBytes(UTF_8));
      add(mac, Long.toString(record.at()).getBytes(US_ASCII));
      add(mac, keyName.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has HmacSHA256", e);
    }
  }

  /** Each part after its length, so that no two records sign alike. */
  private static void add(Mac mac, byte @Nullable [] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part == null ? -1 : part.length).flip());
    if (part != null) {
      mac.update(part);
    }
  }
}

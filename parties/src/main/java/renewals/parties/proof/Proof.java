package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import renewals.parties.model.Identifiers;
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
  private static final String BY_GATEWAY = "1.g.";
  private static final String BY_PARTY = "1.p.";
  private static final int KEY_AT = BY_GATEWAY.length();
  private static final int MAC_LENGTH = 43;

  /** Making one costs a third of what it computes of a record. */
  private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Proof::newMac);

  /** Makes one. */
  public static Proof of(SigningKey key, SignedRecord record) {
    return new Proof(key.signer(), key.keyId(), macOf(key.secret(), key.name(), record));
  }

  /** Reads one; empty if it is of another form. */
  public static Optional<Proof> parse(String text) {
    boolean byGateway = text.startsWith(BY_GATEWAY);
    int dot = text.lastIndexOf('.');
    if (!(byGateway || text.startsWith(BY_PARTY)) || dot <= KEY_AT) {
      return Optional.empty();
    }
    String keyId = text.substring(KEY_AT, dot);
    String mac = text.substring(dot + 1);
    return Identifiers.isKey(keyId) && mac.length() == MAC_LENGTH && isBase64Url(mac)
        ? Optional.of(new Proof(byGateway ? Signer.GATEWAY : Signer.PARTY, keyId, mac))
        : Optional.empty();
  }

  private static boolean isBase64Url(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Identifiers.isOfKeys(text.charAt(i))) {
        return false;
      }
    }
    return true;
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
      Mac mac = MACS.get();
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
      throw new IllegalStateException("cannot happen: any bytes are a key", e);
    }
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance("HmacSHA256");
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

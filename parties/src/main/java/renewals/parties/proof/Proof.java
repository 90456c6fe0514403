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

  private static final byte[] PURPOSE = "renewals-proof-1".getBytes(US_ASCII);
  private static final String BY_GATEWAY = "1.g.";
  private static final String BY_PARTY = "1.p.";
  private static final int KEY_AT = BY_GATEWAY.length();
  private static final int MAC_LENGTH = 43;

  /** Making one and its key costs more than what it computes of a record. */
  private static final ThreadLocal<KeyedMac> MACS = ThreadLocal.withInitial(KeyedMac::new);

  /** Makes one. */
  public static Proof of(SigningKey key, SignedRecord record) {
    byte[] mac = macOf(key.secret(), key.name(), record);
    return new Proof(key.signer(), key.keyId(), new String(mac, US_ASCII));
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
    byte[] expected = macOf(secret, signer.letter() + "." + keyId, record);
    return MessageDigest.isEqual(expected, mac.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "1.%s.%s.%s".formatted(signer.letter(), keyId, mac);
  }

  /** 43 characters of ASCII. */
  private static byte[] macOf(SecretKey secret, String keyName, SignedRecord record) {
    byte[] topic = record.topic().getBytes(UTF_8);
    byte[] party = record.party().getBytes(UTF_8);
    byte[] at = Long.toString(record.at()).getBytes(US_ASCII);
    byte[] name = keyName.getBytes(US_ASCII);
    byte[][] parts = {PURPOSE, topic, record.key(), record.value(), party, at, name};
    int length = 0;
    for (byte[] part : parts) {
      length += Integer.BYTES + (part == null ? 0 : part.length);
    }
    ByteBuffer signed = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      add(signed, part);
    }
    return Base64.getUrlEncoder().withoutPadding().encode(MACS.get().of(secret, signed.array()));
  }

  /** Each part after its length, so that no two records sign alike. */
  private static void add(ByteBuffer signed, byte @Nullable [] part) {
    signed.putInt(part == null ? -1 : part.length);
    if (part != null) {
      signed.put(part);
    }
  }

  /** A thread's own, which keeps the key that it was used with last. */
  private static final class KeyedMac {

    private final Mac mac;
    private @Nullable SecretKey key;

    KeyedMac() {
      try {
        mac = Mac.getInstance("HmacSHA256");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("cannot happen: every JDK has HmacSHA256", e);
      }
    }

    byte[] of(SecretKey secret, byte[] bytes) {
      if (!secret.equals(key)) {
        use(secret);
      }
      return mac.doFinal(bytes);
    }

    private void use(SecretKey secret) {
      try {
        mac.init(secret);
        key = secret;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("cannot happen: any bytes are a key", e);
      }
    }
  }
}

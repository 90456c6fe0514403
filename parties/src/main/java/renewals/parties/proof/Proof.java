package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
 */
public final class Proof {

  private static final byte[] PURPOSE = "renewals-proof-1".getBytes(US_ASCII);
  private static final String BY_GATEWAY = "1.g.";
  private static final String BY_PARTY = "1.p.";
  private static final int KEY_AT = BY_GATEWAY.length();

  /** Making one and its key costs more than what it computes of a record. */
  private static final ThreadLocal<KeyedMac> MACS = ThreadLocal.withInitial(KeyedMac::new);

  private final Signer signer;
  private final String keyId;
  private final byte[] mac;

  private Proof(Signer signer, String keyId, byte[] mac) {
    this.signer = signer;
    this.keyId = keyId;
    this.mac = mac;
  }

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
    byte[] mac = MacText.read(text, dot + 1);
    return mac != null && Identifiers.isKey(keyId)
        ? Optional.of(new Proof(byGateway ? Signer.GATEWAY : Signer.PARTY, keyId, mac))
        : Optional.empty();
  }

  /** Whose key made it. */
  public Signer signer() {
    return signer;
  }

  /** The name of that key. */
  public String keyId() {
    return keyId;
  }

  /** Whether a secret made it of this record; in constant time. */
  boolean holds(SecretKey secret, SignedRecord record) {
    return MessageDigest.isEqual(macOf(secret, signer.letter() + "." + keyId, record), mac);
  }

  @Override
  public String toString() {
    return "1.%s.%s.%s".formatted(signer.letter(), keyId, MacText.of(mac));
  }

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
    return MACS.get().of(secret, signed.array());
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

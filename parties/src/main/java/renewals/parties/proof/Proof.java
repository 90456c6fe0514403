package renewals.parties.proof;

import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.SecretKey;
import renewals.parties.model.Identifiers;
import renewals.parties.proof.SigningKey.Signer;

/**
 * {@code 1.<g|p>.<keyId>.<base64url of HMAC-SHA256>} over a record.
 *
 * <p>Source: partners, "Who said it travels along".
 */
public final class Proof {

  private static final String BY_GATEWAY = "1.g.";
  private static final String BY_PARTY = "1.p.";
  private static final int KEY_AT = BY_GATEWAY.length();

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
    RecordMac mac = RecordMac.take();
    byte[] made = mac.of(secret, keyName, record);
    mac.giveBack();
    return made;
  }
}

package renewals.parties.ed25519;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import renewals.parties.model.VerifyingKey;

/**
 * A public key that signatures are held against by the library in use. It is a point of the prime
 * order, written in the one way in which it is written: for points of small order signatures can be
 * made without a private key, and not every library refuses them.
 */
public final class Ed25519Key implements VerifyingKey {

  private final AwsLc inAwsLc;
  private final PublicPoint point;

  private Ed25519Key(PublicKey key, PublicPoint point) {
    this.inAwsLc = new AwsLc(key);
    this.point = point;
  }

  /**
   * Reads one.
   *
   * @param subjectPublicKeyInfo X.509, DER
   * @throws InvalidKeyException it is no Ed25519 key, or not one of prime order
   */
  public static Ed25519Key read(byte[] subjectPublicKeyInfo) throws InvalidKeyException {
    PublicKey key;
    try {
      key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("not an Ed25519 key's SubjectPublicKeyInfo", e);
    }
    // the last 32 bytes are the point
    byte[] encoded = key.getEncoded();
    PublicPoint point =
        Ed25519.validatePublicKeyFullExport(encoded, encoded.length - Ed25519.PUBLIC_KEY_SIZE);
    if (point == null) {
      throw new InvalidKeyException("not a point of prime order");
    }
    return new Ed25519Key(key, point);
  }

  @Override
  public boolean holds(byte[] message, byte[] signature) {
    return holds(Ed25519Library.inUse(), message, signature);
  }

  /** Likewise, by one of the libraries. */
  public boolean holds(Ed25519Library library, byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && library.verify(inAwsLc, point, message, signature);
  }
}

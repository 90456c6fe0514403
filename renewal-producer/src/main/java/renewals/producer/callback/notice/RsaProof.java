package renewals.producer.callback.notice;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;

/** Signatures of kind SHA256withRSA, as all three channels make them. */
public final class RsaProof {

  private static final String ALGORITHM = "SHA256withRSA";

  private RsaProof() {}

  /**
   * Demands that one of some keys has made a signature.
   *
   * @param signature in base64
   * @throws RefusedNoticeException none has
   */
  public static void demand(Collection<PublicKey> keys, byte[] signed, String signature)
      throws RefusedNoticeException {
    byte[] bytes = decoded(signature);
    for (PublicKey key : keys) {
      if (holds(key, signed, bytes)) {
        return;
      }
    }
    throw new RefusedNoticeException(Reason.SIGNATURE, "the signature does not hold");
  }

  /** The same of one key. */
  public static void demand(PublicKey key, byte[] signed, String signature)
      throws RefusedNoticeException {
    demand(List.of(key), signed, signature);
  }

  /** One signature is written in one way: what decodes to the same bytes is another. */
  private static byte[] decoded(String signature) throws RefusedNoticeException {
    try {
      byte[] bytes = Base64.getDecoder().decode(signature);
      if (Base64.getEncoder().encodeToString(bytes).equals(signature)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedNoticeException(Reason.SIGNATURE, "the signature is not base64");
    }
    throw new RefusedNoticeException(Reason.SIGNATURE, "the signature is not base64");
  }

  private static boolean holds(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature rsa = Signature.getInstance(ALGORITHM);
      rsa.initVerify(key);
      rsa.update(signed);
      return rsa.verify(signature);
    } catch (GeneralSecurityException e) {
      // a signature of another length than the key's: it does not hold
      return false;
    }
  }
}

package renewals.parties.ed25519;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.RuntimeCryptoException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * Amazon Corretto Crypto Provider. It isn't installed for all of the JVM: nothing else goes by it.
 */
final class AwsLc {

  private static final String ALGORITHM = "Ed25519";

  private AwsLc() {}

  /** Why it can't be used here; empty where it can. */
  static String whyNot() {
    try {
      AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
      Signature.getInstance(ALGORITHM, AmazonCorrettoCryptoProvider.INSTANCE);
      return "";
    } catch (RuntimeCryptoException | NoSuchAlgorithmException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause.toString();
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM, AmazonCorrettoCryptoProvider.INSTANCE);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // what it says of some that can't be any key's
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("AWS-LC took %s before".formatted(ALGORITHM), e);
    }
  }
}

package renewals.parties.ed25519;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.RuntimeCryptoException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One key in the hands of Amazon Corretto Crypto Provider. It isn't installed for all of the JVM:
 * nothing else goes by it. Thread-safe.
 */
final class AwsLc {

  private static final String ALGORITHM = "Ed25519";

  private final PublicKey key;

  /**
   * Those that nobody uses now, as many as once were in use at a moment. One that has the key
   * already takes it again for nothing; a new one writes it as DER and reads it in native memory.
   */
  private final Queue<Signature> idle = new ConcurrentLinkedQueue<>();

  AwsLc(PublicKey key) {
    this.key = key;
  }

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

  boolean holds(byte[] message, byte[] signature) {
    try {
      Signature known = idle.poll();
      Signature verifier =
          known == null
              ? Signature.getInstance(ALGORITHM, AmazonCorrettoCryptoProvider.INSTANCE)
              : known;
      verifier.initVerify(key);
      verifier.update(message);
      boolean holds = verifier.verify(signature);
      idle.add(verifier);
      return holds;
    } catch (SignatureException e) {
      // what it says of some that can't be any key's
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("AWS-LC took %s before".formatted(ALGORITHM), e);
    }
  }
}

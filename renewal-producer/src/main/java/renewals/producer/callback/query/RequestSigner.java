package renewals.producer.callback.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;

/**
 * Signs questions by SHA256withRSA, as all three channels want it. No text shows the key.
 *
 * @param serial what the channel calls the key; empty where it doesn't ask
 */
public record RequestSigner(PrivateKey key, String serial) {

  /** The signature of a text, in base64. */
  public String sign(String text) {
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key);
      rsa.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(rsa.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was tried when it was read", e);
    }
  }

  /** A nonce of 32 hexadecimal digits. */
  public static String nonce() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @Override
  public String toString() {
    return "RequestSigner[" + serial + "]";
  }
}

package renewals.producer.callback.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.SecretFile;

/** A file of our RSA key at a channel: PEM of PKCS #8, for owner and group alone. */
final class PrivateKeyFile {

  private static final int LEAST_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PrivateKeyFile() {}

  /**
   * Reads it.
   *
   * @throws IOException it can't be used; no message shows the key
   */
  static PrivateKey read(Path file) throws IOException {
    try {
      Matcher pem = PEM.matcher(new String(SecretFile.bytes(file), ISO_8859_1));
      if (!pem.find()) {
        throw new IOException("it holds no BEGIN PRIVATE KEY");
      }
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (!(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() < LEAST_BITS) {
        throw new IOException("the key has less than %d bits".formatted(LEAST_BITS));
      }
      return key;
    } catch (PartiesFileException e) {
      throw new IOException(e.getMessage(), e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("it holds no RSA key", e);
    }
  }
}

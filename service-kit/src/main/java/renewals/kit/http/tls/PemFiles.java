package renewals.kit.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from PEM files, as key stores that live in memory. */
final class PemFiles {

  /** A key store in memory needs a password all the same. */
  static final String PASSWORD = "in memory only";

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

  private PemFiles() {}

  /** The certificate with its key. */
  static KeyStore identity(HttpTls tls) throws GeneralSecurityException, IOException {
    Certificate[] chain = certificates(tls.certificate()).toArray(new Certificate[0]);
    PrivateKey key = privateKey(tls.key());
    KeyStore store = emptyStore();
    store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain);
    return store;
  }

  /** The authorities of a file. */
  static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int count = 0;
    for (Certificate authority : certificates(file)) {
      store.setCertificateEntry("authority-" + count++, authority);
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    List<? extends Certificate> found =
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
    if (found.isEmpty()) {
      throw new IOException("%s holds no certificate".formatted(file));
    }
    return found;
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          "%s holds no BEGIN PRIVATE KEY, expected PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt"
              .formatted(file));
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    IOException refused =
        new IOException("%s holds a key that is none of %s".formatted(file, KEY_TYPES));
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // of another type: the next one is tried
        refused.addSuppressed(e);
      }
    }
    throw refused;
  }
}

package renewals.notifier.senders.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: the JDK's authorities, and an operator's own beside them. */
public final class Trust {

  private Trust() {}

  /**
   * Sockets that believe the JDK's authorities and those of a file.
   *
   * @param authorities PEM; null for the JDK's alone
   * @throws IllegalArgumentException the file can't be read or holds no certificate
   */
  public static SSLSocketFactory sockets(@Nullable Path authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(authorities).getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has TLS", e);
    }
  }

  /**
   * What believes the same.
   *
   * @param authorities PEM; null for the JDK's alone
   * @throws IllegalArgumentException the file can't be read or holds no certificate
   */
  public static TrustManagerFactory managers(@Nullable Path authorities) {
    try {
      return authorities == null ? managersOf(null) : managersWith(authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s holds no certificates in PEM: %s".formatted(authorities, e), e);
    }
  }

  private static TrustManagerFactory managersWith(Path authorities)
      throws IOException, GeneralSecurityException {
    List<Certificate> believed = new ArrayList<>(certificates(authorities));
    for (TrustManager manager : managersOf(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        believed.addAll(Arrays.asList(known.getAcceptedIssuers()));
      }
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < believed.size(); i++) {
      store.setCertificateEntry("authority-" + i, believed.get(i));
    }
    return managersOf(store);
  }

  private static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IOException("it is empty");
      }
      return found;
    }
  }

  private static TrustManagerFactory managersOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}

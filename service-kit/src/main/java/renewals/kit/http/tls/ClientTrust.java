package renewals.kit.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** Whose certificates clients of a service of ours believe, where it isn't a public authority's. */
public final class ClientTrust {

  private ClientTrust() {}

  /**
   * Reads {@code <service>.http.tls.ca}, PEM with one or more certificates, and nobody else is
   * believed then.
   *
   * @return empty where it isn't set: the JDK's authorities
   * @throws SettingException it can't be used
   */
  public static Optional<SSLContext> read(Settings from, String service) {
    String name = service + ".http.tls.ca";
    Optional<Path> file = from.text(name).map(text -> Path.of(text.strip()));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isReadable(file.get())) {
      throw new SettingException(name, file.get().toString(), "a PEM file that can be read");
    }
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(PemFiles.authorities(file.get()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new SettingException(
          name, file.get().toString(), "PEM with certificates: " + e.getMessage());
    }
  }
}

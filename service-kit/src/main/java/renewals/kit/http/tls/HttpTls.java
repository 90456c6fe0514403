package renewals.kit.http.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * By which certificate a server is known, and whose clients' certificates it believes. The files
 * are PEM and are read again when they change.
 *
 * @param certificate the server's own, then those between it and its authority
 * @param key its private key, PKCS#8
 * @param clientCa authorities of clients' certificates; without it none is asked for
 */
public record HttpTls(Path certificate, Path key, Optional<Path> clientCa) {

  /**
   * Reads {@code <service>.http.tls.certificate}, {@code .key} and {@code .client-ca}.
   *
   * @return empty where none is set
   * @throws SettingException one is set without another, or can't be read
   */
  public static Optional<HttpTls> read(Settings from, String service) {
    String prefix = service + ".http.tls.";
    return read(from, prefix, file(from, prefix + "client-ca"));
  }

  /**
   * Likewise, of a server that knows no client by its certificate.
   *
   * @return empty where none is set
   * @throws SettingException one is set without the other, or can't be read
   */
  public static Optional<HttpTls> readForAnyClient(Settings from, String service) {
    return read(from, service + ".http.tls.", Optional.empty());
  }

  private static Optional<HttpTls> read(Settings from, String prefix, Optional<Path> clientCa) {
    Optional<Path> certificate = file(from, prefix + "certificate");
    Optional<Path> key = file(from, prefix + "key");
    if (certificate.isEmpty() && key.isEmpty() && clientCa.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpTls(
            certificate.orElseThrow(() -> missing(prefix + "certificate")),
            key.orElseThrow(() -> missing(prefix + "key")),
            clientCa));
  }

  private static Optional<Path> file(Settings from, String name) {
    Optional<Path> file = from.text(name).map(text -> Path.of(text.strip()));
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new SettingException(name, file.get().toString(), "a PEM file that can be read");
    }
    return file;
  }

  private static SettingException missing(String name) {
    return new SettingException(name, "nothing", "a PEM file, as TLS is asked for");
  }
}

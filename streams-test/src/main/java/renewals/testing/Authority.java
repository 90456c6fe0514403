package renewals.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Signs certificates for tests, by the JDK's keytool; what it makes counts for a day. */
public final class Authority {

  private static final String PASSWORD = "changeit";
  private static final String OWN = "authority";

  private final Path folder;
  private final Path store;

  private Authority(Path folder, Path store) {
    this.folder = folder;
    this.store = store;
  }

  /**
   * An authority whose files lie in a folder.
   *
   * @param name of the authority, and of its file there
   */
  public static Authority in(Path folder, String name) throws IOException {
    Authority authority = new Authority(folder, folder.resolve(name + ".p12"));
    authority.keytool("-alias", OWN, "-dname", "CN=" + name, "-ext", "bc:c");
    return authority;
  }

  /**
   * Signs a certificate.
   *
   * @param alias by which this calls it
   * @param subjectAltName such as {@code ip:127.0.0.1} or {@code dns:lakala.example}
   */
  public Authority sign(String alias, String subjectAltName) throws IOException {
    keytool(
        "-alias", alias, "-dname", "CN=" + alias, "-signer", OWN, "-ext", "san=" + subjectAltName);
    return this;
  }

  /** PEM of its own certificate. */
  public Path certificate() throws IOException, GeneralSecurityException {
    return write(OWN + ".pem", pem("CERTIFICATE", certificate(OWN).getEncoded()));
  }

  /** PEM of a certificate that it signed, its own behind it. */
  public Path certificateOf(String alias) throws IOException, GeneralSecurityException {
    return write(
        alias + ".pem",
        pem("CERTIFICATE", certificate(alias).getEncoded())
            + pem("CERTIFICATE", certificate(OWN).getEncoded()));
  }

  /** PEM of the key of a certificate that it signed. */
  public Path keyOf(String alias) throws IOException, GeneralSecurityException {
    byte[] key = Objects.requireNonNull(open().getKey(alias, PASSWORD.toCharArray())).getEncoded();
    return write(alias + ".key", pem("PRIVATE KEY", key));
  }

  /** TLS of a client that believes this authority and shows nothing. */
  public SSLContext client() throws IOException, GeneralSecurityException {
    return client(this, null);
  }

  /**
   * TLS of a client that believes this authority and shows a certificate.
   *
   * @param issuer who signed it
   * @param alias by which the issuer calls it
   */
  public SSLContext clientThatShows(Authority issuer, String alias)
      throws IOException, GeneralSecurityException {
    return client(issuer, alias);
  }

  private SSLContext client(Authority issuer, @Nullable String alias)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry("authority", certificate(OWN));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyStore shown = empty();
    if (alias != null) {
      shown.setKeyEntry(
          alias,
          issuer.open().getKey(alias, PASSWORD.toCharArray()),
          PASSWORD.toCharArray(),
          issuer.open().getCertificateChain(alias));
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        alias == null ? null : new KeyManager[] {new Insistent(shown, alias)},
        trust.getTrustManagers(),
        null);
    return context;
  }

  /** Shows its certificate whatever the server says that it would take. */
  private static final class Insistent extends X509ExtendedKeyManager {

    private final KeyStore store;
    private final String alias;

    Insistent(KeyStore store, String alias) {
      this.store = store;
      this.alias = alias;
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String name) {
      try {
        return Arrays.stream(store.getCertificateChain(name))
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String name) {
      try {
        return (PrivateKey) store.getKey(name, PASSWORD.toCharArray());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      opened.load(in, PASSWORD.toCharArray());
    }
    return opened;
  }

  private Certificate certificate(String alias) throws IOException, GeneralSecurityException {
    return Objects.requireNonNull(open().getCertificate(alias), alias);
  }

  private Path write(String name, String text) throws IOException {
    String prefix = store.getFileName().toString().replace(".p12", "-");
    return Files.writeString(folder.resolve(prefix + name), text);
  }

  private void keytool(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    Path log = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException(Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(encoded), what);
  }
}

package renewals.notifier.senders.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of our own and servers' certificates by it, made with the JDK's keytool. */
public final class Certificates {

  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  private final Path store;
  private final Path pem;

  /** Makes the authority in a folder. */
  public Certificates(Path folder) throws IOException, InterruptedException {
    store = folder.resolve("keys.p12");
    pem = folder.resolve("authority.pem");
    keytool("-genkeypair", "-alias", AUTHORITY, "-dname", "CN=Authority", "-ext", "bc:c=ca:true");
    keytool("-exportcert", "-rfc", "-alias", AUTHORITY, "-file", pem.toString());
  }

  /** The authority's own certificate. */
  public Path authority() {
    return pem;
  }

  /** A server whose certificate the authority signed, for that name. */
  public SSLContext signedFor(String host) throws Exception {
    return signed("signed-" + host, host, "+0d", "2");
  }

  /** The same, but it ended yesterday. */
  public SSLContext expiredFor(String host) throws Exception {
    return signed("expired-" + host, host, "-10d", "9");
  }

  /** A server that nobody but itself vouches for. */
  public SSLContext selfSignedFor(String host) throws Exception {
    String alias = "self-" + host;
    keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + host, "-ext", "san=dns:" + host);
    return contextOf(alias);
  }

  /** The same as files, for servers that aren't Java's. */
  public Pem filesFor(String host) throws Exception {
    String alias = "files-" + host;
    sign(alias, host, "+0d", "2");
    KeyStore all = all();
    Path certificate = store.resolveSibling(alias + ".crt");
    Path key = store.resolveSibling(alias + ".key");
    write(certificate, "CERTIFICATE", all.getCertificate(alias).getEncoded());
    write(key, "PRIVATE KEY", all.getKey(alias, PASSWORD.toCharArray()).getEncoded());
    return new Pem(certificate, key);
  }

  /** A server's certificate and its key. */
  public record Pem(Path certificate, Path key) {}

  private static void write(Path file, String what, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  private SSLContext signed(String alias, String host, String from, String days) throws Exception {
    sign(alias, host, from, days);
    return contextOf(alias);
  }

  private void sign(String alias, String host, String from, String days)
      throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-signer",
        AUTHORITY,
        "-startdate",
        from,
        "-validity",
        days);
  }

  private SSLContext contextOf(String alias) throws GeneralSecurityException, IOException {
    KeyStore all = all();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setEntry(
        alias,
        all.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD.toCharArray())),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      all.load(in, PASSWORD.toCharArray());
    }
    return all;
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    if (words[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    Path log = store.resolveSibling("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}

package renewals.stack.secure;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import renewals.kit.OwnerOnly;
import renewals.stack.process.StackException;

/**
 * An authority of this stack's own and one certificate by it, made by the JDK's keytool for the
 * loopback address and kept in the data folder. The authority's key is thrown away: nobody gets
 * another certificate by it.
 *
 * @param authority PEM of the authority's certificate, which clients believe
 * @param node PEM of key, certificate and authority, which the nodes of the cluster show
 */
public record StackCertificates(Path authority, Path node) {

  /** The subject of the nodes' certificate. */
  public static final String NODE = "CN=renewals-kafka";

  private static final String AUTHORITY = "authority";
  private static final String NODES = "node";
  private static final String DAYS = "3650";
  private static final String PASSWORD_VARIABLE = "STORE_PASSWORD";
  private static final int PASSWORD_BYTES = 32;

  /**
   * Those in a folder, made where they are missing.
   *
   * @throws StackException keytool failed, or the folder can't be written to
   */
  public static StackCertificates in(Path folder) {
    StackCertificates certificates =
        new StackCertificates(folder.resolve("ca.pem"), folder.resolve("node.pem"));
    if (!Files.exists(certificates.node)) {
      try {
        certificates.make(OwnerOnly.folder(folder));
      } catch (IOException | GeneralSecurityException e) {
        throw new StackException("no certificates in %s: %s".formatted(folder, e), e);
      }
    }
    return certificates;
  }

  private void make(Path folder) throws IOException, GeneralSecurityException {
    Path store = folder.resolve("making.p12");
    String password = randomHex();
    try {
      Files.deleteIfExists(store);
      keytool(
          store,
          password,
          List.of("-alias", AUTHORITY, "-dname", "CN=renewals-authority", "-ext", "bc:c"));
      keytool(
          store,
          password,
          List.of(
              "-alias",
              NODES,
              "-dname",
              NODE,
              "-signer",
              AUTHORITY,
              "-ext",
              "san=ip:127.0.0.1,dns:localhost",
              "-ext",
              "eku=serverAuth,clientAuth"));
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        made.load(in, password.toCharArray());
      }
      String issuer = pem("CERTIFICATE", encoded(made.getCertificate(AUTHORITY)));
      write(authority, issuer);
      // last: where it is there, all are
      write(
          node,
          pem("PRIVATE KEY", encoded(made.getKey(NODES, password.toCharArray())))
              + pem("CERTIFICATE", encoded(made.getCertificate(NODES)))
              + issuer);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static void keytool(Path store, String password, List<String> options)
      throws IOException {
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
                DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
    command.addAll(options);
    ProcessBuilder keytool = new ProcessBuilder(command).redirectErrorStream(true);
    // everybody can read command lines
    keytool.environment().put(PASSWORD_VARIABLE, password);
    Process process = keytool.start();
    String said;
    try (Reader out = process.inputReader()) {
      said = textOf(out);
    }
    if (!endedWell(process)) {
      throw new IOException("keytool failed: " + said.strip());
    }
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
  }

  private static String textOf(Reader in) throws IOException {
    StringWriter text = new StringWriter();
    in.transferTo(text);
    return text.toString();
  }

  private static boolean endedWell(Process process) {
    try {
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while making certificates", e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path written = OwnerOnly.file(file.resolveSibling(file.getFileName() + ".new"));
    Files.writeString(written, text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] encoded(@Nullable Certificate certificate)
      throws CertificateEncodingException {
    return Objects.requireNonNull(certificate, "keytool made no certificate").getEncoded();
  }

  private static byte[] encoded(@Nullable Key key) {
    return Objects.requireNonNull(key, "keytool made no key").getEncoded();
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), what);
  }

  private static String randomHex() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

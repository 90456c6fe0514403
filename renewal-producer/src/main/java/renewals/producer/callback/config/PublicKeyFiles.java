package renewals.producer.callback.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/**
 * The public keys of a channel: one PEM file, or all that end on {@code .pem} of a folder, each a
 * key or a certificate. They are looked at again every 5 s in which somebody asks; files that can't
 * be used leave in force what was. Thread-safe.
 */
public final class PublicKeyFiles implements Supplier<Map<String, PublicKey>> {

  private static final Logger LOG = LoggerFactory.getLogger(PublicKeyFiles.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String ENDING = ".pem";
  private static final int LEAST_BITS = 2048;
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private final Path path;
  private final LongSupplier nanos;
  private volatile Map<String, PublicKey> inForce;
  private volatile String state = Health.READY;
  private long lookedAt;

  private PublicKeyFiles(Path path, LongSupplier nanos) throws IOException {
    this.path = path;
    this.nanos = nanos;
    this.inForce = read(path);
    this.lookedAt = nanos.getAsLong();
  }

  /**
   * Reads the keys.
   *
   * @throws IOException they can't be used; the message says why
   */
  public static PublicKeyFiles open(Path path) throws IOException {
    return new PublicKeyFiles(path, System::nanoTime);
  }

  static PublicKeyFiles open(Path path, LongSupplier nanos) throws IOException {
    return new PublicKeyFiles(path, nanos);
  }

  /** The keys by the names of their files without {@code .pem}. */
  @Override
  public Map<String, PublicKey> get() {
    look();
    return inForce;
  }

  /** {@link Health#READY}, or why the files as they are now are not in force. */
  public String state() {
    look();
    return state;
  }

  private synchronized void look() {
    long now = nanos.getAsLong();
    if (now - lookedAt < PAUSE.toNanos()) {
      return;
    }
    lookedAt = now;
    try {
      Map<String, PublicKey> found = read(path);
      if (!found.equals(inForce)) {
        LOG.info("{} was read again, keys in force: {}", path, found.keySet());
        inForce = found;
      }
      state = Health.READY;
    } catch (IOException e) {
      String why = "the keys before the last change are in force: " + e.getMessage();
      if (!why.equals(state)) {
        LOG.error(why);
        state = why;
      }
    }
  }

  private static Map<String, PublicKey> read(Path path) throws IOException {
    Map<String, PublicKey> keys = new TreeMap<>();
    for (Path file : files(path)) {
      String name = String.valueOf(file.getFileName());
      keys.put(
          name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name,
          key(file));
    }
    if (keys.isEmpty()) {
      throw new IOException("%s holds no file that ends on %s".formatted(path, ENDING));
    }
    return Map.copyOf(keys);
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      return new ArrayList<>(all.filter(file -> file.toString().endsWith(ENDING)).toList());
    }
  }

  private static PublicKey key(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("%s can't be read".formatted(file));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      PublicKey key = key(bytes);
      if (!(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() < LEAST_BITS) {
        throw new IOException(
            "%s holds no RSA key of at least %d bits".formatted(file, LEAST_BITS));
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s holds neither BEGIN PUBLIC KEY nor BEGIN CERTIFICATE".formatted(file), e);
    }
  }

  private static PublicKey key(byte[] bytes) throws GeneralSecurityException {
    Matcher pem = PUBLIC_KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (pem.find()) {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(bytes))
        .getPublicKey();
  }
}

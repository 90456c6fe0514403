package renewals.stack.broker;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import renewals.kit.OwnerOnly;
import renewals.stack.process.StackException;

/**
 * How the registry is closed to others: everybody may read, only the platform's user may write.
 *
 * <p>Source: partners, "Kafka".
 *
 * @param config the registry's own settings, which nobody but the owner can read
 */
public record RegistrySecurity(Path config, String password) {

  /** Who may write. */
  public static final String USER = "platform";

  private static final String USERS = "quarkus.security.users.embedded.";
  private static final int PASSWORD_BYTES = 32;

  /**
   * That of a folder, made where it is missing; brokers and registry start at the same time and ask
   * for the same.
   *
   * @throws StackException the folder can't be written to
   */
  public static synchronized RegistrySecurity in(Path folder) {
    Path config = folder.resolve("registry.properties").toAbsolutePath();
    try {
      if (!Files.exists(config)) {
        OwnerOnly.folder(folder);
        write(config, newPassword());
      }
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(config)) {
        read.load(in);
      }
      return new RegistrySecurity(config, read.getProperty(USERS + "users." + USER, ""));
    } catch (IOException e) {
      throw new StackException("no secrets of the registry in %s: %s".formatted(folder, e), e);
    }
  }

  /** What a command needs to register schemas. */
  public Map<String, String> writer() {
    return Map.of("schema.registry.user", USER, "schema.registry.password", password);
  }

  private static void write(Path config, String password) throws IOException {
    Properties settings = new Properties();
    settings.put("quarkus.http.auth.basic", "true");
    settings.put(USERS + "plain-text", "true");
    settings.put(USERS + "users." + USER, password);
    settings.put(USERS + "roles." + USER, "sr-admin");
    settings.put("apicurio.auth.role-based-authorization", "true");
    settings.put("apicurio.auth.anonymous-read-access.enabled", "true");
    Path written = OwnerOnly.file(config.resolveSibling(config.getFileName() + ".new"));
    try (Writer out = Files.newBufferedWriter(written)) {
      settings.store(out, "who may write to the registry");
    }
    Files.move(written, config, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistrySecurity[%s]".formatted(config);
  }
}

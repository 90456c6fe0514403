package renewals.cli.access;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;

/**
 * A folder with a file of settings for each user: {@code <user>.properties}, which a service or
 * command takes by {@code settings.file}. Nobody but the owner can read them; give each to whom it
 * is for.
 */
public final class ClientFiles {

  private static final String JAAS = "kafka.sasl.jaas.config";
  private static final Pattern PASSWORD = Pattern.compile("password=\"([A-Za-z0-9_-]+)\"");

  private static final int PASSWORD_BYTES = 32;

  private final Path folder;
  private final Map<String, String> shared;
  private final Map<String, Map<String, String>> own = new TreeMap<>();

  /**
   * Files in a folder that need not be there yet.
   *
   * @param settings of the cluster: where it is and whose certificates it shows stand in each file
   */
  public ClientFiles(Path folder, Settings settings) {
    this.folder = folder;
    this.shared = new TreeMap<>();
    settings
        .below("kafka.")
        .forEach(
            (name, value) -> {
              if (name.equals("bootstrap.servers") || name.startsWith("ssl.truststore.")) {
                shared.put("kafka." + name, value);
              }
            });
    shared.put("kafka.security.protocol", "SASL_SSL");
    shared.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
  }

  /** The same, where a user's file has these settings besides. */
  public ClientFiles with(String user, Map<String, String> settings) {
    own.put(user, Map.copyOf(settings));
    return this;
  }

  /** The settings of a user, whose file was written. */
  public Map<String, String> settingsOf(String user) {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(fileOf(user))) {
      read.load(in);
    } catch (IOException e) {
      throw new AccessException("cannot read %s: %s".formatted(fileOf(user), e), e);
    }
    Map<String, String> settings = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    return settings;
  }

  /**
   * The password in a user's file, which is written where it isn't there, and again where the
   * cluster has moved.
   */
  public String passwordOf(String user) {
    String password =
        Files.exists(fileOf(user))
            ? passwordIn(user).orElseGet(ClientFiles::newPassword)
            : newPassword();
    write(user, password);
    return password;
  }

  /** Where the settings of a user are. */
  public Path fileOf(String user) {
    // an id may hold a colon, which some file systems don't take
    return folder.resolve(user.replace(':', '_') + ".properties");
  }

  void forget(String user) {
    try {
      Files.deleteIfExists(fileOf(user));
    } catch (IOException e) {
      throw new AccessException("cannot delete %s: %s".formatted(fileOf(user), e), e);
    }
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Optional<String> passwordIn(String user) {
    Matcher found = PASSWORD.matcher(settingsOf(user).getOrDefault(JAAS, ""));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private void write(String user, String password) {
    Properties settings = new Properties();
    settings.putAll(shared);
    settings.putAll(own.getOrDefault(user, Map.of()));
    settings.put(
        JAAS,
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    try {
      OwnerOnly.folder(folder);
      Path written = OwnerOnly.file(folder.resolve(fileOf(user).getFileName() + ".new"));
      try (Writer out = Files.newBufferedWriter(written)) {
        settings.store(out, "the user %s of Kafka".formatted(user));
      }
      Files.move(written, fileOf(user), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AccessException("cannot write %s: %s".formatted(fileOf(user), e), e);
    }
  }
}

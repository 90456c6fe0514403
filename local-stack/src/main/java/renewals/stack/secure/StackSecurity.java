package renewals.stack.secure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import renewals.cli.access.AccessAdmin;
import renewals.cli.access.AccessPlan;
import renewals.cli.access.ClientFiles;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;
import renewals.parties.model.Parties;
import renewals.stack.broker.BrokerSecurity;
import renewals.stack.broker.RegistrySecurity;
import renewals.stack.process.StackException;

/**
 * How a local stack is closed to others. All that it makes for that lies in {@code secrets} of the
 * data folder, which nobody but its owner can read.
 */
public final class StackSecurity {

  private final Path folder;
  private final StackCertificates certificates;

  private StackSecurity(Path folder, StackCertificates certificates) {
    this.folder = folder;
    this.certificates = certificates;
  }

  /**
   * That of a data folder, made where it is missing.
   *
   * @throws StackException its Kafka was started without, or it can't be made
   */
  public static StackSecurity of(Path data) {
    Path folder = folderIn(data);
    if (hasKafka(data) && !Files.isDirectory(folder)) {
      throw new StackException(
          "data folder %s was used without --secure; begin anew with --fresh, or name another"
              .formatted(data));
    }
    return new StackSecurity(folder, StackCertificates.in(folder));
  }

  /**
   * Demands that a folder is used without.
   *
   * @throws StackException it was used with --secure before
   */
  public static void demandNone(Path data) {
    if (hasKafka(data) && Files.isDirectory(folderIn(data))) {
      throw new StackException(
          "data folder %s was used with --secure; say it again, begin anew with --fresh, or name another"
              .formatted(data));
    }
  }

  private static Path folderIn(Path data) {
    return data.toAbsolutePath().resolve("secrets").resolve("kafka");
  }

  private static boolean hasKafka(Path data) {
    return Files.isDirectory(data.resolve("kafka"));
  }

  /** For the registry. */
  public RegistrySecurity registry() {
    return RegistrySecurity.in(folder.resolveSibling("registry"));
  }

  /** For the nodes of the cluster. */
  public BrokerSecurity broker() {
    ClientFiles files = files("");
    return new BrokerSecurity(
        certificates.node(),
        certificates.authority(),
        StackCertificates.NODE,
        files.passwordOf(BrokerSecurity.BROKER),
        files.passwordOf(BrokerSecurity.ADMIN));
  }

  /**
   * Makes users and rights, and a file of settings for each user.
   *
   * @param bootstrap addresses of the brokers
   * @param settings with application ids and the file of parties
   */
  public void apply(String bootstrap, Settings settings) {
    ClientFiles files = files(bootstrap);
    files.passwordOf(BrokerSecurity.ADMIN);
    AccessPlan plan = AccessPlan.of(settings, partiesOf(settings), Instant.now());
    try (AccessAdmin admin =
        AccessAdmin.connect(Settings.of(files.settingsOf(BrokerSecurity.ADMIN)))) {
      admin.apply(plan, files);
    }
    // brokers may listen elsewhere than before
    plan.rights().keySet().forEach(files::passwordOf);
  }

  /** The Kafka settings of a user, whose password is made now if it has none yet. */
  public Map<String, String> settingsOf(String user) {
    ClientFiles files = files("");
    if (!Files.exists(files.fileOf(user))) {
      files.passwordOf(user);
    }
    return files.settingsOf(user);
  }

  /** The folder with a file of settings for each user. */
  public Path clients() {
    return folder;
  }

  private static Parties partiesOf(Settings settings) {
    Optional<String> file = settings.text("parties.file");
    try {
      return file.isEmpty() ? Parties.NONE : PartiesFile.load(Path.of(file.get()));
    } catch (PartiesFileException e) {
      throw new StackException(String.valueOf(e.getMessage()), e);
    }
  }

  private ClientFiles files(String bootstrap) {
    Map<String, String> shared = new TreeMap<>();
    shared.put("kafka.ssl.truststore.type", "PEM");
    shared.put("kafka.ssl.truststore.location", certificates.authority().toString());
    if (!bootstrap.isEmpty()) {
      shared.put("kafka.bootstrap.servers", bootstrap);
    }
    return new ClientFiles(folder, Settings.of(shared))
        .with(BrokerSecurity.ADMIN, registry().writer());
  }
}

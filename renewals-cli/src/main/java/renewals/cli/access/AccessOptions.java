package renewals.cli.access;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.KafkaConnectivity;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;
import renewals.parties.model.Parties;

/** Of which cluster, and for what it is used. */
final class AccessOptions {

  private static final String LOCAL = "local";
  private static final String PRODUCTION = "production";
  private static final String PROTOCOL = "kafka.security.protocol";

  @Mixin private ClusterOptions cluster;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--for",
      paramLabel = "WHAT",
      defaultValue = LOCAL,
      description =
          "local or production, default ${DEFAULT-VALUE}. For production the parties must be named"
              + " and the cluster must be asked over TLS as a user.")
  private String use;

  Settings settings() {
    return checked(cluster.settings());
  }

  private Settings checked(Settings settings) {
    if (!use.equals(LOCAL) && !use.equals(PRODUCTION)) {
      throw new ParameterException(
          command.commandLine(), "--for is %s, expected local or production".formatted(use));
    }
    String protocol = settings.text(PROTOCOL, "nothing");
    if (use.equals(PRODUCTION) && !protocol.equals("SASL_SSL") && !protocol.equals("SSL")) {
      throw new SettingException(PROTOCOL, protocol, "SASL_SSL or SSL for production");
    }
    return settings;
  }

  /** Likewise, once Kafka has answered. */
  Settings reachable() {
    Settings settings = settings();
    KafkaConnectivity.demand(settings);
    return settings;
  }

  /** Likewise for a command that changes something. */
  Settings reachableForChange() {
    Settings settings = checked(cluster.forChange());
    KafkaConnectivity.demand(settings);
    return settings;
  }

  AccessPlan plan() {
    Settings settings = settings();
    return AccessPlan.of(settings, parties(settings), Instant.now());
  }

  private Parties parties(Settings settings) {
    Optional<String> file = settings.text("parties.file");
    if (file.isEmpty()) {
      if (use.equals(PRODUCTION)) {
        throw new SettingException("parties.file", "nothing", "the file of parties for production");
      }
      return Parties.NONE;
    }
    try {
      return PartiesFile.load(Path.of(file.get()));
    } catch (PartiesFileException e) {
      throw new AccessException(String.valueOf(e.getMessage()), e);
    }
  }
}

package renewals.cli.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.Settings;

/** The options of every command that works on a cluster. */
public final class ClusterOptions {

  private static final Map<String, String> LOCAL =
      Map.of(
          "kafka.bootstrap.servers", "127.0.0.1:9092",
          "schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7",
          "activation.url", "http://127.0.0.1:8080",
          "notifier.url", "http://127.0.0.1:8091");

  private static final List<String> URLS =
      List.of("schema.registry.url", "activation.url", "notifier.url");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  @Option(
      names = "-D",
      paramLabel = "SETTING=VALUE",
      description =
          "Any setting, such as -Dkafka.bootstrap.servers=HOST:PORT; wins over the environment"
              + " and application.properties. Without any, the stack of 'renewals up' is used.")
  private Map<String, String> given = new LinkedHashMap<>();

  /** What the command line alone says, once nothing unknown is among all that is set. */
  public Map<String, String> given() {
    Settings.load(given).refuseUnknown(SettingDefaults.namesOf(mixee.root()));
    return Map.copyOf(given);
  }

  /** Options, environment and file, and where nothing is said the local stack's defaults. */
  public Settings settings() {
    Settings said = Settings.load(given);
    said.refuseUnknown(SettingDefaults.namesOf(mixee.root()));
    Map<String, String> all = new LinkedHashMap<>(given);
    LOCAL.forEach(
        (name, value) -> {
          if (said.text(name).isEmpty()) {
            all.put(name, value);
          }
        });
    Settings settings = Settings.load(all);
    // Before anything waits for Kafka.
    URLS.forEach(settings::url);
    return settings;
  }
}

package renewals.stack.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import renewals.kit.Settings;

/** The options of every command that works on a cluster. */
final class ClusterOptions {

  private static final Map<String, String> LOCAL =
      Map.of(
          "kafka.bootstrap.servers", "127.0.0.1:9092",
          "schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7",
          "activation.url", "http://127.0.0.1:8080");

  @Option(
      names = "-D",
      paramLabel = "SETTING=VALUE",
      description =
          "Any setting, such as -Dkafka.bootstrap.servers=HOST:PORT; wins over the environment"
              + " and application.properties. Without any, the stack of 'renewals up' is used.")
  private Map<String, String> given = new LinkedHashMap<>();

  /** What the command line alone says. */
  Map<String, String> given() {
    return Map.copyOf(given);
  }

  /** Options, environment and file, and where nothing is said the local stack's defaults. */
  Settings settings() {
    Settings said = Settings.load(given);
    Map<String, String> all = new LinkedHashMap<>(given);
    LOCAL.forEach(
        (name, value) -> {
          if (said.text(name).isEmpty()) {
            all.put(name, value);
          }
        });
    return Settings.load(all);
  }
}

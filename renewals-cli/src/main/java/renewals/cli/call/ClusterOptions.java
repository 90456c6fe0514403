package renewals.cli.call;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.SettingException;
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

  private static final String FILE = "settings.file";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  @Option(
      names = "-D",
      paramLabel = "SETTING=VALUE",
      description =
          "Any setting, such as -Dkafka.bootstrap.servers=HOST:PORT; wins over the environment"
              + " and application.properties. Without any, the stack that 'renewals up' runs is used.")
  private Map<String, String> given = new LinkedHashMap<>();

  /** With the settings of the stack that runs here, if nothing is said of where to work. */
  private static Map<String, String> withRunning(Map<String, String> given, Settings said) {
    List<Path> running = saysNowhere(said) ? RunningStacks.ofUser().all() : List.of();
    if (running.isEmpty()) {
      return given;
    }
    if (running.size() > 1) {
      throw new SettingException(
          FILE,
          "nothing",
          "that of one of the stacks that run here: -D%s=%s"
              .formatted(
                  FILE, running.stream().map(Path::toString).collect(Collectors.joining(" or "))));
    }
    Map<String, String> all = new LinkedHashMap<>(given);
    String found = running.getFirst().toString();
    all.put(FILE, said.text(FILE).map(own -> found + File.pathSeparator + own).orElse(found));
    return all;
  }

  /**
   * Whether an address is of the same cluster as the others: it was said, or none was, so that all
   * are those of the stack that runs here or of the defaults.
   */
  public boolean isTold(String name) {
    Settings said = Settings.load(given);
    return said.text(name).isPresent() || saysNowhere(said);
  }

  /**
   * Refuses to change one cluster by an address that was said and another by a default.
   *
   * @throws SettingException some of these addresses were not said, and another was
   */
  public void demandTold(String... names) {
    for (String name : names) {
      if (!isTold(name)) {
        throw new SettingException(name, "nothing", "its address, as another address is set");
      }
    }
  }

  private static boolean saysNowhere(Settings said) {
    return LOCAL.keySet().stream().noneMatch(name -> said.text(name).isPresent());
  }

  /** What the command line alone says, once nothing unknown is among all that is set. */
  public Map<String, String> given() {
    Settings.load(given).refuseUnknown(SettingDefaults.namesOf(mixee.root()));
    return Map.copyOf(given);
  }

  /**
   * Likewise, once Kafka has answered.
   *
   * @throws CommandFailure it didn't
   */
  public Settings reachable() {
    Settings settings = settings();
    KafkaReach.demand(settings);
    return settings;
  }

  /** Options, environment and file, and where nothing is said the local stack's defaults. */
  public Settings settings() {
    Settings said = Settings.load(given);
    said.refuseUnknown(SettingDefaults.namesOf(mixee.root()));
    Map<String, String> all = new LinkedHashMap<>(withRunning(given, said));
    Settings found = Settings.load(all);
    LOCAL.forEach(
        (name, value) -> {
          if (found.text(name).isEmpty()) {
            all.put(name, value);
          }
        });
    Settings settings = Settings.load(all);
    // Before anything waits for Kafka.
    URLS.forEach(settings::url);
    return settings;
  }
}

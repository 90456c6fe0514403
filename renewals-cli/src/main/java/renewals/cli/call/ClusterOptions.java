package renewals.cli.call;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** The options of every command that works on a cluster. */
public final class ClusterOptions {

  private static final String KAFKA = "kafka.bootstrap.servers";
  private static final String REGISTRY = "schema.registry.url";

  private static final Map<String, String> LOCAL =
      Map.of(
          KAFKA,
          "127.0.0.1:9092",
          REGISTRY,
          "http://127.0.0.1:8081/apis/ccompat/v7",
          "activation.url",
          "http://127.0.0.1:8080",
          "notifier.url",
          "http://127.0.0.1:8091");

  private static final List<String> URLS = List.of(REGISTRY, "activation.url", "notifier.url");

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

  /** The settings of the stack that runs here, if nothing is said of where to work. */
  private Optional<Path> running(Settings said) {
    List<Path> running = saysNowhere(said) ? RunningStacks.ofUser().all(this::complain) : List.of();
    if (running.size() > 1) {
      throw new SettingException(
          FILE,
          "nothing",
          "that of one of the stacks that run here: -D%s=%s"
              .formatted(
                  FILE, running.stream().map(Path::toString).collect(Collectors.joining(" or "))));
    }
    return running.stream().findFirst();
  }

  /** With those of a stack that was found; what the user says himself, wherever, wins over them. */
  static Map<String, String> withFound(Map<String, String> given, Settings said, Path stack) {
    Map<String, String> all = new LinkedHashMap<>();
    namesIn(stack).forEach(name -> said.text(name).ifPresent(own -> all.put(name, own)));
    String found = stack.toString();
    all.put(FILE, said.text(FILE).map(own -> found + File.pathSeparator + own).orElse(found));
    given.forEach(
        (name, value) -> {
          if (!name.equals(FILE)) {
            all.put(name, value);
          }
        });
    return all;
  }

  private static Set<String> namesIn(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      return properties.stringPropertyNames();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Whether an address is of the same cluster as the others: it was said, or none was, so that all
   * are those of the stack that runs here or of the defaults.
   */
  public boolean isTold(String name) {
    Settings said = Settings.load(given);
    return said.text(name).isPresent() || saysNowhere(said);
  }

  /** The first address of those that records are read by that is of another cluster. */
  public Optional<String> missingForRecords() {
    return Stream.of("kafka.bootstrap.servers", "schema.registry.url")
        .filter(name -> !isTold(name))
        .findFirst();
  }

  /**
   * Refuses to work on one cluster by an address that was said and on another by a default.
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
    KafkaConnectivity.demand(settings);
    return settings;
  }

  /**
   * Options, environment and file, and where nothing is said those of the stack that runs here, or
   * the local stack's defaults.
   */
  public Settings settings() {
    return settings(running(said()));
  }

  /** Likewise for a service, which is no part of a stack that it happens to find. */
  public Settings ofService() {
    said();
    return settings(Optional.empty());
  }

  /** Likewise for a command that changes something: says where, unless the user did. */
  public Settings forChange() {
    Optional<Path> stack = running(said());
    stack.ifPresent(file -> complain("works on the stack of " + file));
    return settings(stack);
  }

  private void complain(String line) {
    PrintWriter err = mixee.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /**
   * Likewise, once Kafka has answered.
   *
   * @throws CommandFailure it didn't
   */
  public Settings reachableForChange() {
    Settings settings = forChange();
    KafkaConnectivity.demand(settings);
    return settings;
  }

  /**
   * Likewise for a command that reads records, which takes Kafka and the registry of their schemas.
   *
   * @throws SettingException one of these was not said, and another address was
   */
  public Settings ofRecords() {
    Settings settings = settings();
    demandTold(KAFKA, REGISTRY);
    return settings;
  }

  /**
   * Likewise for a command that asks activation-stream.
   *
   * @throws SettingException its address was not said, and another was
   */
  public Settings ofActivation() {
    Settings settings = settings();
    demandTold("activation.url");
    return settings;
  }

  /** Likewise for one that writes records, once Kafka has answered. */
  public Settings ofRecordsForChange() {
    Settings settings = forChange();
    demandTold(KAFKA, REGISTRY);
    KafkaConnectivity.demand(settings);
    return settings;
  }

  private Settings said() {
    Settings said = Settings.load(given);
    said.refuseUnknown(SettingDefaults.namesOf(mixee.root()));
    return said;
  }

  private Settings settings(Optional<Path> stack) {
    Map<String, String> all =
        new LinkedHashMap<>(
            stack.map(file -> withFound(given, Settings.load(given), file)).orElse(given));
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

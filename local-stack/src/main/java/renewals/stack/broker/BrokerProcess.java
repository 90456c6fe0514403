package renewals.stack.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import renewals.kit.OwnerOnly;
import renewals.stack.process.ChildProcess;
import renewals.stack.process.ClassArchives;
import renewals.stack.process.JavaChild;
import renewals.stack.process.Leash;
import renewals.stack.process.Ports;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;

/**
 * Apache Kafka from its Maven artifacts: a node, broker and controller in one, on the loopback
 * address only. Unless it is secured, nobody has to say who he is.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final List<String> JVM =
      List.of(
          "-Xms128m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          // services commit while they stop, and a transaction whose broker stops meanwhile may
          // hang
          Leash.lastOption());

  private final ChildProcess process;
  private final int port;
  private final Map<String, String> security;

  private BrokerProcess(ChildProcess process, BrokerNode node) {
    this.process = process;
    this.port = node.port();
    this.security = node.security().map(BrokerSecurity::adminClient).orElse(Map.of());
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param data its folder; what an earlier broker left there is used again
   * @param logs folder of its log file
   * @param wantedPort port for clients, 0 for a free one
   */
  public static BrokerProcess start(Path data, Path logs, int wantedPort) {
    return start(data, logs, wantedPort, StartWatch.usual());
  }

  /**
   * Likewise.
   *
   * @param watch how long that may take
   */
  public static BrokerProcess start(Path data, Path logs, int wantedPort, StartWatch watch) {
    return start(data, logs, wantedPort, Optional.empty(), watch);
  }

  /**
   * Likewise.
   *
   * @param security how it is closed to others, if it is
   */
  public static BrokerProcess start(
      Path data, Path logs, int wantedPort, Optional<BrokerSecurity> security, StartWatch watch) {
    BrokerNode node = BrokerNode.alone(data, Ports.take(wantedPort), Ports.take(0), security);
    BrokerProcess broker = launch(node, logs);
    broker.awaitReady(watch);
    return broker;
  }

  /**
   * Starts one node of a cluster; {@link #awaitReady} waits until it answers, for which a majority
   * of the nodes must run.
   *
   * @param logs folder of its log file
   */
  public static BrokerProcess launch(BrokerNode node, Path logs) {
    Path config = node.writeConfig();
    if (!Files.exists(node.data().resolve("meta.properties"))) {
      format(node, config);
    }
    List<String> options = new ArrayList<>(JVM);
    if (!node.isAlone()) {
      // Several on one machine, often started: what they do at once matters more than their best.
      options.add("-XX:TieredStopAtLevel=1");
    }
    List<String> libraries = JavaChild.ownLibraries();
    options.addAll(ClassArchives.options("kafka", libraries));
    JavaChild child =
        new JavaChild(node.name(), options, libraries, "kafka.Kafka", List.of(config.toString()));
    ChildProcess process = ChildProcess.start(child, logs);
    return new BrokerProcess(process, node);
  }

  /** Waits until it answers; one that does not is ended. */
  public void awaitReady() {
    awaitReady(StartWatch.usual());
  }

  /**
   * Likewise.
   *
   * @param watch how long that may take
   */
  public void awaitReady(StartWatch watch) {
    try {
      process.awaitReady(watch, () -> Ports.isListening(port));
      try (Admin admin = Admin.create(adminSettings())) {
        process.awaitReady(watch, () -> answers(admin));
      }
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** What clients use as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Stops it in its tracks, as {@code kill -STOP} does, until {@link #resume}. */
  public void pause() {
    process.pause();
  }

  /** Lets it go on where {@link #pause} stopped it. */
  public void resume() {
    process.resume();
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * As {@code kafka-storage format} does, in this process: a JVM for it alone takes a second. Users
   * and their passwords stay off the command lines, which everybody can read.
   */
  private static void format(BrokerNode node, Path config) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "format",
                "--cluster-id",
                node.clusterId(),
                "--config",
                config.toString(),
                "--feature",
                "transaction.version=2"));
    if (node.isAlone()) {
      arguments.add("--standalone");
    }
    node.security().ifPresent(closed -> arguments.addAll(closed.firstUsers()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      code = StorageTool.execute(arguments.toArray(String[]::new), out);
    } catch (RuntimeException e) {
      throw unformatted(node, e.getMessage(), e);
    }
    if (code != 0) {
      throw unformatted(node, said.toString(StandardCharsets.UTF_8).strip(), null);
    }
    try {
      OwnerOnly.tighten(node.data());
    } catch (IOException e) {
      throw unformatted(node, e.getMessage(), e);
    }
  }

  private static StackException unformatted(
      BrokerNode node, @Nullable String why, @Nullable Exception cause) {
    return new StackException(
        "%s could not be formatted for %s: %s".formatted(node.data(), node.name(), why), cause);
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = new HashMap<>(security);
    settings.putAll(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000));
    return settings;
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for Kafka", e);
    }
  }
}

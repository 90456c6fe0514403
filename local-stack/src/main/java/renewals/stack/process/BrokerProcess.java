package renewals.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * Apache Kafka from its Maven artifacts: one node, broker and controller in one, on the loopback
 * address only, because nobody has to say who he is.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final String OFFSETS_KEPT_A_YEAR =
      String.valueOf(Duration.ofDays(365).toMinutes());
  private static final List<String> JVM =
      List.of(
          "-Xms128m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private final ChildProcess process;
  private final int port;

  private BrokerProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param data its folder; what an earlier broker left there is used again
   * @param logs folder of its log file
   * @param wantedPort port for clients, 0 for a free one
   */
  public static BrokerProcess start(Path data, Path logs, int wantedPort) {
    int port = Ports.take(wantedPort);
    Path config = writeConfig(data, port, Ports.take(0));
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(config, logs);
    }
    ChildProcess process =
        ChildProcess.start(java("kafka.Kafka", List.of(config.toString())), logs);
    BrokerProcess broker = new BrokerProcess(process, port);
    try {
      process.awaitReady(START, () -> Ports.isListening(port));
      try (Admin admin = Admin.create(broker.adminSettings())) {
        process.awaitReady(START, () -> answers(admin));
      }
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return broker;
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

  @Override
  public void close() {
    process.close();
  }

  private static JavaChild java(String mainClass, List<String> arguments) {
    return new JavaChild("kafka", JVM, JavaChild.ownClassPath(), mainClass, arguments);
  }

  private static void format(Path config, Path logs) {
    List<String> arguments =
        List.of(
            "format",
            "--standalone",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            config.toString(),
            "--feature",
            "transaction.version=2");
    ChildProcess.start(java("kafka.tools.StorageTool", arguments), logs).awaitSuccess(START);
  }

  private static Path writeConfig(Path data, int port, int controllerPort) {
    Properties config = new Properties();
    config.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "controller.listener.names",
            "CONTROLLER",
            "controller.quorum.bootstrap.servers",
            "127.0.0.1:" + controllerPort,
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
            "advertised.listeners",
            "PLAINTEXT://127.0.0.1:" + port,
            "log.dirs",
            data.toAbsolutePath().toString(),
            "auto.create.topics.enable",
            "false",
            "offsets.retention.minutes",
            OFFSETS_KEPT_A_YEAR));
    config.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "8",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "8",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20),
            "num.recovery.threads.per.data.dir", "2"));
    Path file = data.resolve("server.properties");
    try {
      Files.createDirectories(data);
      try (var out = Files.newBufferedWriter(file)) {
        config.store(out, "written at each start");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  private Map<String, Object> adminSettings() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
        AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
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

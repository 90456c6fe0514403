package renewals.stack.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import renewals.kit.OwnerOnly;

/**
 * What one node of a Kafka cluster shall be.
 *
 * @param number 1 for the first
 * @param clusterId the same for all nodes
 * @param data its folder
 * @param port for clients and the other brokers
 * @param controllerPorts of all nodes, by their numbers less one
 * @param doors further listeners by name: clients that come in by one are told to come back by its
 *     advertised port
 * @param security how it is closed to others; empty where everybody on the machine may come in
 */
public record BrokerNode(
    int number,
    String clusterId,
    Path data,
    int port,
    List<Integer> controllerPorts,
    Map<String, Door> doors,
    Optional<BrokerSecurity> security) {

  private static final String OFFSETS_KEPT_A_YEAR =
      String.valueOf(Duration.ofDays(365).toMinutes());
  private static final int MOST_REPLICAS = 3;

  /**
   * How long the broker holds a record of a new transaction while the marks of the last one are
   * being written. With Kafka's 100 ms a busy cluster refuses it instead (CONCURRENT_TRANSACTIONS),
   * and with it all that is under way behind it.
   */
  private static final String WAITS_FOR_LAST_TRANSACTION_MS = "5000";

  /** The listener of clients and the other brokers. */
  private static final String MAIN = "CLIENTS";

  /** Where a node listens, and where it says it does: a proxy stands between the two. */
  public record Door(int port, int advertised) {}

  /** The only node of a cluster. */
  static BrokerNode alone(
      Path data, int port, int controllerPort, Optional<BrokerSecurity> security) {
    return new BrokerNode(
        1, Uuid.randomUuid().toString(), data, port, List.of(controllerPort), Map.of(), security);
  }

  boolean isAlone() {
    return controllerPorts.size() == 1;
  }

  /** For messages and the log file. */
  String name() {
    return isAlone() ? "kafka" : "kafka-" + number;
  }

  /** Writes {@code server.properties} into its folder. */
  Path writeConfig() {
    Properties config = new Properties();
    config.putAll(identity());
    config.putAll(listeners());
    config.putAll(replication());
    security.ifPresent(closed -> config.putAll(closed.server(listenersOfClients())));
    Path file = data.resolve("server.properties");
    try {
      OwnerOnly.folder(data);
      try (var out = Files.newBufferedWriter(OwnerOnly.file(file))) {
        config.store(out, "written at each start");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  private Map<String, String> identity() {
    Map<String, String> config = new TreeMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", String.valueOf(number));
    config.put("controller.listener.names", "CONTROLLER");
    if (isAlone()) {
      config.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPorts.getFirst());
    } else {
      config.put(
          "controller.quorum.voters",
          IntStream.range(0, controllerPorts.size())
              .mapToObj(n -> "%d@127.0.0.1:%d".formatted(n + 1, controllerPorts.get(n)))
              .collect(Collectors.joining(",")));
    }
    config.put("log.dirs", data.toAbsolutePath().toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.retention.minutes", OFFSETS_KEPT_A_YEAR);
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    config.put("num.recovery.threads.per.data.dir", "2");
    if (!doors.isEmpty()) {
      config.put("num.network.threads", "1");
    }
    return config;
  }

  private Map<String, String> listeners() {
    String clients = security.isPresent() ? "SASL_SSL" : "PLAINTEXT";
    StringBuilder bound = new StringBuilder("%s://127.0.0.1:%d".formatted(MAIN, port));
    StringBuilder told = new StringBuilder(bound);
    StringBuilder protocols =
        new StringBuilder(
            "%s:%s,CONTROLLER:%s"
                .formatted(MAIN, clients, security.isPresent() ? "SSL" : "PLAINTEXT"));
    doors.forEach(
        (name, door) -> {
          bound.append(",%s://127.0.0.1:%d".formatted(name, door.port()));
          told.append(",%s://127.0.0.1:%d".formatted(name, door.advertised()));
          protocols.append(",%s:%s".formatted(name, clients));
        });
    bound.append(",CONTROLLER://127.0.0.1:%d".formatted(controllerPorts.get(number - 1)));
    return Map.of(
        "listeners", bound.toString(),
        "advertised.listeners", told.toString(),
        "listener.security.protocol.map", protocols.toString(),
        "inter.broker.listener.name", MAIN);
  }

  private List<String> listenersOfClients() {
    return Stream.concat(Stream.of(MAIN), doors.keySet().stream()).toList();
  }

  private Map<String, String> replication() {
    int replicas = Math.min(MOST_REPLICAS, controllerPorts.size());
    String copies = String.valueOf(replicas);
    String inSync = String.valueOf(Math.max(1, replicas - 1));
    Map<String, String> config = new TreeMap<>();
    config.put("default.replication.factor", copies);
    config.put("min.insync.replicas", inSync);
    config.put("offsets.topic.replication.factor", copies);
    config.put("offsets.topic.num.partitions", "8");
    config.put("transaction.state.log.replication.factor", copies);
    config.put("transaction.state.log.min.isr", inSync);
    config.put("transaction.state.log.num.partitions", "8");
    config.put("add.partitions.to.txn.retry.backoff.max.ms", WAITS_FOR_LAST_TRANSACTION_MS);
    config.put("share.coordinator.state.topic.replication.factor", copies);
    config.put("share.coordinator.state.topic.min.isr", inSync);
    return config;
  }
}

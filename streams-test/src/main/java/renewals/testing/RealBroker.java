package renewals.testing;

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
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * Kafka itself, as a child process on free ports of the loopback. Its classes come from the class
 * path of the test, so a module that starts it has {@code kafka_2.13} in test scope.
 */
public final class RealBroker implements AutoCloseable {

  private final Process process;
  private final String bootstrap;

  private RealBroker(Process process, String bootstrap) {
    this.process = process;
    this.bootstrap = bootstrap;
  }

  /**
   * Formats a storage and starts a broker on it; clients wait for it by themselves.
   *
   * @param dir for its storage and its log, {@code broker.log}
   */
  public static RealBroker start(Path dir) throws IOException, InterruptedException {
    int port = FreePorts.next();
    int controller = FreePorts.next();
    Path properties = dir.resolve("server.properties");
    Files.write(
        properties,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.bootstrap.servers=127.0.0.1:" + controller,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners=PLAINTEXT://127.0.0.1:"
                + port
                + ",CONTROLLER://127.0.0.1:"
                + controller,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + dir.resolve("logs"),
            "auto.create.topics.enable=false",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=3",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=3",
            "add.partitions.to.txn.retry.backoff.max.ms=5000",
            "group.initial.rebalance.delay.ms=0"));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] format = {
      "format",
      "--standalone",
      "--cluster-id",
      "MkU3OEVBNTcwNTJENDM2Qg",
      "--config",
      properties.toString()
    };
    if (StorageTool.execute(format, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new IOException("cannot format storage: " + said.toString(StandardCharsets.UTF_8));
    }
    return new RealBroker(java(dir, "kafka.Kafka", properties.toString()), "127.0.0.1:" + port);
  }

  /** Where clients find it. */
  public String bootstrap() {
    return bootstrap;
  }

  /** A client of its own, which the caller closes. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** Creates every topic of the catalogue. */
  public void createTopics(int partitions) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topics.ALL) {
      Map<String, String> configs = new HashMap<>();
      configs.put(
          "message.timestamp.type", topic.isStampedOnAppend() ? "LogAppendTime" : "CreateTime");
      configs.put("cleanup.policy", topic.isCompacted() ? "compact" : "delete");
      topics.add(new NewTopic(topic.name(), partitions, (short) 1).configs(configs));
    }
    try (Admin admin = admin()) {
      admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process java(Path dir, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It runs for a minute at most: its first seconds count, not its best speed.
    command.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("broker.log").toFile()))
        .start();
  }
}

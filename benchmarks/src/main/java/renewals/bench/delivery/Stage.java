package renewals.bench.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.bench.delivery.receive.Receivers;
import renewals.bench.load.BenchException;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.kit.OwnerOnly;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/** A broker, a registry and receivers of one part of the experiment, and nothing of an earlier. */
final class Stage implements AutoCloseable {

  private static final int PARTITIONS = 4;
  private static final String GROUP = "notifier";
  private static final String SENDERS = GROUP + "-senders";
  private static final Duration POLL = Duration.ofMillis(100);

  private final Path data;
  private final Pace pace;
  private final Cluster cluster;
  private final Receivers receivers;

  private Stage(Path data, Pace pace, Cluster cluster, Receivers receivers) {
    this.data = data;
    this.pace = pace;
    this.cluster = cluster;
    this.receivers = receivers;
  }

  /**
   * Starts all but the notifier.
   *
   * @param data a folder of its own
   * @param startWithin how long broker and registry may take
   */
  static Stage start(Path data, Duration startWithin, Pace pace) {
    try {
      OwnerOnly.folder(data);
    } catch (IOException e) {
      throw new BenchException("cannot make %s: %s".formatted(data, e), e);
    }
    Conditions conditions =
        new Conditions(
            data,
            PARTITIONS,
            1,
            384,
            100,
            0,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            startWithin);
    Cluster cluster = Cluster.start(conditions);
    try {
      return new Stage(data, pace, cluster, Receivers.open(pace.spell()));
    } catch (IOException e) {
      cluster.close();
      throw new BenchException("receivers could not be opened: " + e, e);
    }
  }

  Cluster cluster() {
    return cluster;
  }

  Receivers receivers() {
    return receivers;
  }

  Pace pace() {
    return pace;
  }

  /**
   * Starts a notifier, which has no state yet, and waits until it is ready.
   *
   * @param more settings than those for the receivers
   */
  Notifier startNotifier(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.putAll(receivers.settings());
    settings.putAll(pace.settings());
    settings.putAll(more);
    settings.put("notifier.application.id", GROUP);
    settings.put("notifier.state.dir", data.resolve("state").toString());
    settings.put("notifier.standbys", "0");
    return Notifier.start(settings, data);
  }

  /** Waits until the notifier has read all of a topic that lies there now. */
  void awaitRead(Topic topic) throws InterruptedException {
    Map<TopicPartition, Long> ends = cluster.committedEnds(List.of(topic.name()));
    if (!Wait.until(
        () -> cluster.committedBy(GROUP, ends.keySet()).equals(ends), pace.patience())) {
      throw new BenchException("the notifier does not read " + topic.name());
    }
  }

  /** Waits until senders have nothing left that they would do again if they were killed. */
  void awaitSent() throws InterruptedException {
    if (!Wait.until(this::isSent, pace.patience())) {
      throw new BenchException("the notifier's senders come to no end");
    }
  }

  /** Offsets alone don't tell: markers of transactions have some, too, and nobody commits them. */
  private boolean isSent() {
    Map<TopicPartition, Long> ends = cluster.committedEnds(List.of(Topics.NOTICES_DUE.name()));
    Map<TopicPartition, Long> read = cluster.committedBy(SENDERS, ends.keySet());
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            cluster.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      read.forEach(consumer::seek);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void close() {
    try {
      receivers.close();
    } catch (IOException e) {
      throw new BenchException("receivers could not be closed: " + e, e);
    } finally {
      cluster.close();
    }
  }
}

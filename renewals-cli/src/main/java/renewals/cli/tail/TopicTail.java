package renewals.cli.tail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.KafkaReach;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Reads what was committed to an output topic, in the order in which the partitions give it. */
public final class TopicTail {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;
  private final Topic topic;
  private final @Nullable Output output;

  /** Only what has this key, if one is given. */
  private final @Nullable String key;

  private final Duration patience;
  private volatile boolean stopped;

  public TopicTail(Settings settings, Output output) {
    this(settings, output, KafkaReach.patience(settings));
  }

  TopicTail(Settings settings, Output output, Duration patience) {
    this(settings, output.topic(), output, null, patience);
  }

  private TopicTail(
      Settings settings,
      Topic topic,
      @Nullable Output output,
      @Nullable String key,
      Duration patience) {
    this.settings = settings;
    this.topic = topic;
    this.output = output;
    this.key = key;
    this.patience = patience;
  }

  /** What a topic has of a key, in whose partition alone it is looked for. */
  public static TopicTail ofKey(Settings settings, Topic topic, String key) {
    return new TopicTail(settings, topic, null, key, KafkaReach.patience(settings));
  }

  /** Likewise, of an output that can be read along. */
  public static TopicTail ofKey(Settings settings, Output output, String key) {
    return new TopicTail(settings, output.topic(), output, key, KafkaReach.patience(settings));
  }

  /**
   * Reads until the sink has had enough, nothing came for a while, or it is stopped.
   *
   * @param fromBeginning with what the topic holds already
   * @param untilIdle ends after nothing has come for that long; null never ends
   * @param sink takes one line; says whether it wants more
   */
  public void read(boolean fromBeginning, @Nullable Duration untilIdle, Predicate<String> sink) {
    Output.RecordJson json = readerOfRegistry();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      assign(consumer, fromBeginning);
      long lastRead = System.nanoTime();
      while (!stopped && !isIdle(untilIdle, lastRead)) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (!sink.test(json.of(record))) {
            return;
          }
        }
        if (!records.isEmpty()) {
          lastRead = System.nanoTime();
        }
      }
    }
  }

  /**
   * Reads what is committed now, in the order in which the partitions give it.
   *
   * @param since what was stamped before is left out; null for everything
   */
  public void readToEnd(@Nullable Instant since, Consumer<String> sink) {
    Output.RecordJson json = readerOfRegistry();
    recordsToEnd(since, record -> sink.accept(json.of(record)));
  }

  /** Likewise, as they lie there. */
  public void recordsToEnd(@Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      assign(consumer, true);
      if (since != null) {
        seek(consumer, since);
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (!stopped && ends.entrySet().stream().anyMatch(end -> isBefore(consumer, end))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (key == null || Arrays.equals(record.key(), key.getBytes(StandardCharsets.UTF_8))) {
            sink.accept(record);
          }
        }
      }
    }
  }

  /**
   * Reads what is committed from now on, until the sink has had enough or it took too long.
   *
   * @param patience how long at most
   * @param begun done once nothing of what follows can be missed
   * @param sink takes one line; says whether it wants more
   */
  public void readOn(Duration patience, Runnable begun, Predicate<String> sink) {
    Output.RecordJson json = readerOfRegistry();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      assign(consumer, false);
      begun.run();
      long since = System.nanoTime();
      while (!stopped && System.nanoTime() - since < patience.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (!sink.test(json.of(record))) {
            return;
          }
        }
      }
    }
  }

  private Output.RecordJson readerOfRegistry() {
    return Objects.requireNonNull(output, "no output")
        .reader(new HttpSchemaRegistry(settings.url("schema.registry.url", "")));
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) < end.getValue();
  }

  private static void seek(KafkaConsumer<byte[], byte[]> consumer, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    consumer.assignment().forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found == null) {
                consumer.seekToEnd(List.of(partition));
              } else {
                consumer.seek(partition, found.offset());
              }
            });
  }

  /** Lets {@link #read} end soon; from any thread. */
  public void stop() {
    stopped = true;
  }

  private static boolean isIdle(@Nullable Duration untilIdle, long lastRead) {
    return untilIdle != null && System.nanoTime() - lastRead > untilIdle.toNanos();
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer, boolean fromBeginning) {
    List<TopicPartition> partitions =
        partitionsOf(consumer).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (key != null) {
      partitions =
          List.of(new TopicPartition(topic.name(), KeyPartition.of(key, partitions.size())));
    }
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    partitions.forEach(consumer::position);
  }

  private List<PartitionInfo> partitionsOf(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic.name(), patience);
    } catch (TimeoutException e) {
      throw new CommandFailure(KafkaReach.noAnswer(settings, patience), e);
    }
    if (found == null || found.isEmpty()) {
      throw new CommandFailure(
          "topic %s is missing: create it with ./renewals topics".formatted(topic.name()));
    }
    return found;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}

package renewals.cli.tail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Reads what was committed to an output topic, in the order in which the partitions give it. */
public final class TopicTail implements FollowedLines {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Settings settings;
  private final Topic topic;
  private final @Nullable Output output;

  /** Only what has this key, if one is given. */
  private final @Nullable String key;

  private final @Nullable Duration atMost;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private volatile boolean stopped;

  public TopicTail(Settings settings, Output output) {
    this(settings, output, () -> new KafkaConsumer<>(properties(settings)));
  }

  /** By consumers that somebody else makes. */
  TopicTail(Settings settings, Output output, Supplier<Consumer<byte[], byte[]>> consumers) {
    this(settings, output.topic(), output, null, null, consumers);
  }

  private TopicTail(
      Settings settings,
      Topic topic,
      @Nullable Output output,
      @Nullable String key,
      @Nullable Duration atMost,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    this.settings = settings;
    this.topic = topic;
    this.output = output;
    this.key = key;
    this.atMost = atMost;
    this.consumers = consumers;
  }

  /** What a topic has of a key, in whose partition alone it is looked for. */
  public static TopicTail ofKey(Settings settings, Topic topic, String key) {
    return new TopicTail(
        settings, topic, null, key, null, () -> new KafkaConsumer<>(properties(settings)));
  }

  /** Likewise, of an output that can be read along. */
  public static TopicTail ofKey(Settings settings, Output output, String key) {
    return new TopicTail(
        settings,
        output.topic(),
        output,
        key,
        null,
        () -> new KafkaConsumer<>(properties(settings)));
  }

  /** The same, which reads to the end in so long or not at all. */
  public TopicTail within(Duration most) {
    return new TopicTail(settings, topic, output, key, most, consumers);
  }

  /**
   * Reads until the sink has had enough, nothing came for a while, or it is stopped.
   *
   * @param fromBeginning with what the topic holds already
   * @param untilIdle ends after nothing has come for that long; null never ends
   * @param sink takes one line; says whether it wants more
   */
  public void read(boolean fromBeginning, @Nullable Duration untilIdle, Predicate<String> sink) {
    read(fromBeginning, untilIdle, () -> {}, sink);
  }

  @Override
  public void follow(boolean fromBeginning, Runnable begun, Predicate<String> sink) {
    read(fromBeginning, null, begun, sink);
  }

  private void read(
      boolean fromBeginning, @Nullable Duration untilIdle, Runnable begun, Predicate<String> sink) {
    Output.RecordJson json = readerOfRegistry();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      partitions(consumer, null).assign(fromBeginning);
      begun.run();
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
  public void readToEnd(@Nullable Instant since, java.util.function.Consumer<String> sink) {
    Output.RecordJson json = readerOfRegistry();
    recordsToEnd(since, record -> sink.accept(json.of(record)));
  }

  /** Likewise, as they lie there. */
  public void recordsToEnd(
      @Nullable Instant since, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      TailPartitions partitions = partitions(consumer, atMost);
      partitions.assign(true);
      if (since != null) {
        partitions.seek(since);
      }
      Map<TopicPartition, Long> ends = partitions.ends();
      while (!stopped && !partitions.haveReached(ends)) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          partitions.time().goesOn();
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (key == null || Arrays.equals(record.key(), key.getBytes(StandardCharsets.UTF_8))) {
            sink.accept(record);
          }
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(GOODBYE));
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
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      partitions(consumer, null).assign(false);
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

  private TailPartitions partitions(Consumer<byte[], byte[]> consumer, @Nullable Duration inAll) {
    return new TailPartitions(settings, topic, key, consumer, new ReadingTime(inAll));
  }

  private Output.RecordJson readerOfRegistry() {
    return Objects.requireNonNull(output, "no output")
        .reader(new HttpSchemaRegistry(settings.url("schema.registry.url", "")));
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private static boolean isIdle(@Nullable Duration untilIdle, long lastRead) {
    return untilIdle != null && System.nanoTime() - lastRead > untilIdle.toNanos();
  }

  private static Properties properties(Settings settings) {
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

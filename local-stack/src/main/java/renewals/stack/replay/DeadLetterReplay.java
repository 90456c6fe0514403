package renewals.stack.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;
import renewals.schemas.Topics;

/**
 * Sends dead letters of one reason to their original topics again. What was sent and the mark up to
 * where are committed in one transaction, so a replay that dies on the way repeats nothing; each
 * reason has a mark of its own, and of two replays at once the older one is fenced off.
 */
public final class DeadLetterReplay {

  /** Reasons that a repaired registry or service may have cured. */
  public static final List<String> DEFAULT_REASONS =
      List.of("UNREADABLE", "UNKNOWN_SCHEMA", "UNKNOWN_SYMBOL", "PROCESSING_FAILED");

  /** All that letters of this build die of, as the contract names them. */
  public static final List<String> REASONS =
      List.of(
          "MISMATCH",
          "CONFLICTING_DUPLICATE",
          "TOO_MANY_FACTS",
          "UNREADABLE",
          "UNKNOWN_SCHEMA",
          "UNKNOWN_SYMBOL",
          "KEY_MISMATCH",
          "INVALID",
          "PROCESSING_FAILED");

  private static final String NAME = "dead-letters-replay.";
  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;

  public DeadLetterReplay(Settings settings) {
    this.settings = settings;
  }

  /**
   * Replays the letters of a reason that stand in the topic now and were not replayed yet.
   *
   * @throws ReplayException the cluster refused; nothing of the open transaction was sent
   */
  public ReplayResult replay(String reason) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings(reason));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerSettings(reason))) {
      producer.initTransactions();
      Map<TopicPartition, Long> ends = seekToMark(consumer);
      ReplayResult result = ReplayResult.none(reason);
      while (!hasReached(consumer, ends)) {
        ConsumerRecords<byte[], byte[]> letters = consumer.poll(POLL);
        if (!letters.isEmpty()) {
          result = result.plus(sendBack(letters, reason, producer, consumer.groupMetadata()));
        }
      }
      return result;
    }
  }

  private static ReplayResult sendBack(
      ConsumerRecords<byte[], byte[]> letters,
      String reason,
      KafkaProducer<byte[], byte[]> producer,
      ConsumerGroupMetadata group) {
    List<DeadLetter> wanted = new ArrayList<>();
    letters.forEach(record -> wanted.add(new DeadLetter(record)));
    wanted.removeIf(letter -> !letter.reason().equals(reason));
    List<DeadLetter> returning = wanted.stream().filter(DeadLetter::cameFromInput).toList();
    producer.beginTransaction();
    try {
      List<Future<RecordMetadata>> sent =
          returning.stream().map(letter -> producer.send(letter.goingBack())).toList();
      producer.sendOffsetsToTransaction(letters.nextOffsets(), group);
      producer.commitTransaction();
      sent.forEach(DeadLetterReplay::mustHaveArrived);
    } catch (ProducerFencedException e) {
      throw new ReplayException("another replay of %s has taken over".formatted(reason), e);
    } catch (KafkaException e) {
      producer.abortTransaction();
      throw new ReplayException("nothing more was sent back: " + e.getMessage(), e);
    }
    return new ReplayResult(reason, returning.size(), wanted.size() - returning.size());
  }

  /** A commit fails where a send failed, so this cannot but hold. */
  private static void mustHaveArrived(Future<RecordMetadata> sent) {
    if (sent.state() != Future.State.SUCCESS) {
      throw new IllegalStateException("committed without " + sent);
    }
  }

  /** Goes to where the last replay ended; returns where this one ends. */
  private static Map<TopicPartition, Long> seekToMark(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = new HashSet<>();
    consumer
        .partitionsFor(Topics.DEAD_LETTERS.name())
        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    consumer.assign(partitions);
    Map<TopicPartition, OffsetAndMetadata> marks = consumer.committed(partitions);
    marks.forEach((partition, mark) -> seek(consumer, partition, mark));
    return consumer.endOffsets(partitions);
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      @Nullable OffsetAndMetadata mark) {
    if (mark == null) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, mark);
    }
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private Properties consumerSettings(String reason) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, NAME + reason);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  private Properties producerSettings(String reason) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, NAME + reason);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}

package renewals.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.kit.Settings;
import renewals.schemas.Topics;

/**
 * Sends dead letters of one reason to their original topics again. What was sent and the mark up to
 * where are committed in one transaction, so a replay that dies on the way repeats nothing; each
 * reason has a mark of its own, and of two replays at once the older one is fenced off. Of several
 * letters of one record (header {@code dl-id}) one is sent. Where records are signed, only what was
 * somebody's to say goes back, signed anew.
 */
public final class DeadLetterReplay {

  /** What names of its groups and transactions begin with, the reason of the letters behind it. */
  public static final String NAME = "dead-letters-replay.";

  private static final String NAMED = ".named";
  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;
  private final Optional<ReplaySigner> signer;

  /**
   * A replay in the cluster of the settings.
   *
   * @throws renewals.kit.SettingException keys or parties can't be read
   */
  public DeadLetterReplay(Settings settings) {
    this.settings = settings;
    this.signer = ReplaySigner.of(settings);
  }

  /**
   * Replays the letters of a reason that stand in the topic now and were not replayed yet.
   *
   * @param named whether the reason was named: only then contacts, and what says no party, go back
   *     where records are signed
   * @throws ReplayException the cluster refused; nothing of the open transaction was sent
   */
  public ReplayResult replay(String reason, boolean named) {
    return replay(reason, named, false);
  }

  /** Likewise; a dry run only counts what would go back, and disturbs no replay under way. */
  public ReplayResult replay(String reason, boolean named, boolean dryRun) {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(consumerSettings(settings, NAME + reason));
        KafkaConsumer<byte[], byte[]> ofNamed =
            new KafkaConsumer<>(consumerSettings(settings, NAME + reason + NAMED));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(producerSettings(settings, reason))) {
      if (!dryRun) {
        producer.initTransactions();
      }
      Set<TopicPartition> partitions = assign(consumer);
      ReplayMarks marks = new ReplayMarks(marks(consumer, partitions), marks(ofNamed, partitions));
      Set<String> known = idsBefore(marks, consumer, reason);
      marks.begins(named).forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ReplayResult result = ReplayResult.none(reason);
      while (!hasReached(consumer, ends)) {
        ConsumerRecords<byte[], byte[]> letters = consumer.poll(POLL);
        if (!letters.isEmpty()) {
          ReplayBatch batch =
              new ReplayBatch(reason, named, signer, marks, known, newest(letters, reason));
          batch.take(letters);
          Map<ConsumerGroupMetadata, Map<TopicPartition, OffsetAndMetadata>> after =
              new LinkedHashMap<>();
          after.put(consumer.groupMetadata(), marks.usualAfter(letters.nextOffsets()));
          if (named) {
            after.put(ofNamed.groupMetadata(), marks.namedAfter(letters.nextOffsets()));
          }
          if (!dryRun) {
            sendBack(batch.returning(), producer, after);
          }
          result = result.plus(batch.result());
        }
      }
      return result;
    }
  }

  private Set<Place> newest(ConsumerRecords<byte[], byte[]> letters, String reason) {
    List<DeadLetter> ofReason = new ArrayList<>();
    letters.forEach(record -> ofReason.add(new DeadLetter(record)));
    ofReason.removeIf(letter -> !letter.reason().equals(reason));
    return NewestContacts.among(settings, ofReason);
  }

  static void sendBack(
      List<ProducerRecord<byte[], byte[]>> returning,
      Producer<byte[], byte[]> producer,
      Map<ConsumerGroupMetadata, Map<TopicPartition, OffsetAndMetadata>> marks) {
    producer.beginTransaction();
    try {
      List<Future<RecordMetadata>> sent = returning.stream().map(producer::send).toList();
      marks.forEach((group, offsets) -> producer.sendOffsetsToTransaction(offsets, group));
      commit(producer);
      sent.forEach(DeadLetterReplay::mustHaveArrived);
    } catch (ProducerFencedException e) {
      throw new ReplayException("another replay of these letters has taken over", e);
    } catch (KafkaException e) {
      producer.abortTransaction();
      throw new ReplayException("nothing more was sent back: " + e.getMessage(), e);
    }
  }

  /** What wasn't confirmed in time may be committed yet, so it can't be aborted either. */
  private static void commit(Producer<byte[], byte[]> producer) {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      throw new ReplayException(
          "Kafka did not say in time whether letters went back: " + e.getMessage(), e);
    }
  }

  /** A commit fails where a send failed, so this cannot but hold. */
  private static void mustHaveArrived(Future<RecordMetadata> sent) {
    if (sent.state() != Future.State.SUCCESS) {
      throw new IllegalStateException("committed without " + sent);
    }
  }

  /** Up to where the letters of a reason were replayed. */
  static ReplayMarks marks(Settings settings, String reason) {
    try (KafkaConsumer<byte[], byte[]> usual =
            new KafkaConsumer<>(consumerSettings(settings, NAME + reason));
        KafkaConsumer<byte[], byte[]> named =
            new KafkaConsumer<>(consumerSettings(settings, NAME + reason + NAMED))) {
      Set<TopicPartition> partitions = assign(usual);
      return new ReplayMarks(marks(usual, partitions), marks(named, partitions));
    }
  }

  private static Set<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = new HashSet<>();
    consumer
        .partitionsFor(Topics.DEAD_LETTERS.name())
        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    consumer.assign(partitions);
    return partitions;
  }

  /** Where the last replay ended; the beginning of those that none has read. */
  private static Map<TopicPartition, OffsetAndMetadata> marks(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, beginning) -> {
              OffsetAndMetadata mark = committed.get(partition);
              boolean left = mark != null && mark.offset() >= beginning;
              marks.put(partition, left ? mark : new OffsetAndMetadata(beginning));
            });
    return marks;
  }

  /**
   * Which records' letters were replayed already: a service whose committed offsets were lost reads
   * again and writes a second letter of the same record behind the mark.
   */
  private Set<String> idsBefore(
      ReplayMarks marks, KafkaConsumer<byte[], byte[]> consumer, String reason) {
    Set<String> ids = new HashSet<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    marks.usual().forEach((partition, mark) -> ends.put(partition, mark.offset()));
    consumer.seekToBeginning(marks.partitions());
    while (!hasReached(consumer, ends)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        DeadLetter letter = new DeadLetter(record);
        boolean namedOnly = signer.isPresent() && ReplaySigner.isNamedOnly(letter);
        if (letter.reason().equals(reason) && marks.isDone(letter, namedOnly)) {
          letter.id().ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static Properties consumerSettings(Settings settings, String group) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  static Properties producerSettings(Settings settings, String reason) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, NAME + reason);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}

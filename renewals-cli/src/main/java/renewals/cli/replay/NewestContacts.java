package renewals.cli.replay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.cli.tail.KeyPartition;
import renewals.kit.Settings;
import renewals.schemas.Topics;

/**
 * Which contacts may go back. Of these the latest counts, so only one whose own record is still the
 * newest of its merchant in the topic: not one that went back already, since its copy is newer, nor
 * one that was followed by another or taken back. The topic keeps the newest of each key; a record
 * that is gone was followed, even where nothing is left of what followed.
 */
final class NewestContacts {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final String TOPIC = Topics.MERCHANT_CONTACTS.name();

  private final Consumer<byte[], byte[]> consumer;

  NewestContacts(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Where the records lie that are the newest of their merchants; nothing is read without any. */
  static Set<Place> among(Settings settings, Collection<DeadLetter> letters) {
    List<DeadLetter> contacts = letters.stream().filter(DeadLetter::isContact).toList();
    if (contacts.isEmpty()) {
      return Set.of();
    }
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties(settings))) {
      return new NewestContacts(consumer).among(contacts);
    }
  }

  /** Likewise; one in another partition than its key's is none, as the key's own has others. */
  Set<Place> among(Collection<DeadLetter> contacts) {
    int partitions = consumer.partitionsFor(TOPIC).size();
    Map<TopicPartition, Long> begins = new HashMap<>();
    Set<ByteBuffer> keys = new HashSet<>();
    for (DeadLetter contact : contacts) {
      byte[] key = contact.record().key();
      if (key != null) {
        int partition = KeyPartition.of(key, partitions);
        keys.add(ByteBuffer.wrap(key));
        contact
            .place()
            .filter(place -> place.partition() == partition)
            .ifPresent(
                place ->
                    begins.merge(new TopicPartition(TOPIC, partition), place.offset(), Math::min));
      }
    }
    consumer.assign(begins.keySet());
    begins.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(begins.keySet());
    Map<ByteBuffer, Place> newest = new HashMap<>();
    while (ends.entrySet().stream().anyMatch(end -> isBefore(end.getKey(), end.getValue()))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        ByteBuffer key = ByteBuffer.wrap(record.key()); // a compacted topic takes none without
        if (keys.contains(key)) {
          newest.put(key, new Place(record.topic(), record.partition(), record.offset()));
        }
      }
    }
    return Set.copyOf(newest.values());
  }

  private boolean isBefore(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  private static Properties properties(Settings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}

package renewals.cli.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;
import renewals.schemas.reconcile.ReconcileDueJson;

/** The topic {@code reconcile-due}, read to its end. */
public final class ReconcileLog {

  private static final String TOPIC = Topics.RECONCILE_DUE.name();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long ACK_SECONDS = 20;

  private final Settings settings;

  public ReconcileLog(Settings settings) {
    this.settings = settings;
  }

  /** What a partition of the topic holds of a renewal. */
  record Entry(int partition, ReconcileDue due) {}

  private record Place(String renewalId, int partition) {}

  /** What nobody can know of payments, by the renewals on the operators' list. */
  public Map<String, String> unknown() {
    Map<String, String> unknown = new TreeMap<>();
    for (Entry entry : latest()) {
      if (entry.due().state() == State.UNKNOWN && entry.due().why() != null) {
        unknown.put(entry.due().renewalId(), entry.due().why());
      }
    }
    return unknown;
  }

  /** The latest of each renewal, by its id; several where its request stood in several places. */
  List<Entry> latest() {
    Map<Place, Entry> latest =
        new TreeMap<>(Comparator.comparing(Place::renewalId).thenComparingInt(Place::partition));
    Map<String, Object> reading = new HashMap<>(settings.below("kafka."));
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> found = consumer.partitionsFor(TOPIC);
      if (found == null || found.isEmpty()) {
        throw new CommandFailure(
            "topic %s is missing: create it with ./renewals topics".formatted(TOPIC));
      }
      List<TopicPartition> partitions =
          found.stream().map(info -> new TopicPartition(TOPIC, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          note(record, latest);
        }
      }
    }
    return List.copyOf(latest.values());
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, Map<Place, Entry> latest) {
    if (record.key() == null) {
      return;
    }
    Place place = new Place(new String(record.key(), UTF_8), record.partition());
    if (record.value() == null) {
      latest.remove(place);
    } else {
      ReconcileDueJson.read(record.value())
          .ifPresent(due -> latest.put(place, new Entry(record.partition(), due)));
    }
  }

  /** Takes one from the list. */
  void mark(Entry entry) {
    Map<String, Object> writing = new HashMap<>(settings.below("kafka."));
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = entry.due().renewalId().getBytes(UTF_8);
      producer
          .send(
              new ProducerRecord<>(
                  TOPIC,
                  entry.partition(),
                  key,
                  entry.due().marked().map(ReconcileDueJson::write).orElse(null)))
          .get(ACK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure("Kafka did not take the mark: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while marking", e);
    }
  }
}

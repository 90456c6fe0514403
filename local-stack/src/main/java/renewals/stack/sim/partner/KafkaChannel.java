package renewals.stack.sim.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import renewals.client.RecordSigner;
import renewals.kit.Settings;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.json.Parsed;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.stack.sim.scenario.ScenarioStep.Harm;

/** Partners that write to Kafka themselves, and not all of them well. Thread-safe. */
public final class KafkaChannel implements AutoCloseable {

  private static final int SCHEMA_NOBODY_REGISTERED = 987_654_321;

  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpSchemaRegistry registry;
  private final Optional<RecordSigner> signer;
  private final Duration patience;

  public KafkaChannel(Settings settings, Duration patience) {
    this.patience = patience;
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
    this.registry = new HttpSchemaRegistry(settings.url("schema.registry.url", ""));
    this.signer = RecordSigner.of(settings, Clock.systemUTC());
  }

  /** Writes an event as the contract asks. */
  Place send(JsonNode event) throws InterruptedException {
    SpecificRecord record = recordOf(event);
    EventType type = EventType.of(record);
    return send(type, null, type.key(record).getBytes(UTF_8), bytesOf(type, record));
  }

  /** Writes an event to the partition next to the one where its key belongs. */
  Place sendMisplaced(JsonNode event) throws InterruptedException {
    SpecificRecord record = recordOf(event);
    EventType type = EventType.of(record);
    byte[] key = type.key(record).getBytes(UTF_8);
    int partitions = producer.partitionsFor(type.topic().name()).size();
    int right = Utils.toPositive(Utils.murmur2(key)) % partitions;
    return send(type, (right + 1) % partitions, key, bytesOf(type, record));
  }

  /** Writes an event with something wrong. */
  Place sendDamaged(JsonNode event, Harm harm) throws InterruptedException {
    SpecificRecord record = recordOf(event);
    EventType type = EventType.of(record);
    byte[] key = type.key(record).getBytes(UTF_8);
    byte[] bytes = bytesOf(type, record);
    return switch (harm) {
      case WRONG_MAGIC_BYTE -> {
        bytes[0] = 7;
        yield send(type, null, key, bytes);
      }
      case TRUNCATED -> send(type, null, key, Arrays.copyOf(bytes, bytes.length / 2));
      case UNKNOWN_SCHEMA -> {
        ByteBuffer.wrap(bytes).putInt(1, SCHEMA_NOBODY_REGISTERED);
        yield send(type, null, key, bytes);
      }
      case WRONG_KEY -> send(type, null, (type.key(record) + "-not").getBytes(UTF_8), bytes);
    };
  }

  @Override
  public void close() {
    producer.close();
    signer.ifPresent(RecordSigner::close);
  }

  /** The record of an event that was made up. */
  public static SpecificRecord recordOf(JsonNode event) {
    return switch (EventJson.read(event)) {
      case Parsed.Accepted accepted -> accepted.event();
      case Parsed.Refused refused ->
          throw new IllegalStateException("made up an event that is none: " + refused);
    };
  }

  private byte[] bytesOf(EventType type, SpecificRecord record) {
    return WireWriter.of(registry, type.topic(), type.prototype()).write(record);
  }

  private Place send(EventType type, @Nullable Integer partition, byte[] key, byte[] value)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(type.topic().name(), partition, key, value);
    signer.ifPresent(by -> by.sign(record));
    while (true) {
      try {
        RecordMetadata taken = producer.send(record).get();
        return new Place(taken.topic(), taken.partition(), taken.offset());
      } catch (ExecutionException e) {
        // Whether it was written is not known then; who sends again may double it.
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - end > 0) {
          throw new SimulationException("Kafka took no record: " + e.getMessage(), e);
        }
      }
    }
  }
}

package renewals.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import renewals.cli.topics.SchemaSetup;
import renewals.client.RecordSigner;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.stack.process.StackException;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.partner.KafkaChannel;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.partner.SendListener;

/** Writes straight to the input topics, well or badly, and notes what was acknowledged. */
public final class Outsider implements AutoCloseable {

  /** What the ledger calls bytes that nobody can use. */
  public static final String POISON = "POISON";

  private static final int SCHEMA_NOBODY_REGISTERED = 987_000_000;
  private static final int HEADER = 5;
  private static final int OVERSIZED = 1 << 20;
  private static final int LARGE = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpSchemaRegistry registry;
  private final SendListener witness;
  private final Optional<RecordSigner> signer;

  public Outsider(Settings settings, SendListener witness) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // It is the broker that has to refuse what is too large.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(4 * OVERSIZED));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
    this.registry = SchemaSetup.writableRegistry(settings);
    this.witness = witness;
    this.signer = RecordSigner.of(settings, Clock.systemUTC());
  }

  /** Writes an event as the contract asks. */
  public void send(String renewalId, JsonNode event) throws InterruptedException {
    SpecificRecord record = KafkaChannel.recordOf(event);
    EventType type = EventType.of(record);
    byte[] value = WireWriter.of(registry, type.topic(), type.prototype()).write(record);
    String topic = type.topic().name();
    Place place = send(new ProducerRecord<>(topic, null, type.key(record).getBytes(UTF_8), value));
    witness.acknowledged(renewalId, Identity.of(event), place);
  }

  /**
   * Writes an event by a version of its schema that is newer than anything here: with optional
   * fields that no service knows. The version is registered first, if it is not yet.
   */
  public void sendNewer(String renewalId, JsonNode event, int version) throws InterruptedException {
    SpecificRecord record = KafkaChannel.recordOf(event);
    EventType type = EventType.of(record);
    NewerSchema newer = NewerSchema.of(record.getSchema(), version);
    int id = registry.register(type.topic().subject(), newer.schema());
    byte[] value = withSchema(id, newer.write(record));
    String topic = type.topic().name();
    Place place = send(new ProducerRecord<>(topic, null, type.key(record).getBytes(UTF_8), value));
    witness.acknowledged(renewalId, Identity.of(event), place);
  }

  /** Kinds of bytes that no service can use. */
  public enum Poison {
    GARBAGE,
    NO_VALUE,
    EMPTY_VALUE,
    NO_KEY,
    UNKNOWN_SCHEMA,
    KNOWN_SCHEMA_GARBAGE,
    LARGE_GARBAGE,
    ANYWHERE,
    OVERSIZED
  }

  /**
   * Writes bytes that must become one dead letter; too many of them must be refused by the broker.
   *
   * @param topic an input topic
   */
  public void poison(String topic, Poison kind, Random random) throws InterruptedException {
    String id = "POISON-%08x".formatted(random.nextInt());
    byte[] key = id.getBytes(UTF_8);
    byte[] garbage = new byte[1 + random.nextInt(200)];
    random.nextBytes(garbage);
    garbage[0] = 9;
    ProducerRecord<byte[], byte[]> record =
        switch (kind) {
          case GARBAGE -> new ProducerRecord<>(topic, key, garbage);
          case NO_VALUE -> new ProducerRecord<>(topic, key, null);
          case EMPTY_VALUE -> new ProducerRecord<>(topic, key, new byte[0]);
          case NO_KEY -> new ProducerRecord<>(topic, null, garbage);
          case UNKNOWN_SCHEMA ->
              new ProducerRecord<>(
                  topic, key, withSchema(SCHEMA_NOBODY_REGISTERED + random.nextInt(1000), garbage));
          case KNOWN_SCHEMA_GARBAGE -> new ProducerRecord<>(topic, key, withSchema(1, new byte[3]));
          case LARGE_GARBAGE -> new ProducerRecord<>(topic, key, large(garbage, LARGE));
          case ANYWHERE -> {
            int partitions = producer.partitionsFor(topic).size();
            yield new ProducerRecord<>(topic, random.nextInt(partitions), key, garbage);
          }
          case OVERSIZED -> new ProducerRecord<>(topic, key, large(garbage, OVERSIZED));
        };
    if (kind == Poison.OVERSIZED) {
      mustBeRefused(record, RecordTooLargeException.class);
    } else if (kind == Poison.NO_KEY && isCompacted(topic)) {
      mustBeRefused(record, InvalidRecordException.class);
    } else {
      witness.acknowledged(id, POISON, send(record));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    signer.ifPresent(RecordSigner::close);
  }

  private static boolean isCompacted(String topic) {
    return Topics.ALL.stream().anyMatch(one -> one.name().equals(topic) && one.isCompacted());
  }

  private void mustBeRefused(
      ProducerRecord<byte[], byte[]> record, Class<? extends ApiException> refusal)
      throws InterruptedException {
    try {
      send(record);
    } catch (StackException e) {
      if (e.getCause() instanceof ExecutionException why && refusal.isInstance(why.getCause())) {
        return;
      }
      throw e;
    }
    throw new StackException("Kafka was to refuse a record, and took it into " + record.topic());
  }

  private Place send(ProducerRecord<byte @Nullable [], byte @Nullable []> record)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    signer.ifPresent(by -> by.sign(record));
    while (true) {
      try {
        RecordMetadata taken = producer.send(record).get();
        return new Place(taken.topic(), taken.partition(), taken.offset());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - end > 0) {
          throw new StackException("Kafka took no record: " + e.getCause(), e);
        }
      }
    }
  }

  private static byte[] withSchema(int id, byte[] rest) {
    return ByteBuffer.allocate(HEADER + rest.length).put((byte) 0).putInt(id).put(rest).array();
  }

  private static byte[] large(byte[] begin, int size) {
    byte[] all = new byte[size];
    System.arraycopy(begin, 0, all, 0, Math.min(begin.length, size));
    return all;
  }
}

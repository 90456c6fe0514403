package renewals.producer.nonce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.Health;
import renewals.kit.kafka.LastingProducer;
import renewals.producer.domain.NonceLedger;
import renewals.producer.domain.UnavailableException;
import renewals.schemas.Topics;

/**
 * NonceClaims nonces by appending them to the topic {@code request-nonces} and reading past the own
 * record: of two instances that append the same one, the one whose record lies first has it.
 * Thread-safe.
 *
 * <p>Source: partners, "Signed requests".
 */
public final class KafkaNonceLedger implements NonceLedger, AutoCloseable {

  private static final String TOPIC = Topics.REQUEST_NONCES.name();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LastingProducer<byte[], byte[]> producer;
  private final NonceClaims claims;
  private final NonceReader reader;

  private KafkaNonceLedger(
      LastingProducer<byte[], byte[]> producer, NonceClaims claims, NonceReader reader) {
    this.producer = producer;
    this.claims = claims;
    this.reader = reader;
  }

  /**
   * Begins to read the topic. Kafka needn't be there yet.
   *
   * @param kafka the service's Kafka settings without the prefix {@code kafka.}
   */
  public static KafkaNonceLedger open(Map<String, String> kafka, MeterRegistry meters) {
    Clock clock = Clock.systemUTC();
    NonceClaims claims = new NonceClaims(clock);
    Gauge.builder("renewals.intake.nonces", claims::size)
        .description("Nonces of signatures that are remembered")
        .register(meters);
    Map<String, Object> writing = new HashMap<>(kafka);
    writing.put(ProducerConfig.CLIENT_ID_CONFIG, "renewal-producer-nonces");
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    writing.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    Map<String, Object> reading = new HashMap<>(kafka);
    reading.put(ConsumerConfig.CLIENT_ID_CONFIG, "renewal-producer-nonces");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    NonceReader reader =
        new NonceReader(
            TOPIC,
            () ->
                new KafkaConsumer<>(
                    reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            claims,
            clock);
    reader.start();
    return new KafkaNonceLedger(
        new LastingProducer<>(
            () ->
                new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())),
        claims,
        reader);
  }

  /** {@link Health#READY} once all that was in the topic has been read, or why not. */
  public String state() {
    return reader.state();
  }

  @Override
  public CompletableFuture<Boolean> claim(String keyId, String nonce, long created) {
    if (!reader.state().equals(Health.READY)) {
      return CompletableFuture.failedFuture(
          new UnavailableException("signatures can't be held against those used before", null));
    }
    byte[] key = UsedNonces.keyOf(keyId, nonce);
    NonceId id = NonceId.of(key);
    if (claims.isUsed(id)) {
      return CompletableFuture.completedFuture(false);
    }
    return append(key, Long.toString(created).getBytes(US_ASCII))
        .thenCompose(where -> claims.outcome(id, where.partition(), where.offset()))
        .orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(KafkaNonceLedger::unavailable);
  }

  @Override
  public void close() {
    reader.close();
    producer.close(PATIENCE);
  }

  private CompletableFuture<RecordMetadata> append(byte[] key, byte[] value) {
    CompletableFuture<RecordMetadata> appended = new CompletableFuture<>();
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(TOPIC, key, value),
              (metadata, failure) -> complete(appended, metadata, failure));
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      appended.completeExceptionally(e);
    } catch (KafkaException | IllegalStateException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }

  private static void complete(
      CompletableFuture<RecordMetadata> appended,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (failure != null || metadata == null) {
      appended.completeExceptionally(failure == null ? new TimeoutException("no answer") : failure);
    } else {
      appended.complete(metadata);
    }
  }

  private static CompletableFuture<Boolean> unavailable(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return CompletableFuture.failedFuture(
        cause instanceof UnavailableException
            ? cause
            : new UnavailableException("Kafka did not take the nonce of the signature", cause));
  }
}

package renewals.producer.nonce;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import renewals.client.UnavailableException;
import renewals.kit.Health;
import renewals.kit.kafka.LastingProducer;
import renewals.producer.domain.NonceLedger;
import renewals.schemas.Topics;

/**
 * Claims nonces by appending them to the topic {@code request-nonces}, those of a moment in one
 * record, and reading past that: of two claims of the same nonce, by whichever instances, the one
 * that lies first has it. Thread-safe.
 *
 * <p>Source: partners, "Signed requests".
 */
public final class KafkaNonceLedger implements NonceLedger, AutoCloseable {

  private static final String TOPIC = Topics.REQUEST_NONCES.name();

  private final NonceClaims claims;
  private final ClaimWriter writer;
  private final NonceReader reader;

  private KafkaNonceLedger(NonceClaims claims, ClaimWriter writer, NonceReader reader) {
    this.claims = claims;
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Begins to read the topic. Kafka needn't be there yet.
   *
   * @param kafka the service's Kafka settings without the prefix {@code kafka.}
   * @param producer of events, with which claims travel along; acknowledged by all in-sync replicas
   */
  public static KafkaNonceLedger open(
      Map<String, String> kafka, LastingProducer<String, byte[]> producer, MeterRegistry meters) {
    NonceClaims claims = new NonceClaims(Clock.systemUTC());
    Gauge.builder("renewals.intake.nonces", claims::size)
        .description("Nonces of signatures that are remembered")
        .register(meters);
    Map<String, Object> reading = new HashMap<>(kafka);
    reading.put(ConsumerConfig.CLIENT_ID_CONFIG, "renewal-producer-nonces");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    NonceReader reader =
        new NonceReader(
            TOPIC,
            () ->
                new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer()),
            claims);
    ClaimWriter writer =
        new ClaimWriter(TOPIC, producer, claims, reader::readOn, ClaimWriter.PAUSE);
    reader.start();
    writer.start();
    return new KafkaNonceLedger(claims, writer, reader);
  }

  /**
   * {@link Health#READY} once all that was in the topic has been read, or why not; also why genuine
   * signatures are refused, where the clock was put back.
   */
  public String state() {
    String reading = reader.state();
    return reading.equals(Health.READY) ? claims.state() : reading;
  }

  @Override
  public CompletableFuture<Boolean> claim(String keyId, String nonce, long created) {
    if (!state().equals(Health.READY)) {
      return CompletableFuture.failedFuture(
          new UnavailableException("signatures can't be held against those used before", null));
    }
    NonceId id = NonceId.of(keyId, nonce);
    return claims.isUsed(id)
        ? CompletableFuture.completedFuture(false)
        : writer.add(new NonceClaim(id, created));
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}

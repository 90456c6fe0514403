package renewals.client;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;
import renewals.kit.kafka.LastingProducer;
import renewals.schemas.Topics;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.schemas.wire.WireException;

/**
 * Publishes events into Kafka: idempotent, acknowledged by all in-sync replicas, in the Confluent
 * wire format, under the key and in the partition that the pipeline expects. Checks the contract
 * first and never registers a schema. Thread-safe.
 *
 * <p>Time limits, with Kafka's own names: {@code kafka.max.block.ms} (5 s) until Kafka has told
 * where the event goes, then {@code kafka.delivery.timeout.ms} (10 s).
 */
public final class RenewalPublisher implements EventPublisher, AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final LastingProducer<String, byte[]> producer;
  private final Serializer<SpecificRecord> values;
  private final Clock clock;
  private final Optional<RecordSigner> signer;

  /**
   * A publisher on producers of one's own: one, and the next when Kafka's client says of it that it
   * will never send again. They are closed with the publisher.
   *
   * @param values writes events
   * @param clock what the times of events are held against
   */
  public RenewalPublisher(
      Supplier<Producer<String, byte[]>> producers,
      Serializer<SpecificRecord> values,
      Clock clock) {
    this(producers, values, clock, Optional.empty());
  }

  private RenewalPublisher(
      Supplier<Producer<String, byte[]>> producers,
      Serializer<SpecificRecord> values,
      Clock clock,
      Optional<RecordSigner> signer) {
    this.producer = new LastingProducer<>(producers);
    this.values = signer.map(by -> by.signing(values)).orElse(values);
    this.clock = clock;
    this.signer = signer;
  }

  /**
   * A publisher by the settings {@code kafka.*} and {@code schema.registry.url}. Neither needs to
   * be there yet.
   *
   * @throws renewals.kit.SettingException a setting is missing or would weaken the promises
   */
  public static RenewalPublisher open(Settings settings) {
    return open(settings, Clock.systemUTC());
  }

  /**
   * Likewise.
   *
   * @param clock what the times of events are held against
   */
  public static RenewalPublisher open(Settings settings, Clock clock) {
    Map<String, Object> configs = ProducerConfigs.of(settings);
    Serializer<SpecificRecord> values = ProducerConfigs.values(configs);
    return new RenewalPublisher(
        () -> new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer()),
        values,
        clock,
        RecordSigner.of(settings, clock));
  }

  /** What it writes with, for records of other kinds that are to travel along with events. */
  public LastingProducer<String, byte[]> producer() {
    return producer;
  }

  /** Binds Kafka's own metrics of the producer, and how many had to be replaced. */
  public void bindTo(MeterRegistry metrics) {
    producer.bindTo(metrics);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits itself, up to the first time limit, while Kafka or the registry is away.
   */
  @Override
  public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
    return publish(event, signer.map(RecordSigner::ownParty), null);
  }

  @Override
  public CompletableFuture<Acknowledgement> publishFor(String partyId, SpecificRecord event) {
    return publish(event, Optional.of(partyId), null);
  }

  @Override
  public CompletableFuture<Acknowledgement> publishTraced(
      Optional<String> partyId, SpecificRecord event, TraceContext trace) {
    return publish(event, partyId.or(() -> signer.map(RecordSigner::ownParty)), trace);
  }

  private CompletableFuture<Acknowledgement> publish(
      SpecificRecord event, Optional<String> partyId, @Nullable TraceContext trace) {
    Instant now = clock.instant();
    List<Violation> violations = EventContract.check(event, now);
    if (!violations.isEmpty()) {
      return CompletableFuture.failedFuture(new RefusedException(violations));
    }
    String eventId = EventIds.of(event);
    Headers headers = new RecordHeaders(CloudEventHeaders.of(event, eventId, now));
    if (signer.isPresent() && partyId.isPresent()) {
      RecordSigner.name(headers, partyId.get());
    }
    if (trace != null) {
      TraceHeaders.put(headers, trace);
    }
    return send(event, headers, eventId);
  }

  /** Waits for what is under way, and no longer than 15 s. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    values.close();
    signer.ifPresent(RecordSigner::close);
  }

  private CompletableFuture<Acknowledgement> send(
      SpecificRecord event, Headers headers, String eventId) {
    EventType type = EventType.of(event);
    String topic = type.topic().name();
    CompletableFuture<Acknowledgement> outcome = new CompletableFuture<>();
    try {
      byte[] value = values.serialize(topic, headers, event);
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(topic, null, null, type.key(event), value, headers);
      // the callback hears all that the future would tell
      Future<RecordMetadata> unused =
          producer.send(
              record, (metadata, failure) -> complete(outcome, eventId, metadata, failure));
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      outcome.completeExceptionally(new UnavailableException("interrupted while sending", e));
    } catch (WireException e) {
      outcome.completeExceptionally(
          new UnavailableException("the registry did not help: " + e.getMessage(), e));
    } catch (KafkaException | IllegalStateException e) {
      outcome.completeExceptionally(unavailable(e));
    }
    return outcome;
  }

  private static void complete(
      CompletableFuture<Acknowledgement> outcome,
      String eventId,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      String expected = "at most %d bytes as a record".formatted(Topics.MAX_RECORD_BYTES);
      outcome.completeExceptionally(
          new RefusedException(List.of(new Violation("event", "larger", expected))));
    } else if (failure != null || metadata == null) {
      outcome.completeExceptionally(unavailable(failure));
    } else {
      outcome.complete(
          new Acknowledgement(eventId, metadata.topic(), metadata.partition(), metadata.offset()));
    }
  }

  private static UnavailableException unavailable(@Nullable Exception failure) {
    String why = failure == null ? "no answer" : failure.getMessage();
    return new UnavailableException("Kafka did not take the event: " + why, failure);
  }
}

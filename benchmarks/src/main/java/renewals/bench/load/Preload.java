package renewals.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.producer.publish.RecordSigner;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Writes a load into the three input topics, as partners would. */
public final class Preload {

  private final WireWriter<RenewalRequested> requests;
  private final WireWriter<PaymentEvent> payments;
  private final WireWriter<CarrierReview> reviews;
  private final SampleEvents events = new SampleEvents(Instant.now());
  private final Optional<RecordSigner> signer;

  /** A writer whose schema ids come from that registry. */
  public Preload(SchemaRegistry registry) {
    this(registry, Optional.empty());
  }

  /** Likewise, of records that are signed. */
  public Preload(SchemaRegistry registry, Optional<RecordSigner> signer) {
    this.signer = signer;
    this.requests = WireWriter.of(registry, Topics.RENEWAL_REQUESTS, new RenewalRequested());
    this.payments = WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent());
    this.reviews = WireWriter.of(registry, Topics.CARRIER_REVIEWS, new CarrierReview());
  }

  /**
   * Writes all of it and waits until all of it is acknowledged.
   *
   * @return how many events were written, duplicates too
   */
  public long write(LoadPlan plan, String bootstrapServers) {
    AtomicReference<Exception> refused = new AtomicReference<>();
    long written;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
      written =
          plan.play(
              (renewal, part) -> {
                var unused =
                    producer.send(
                        record(renewal, part),
                        (sent, failure) -> {
                          if (failure != null) {
                            refused.compareAndSet(null, failure);
                          }
                        });
              });
      producer.flush();
    }
    Exception failure = refused.get();
    if (failure != null) {
      throw new BenchException("the load could not be written: " + failure, failure);
    }
    return written;
  }

  /** One event as a record of its topic. */
  public ProducerRecord<byte[], byte[]> record(int renewal, LoadPlan.Part part) {
    ProducerRecord<byte[], byte[]> record = unsigned(renewal, part);
    signer.ifPresent(by -> by.sign(record));
    return record;
  }

  private ProducerRecord<byte[], byte[]> unsigned(int renewal, LoadPlan.Part part) {
    byte[] key = SampleEvents.renewalId(renewal).getBytes(StandardCharsets.UTF_8);
    return switch (part) {
      case REQUEST ->
          new ProducerRecord<>(
              Topics.RENEWAL_REQUESTS.name(), key, requests.write(events.request(renewal)));
      case PAYMENT ->
          new ProducerRecord<>(
              Topics.RENEWAL_PAYMENTS.name(), key, payments.write(events.payment(renewal)));
      case REVIEW ->
          new ProducerRecord<>(
              Topics.CARRIER_REVIEWS.name(), key, reviews.write(events.review(renewal)));
    };
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.BATCH_SIZE_CONFIG,
        64 * 1024,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4");
  }
}

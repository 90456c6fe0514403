package renewals.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import renewals.client.RecordSigner;
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
    try (BulkProducer producer = new BulkProducer(bootstrapServers)) {
      long written = plan.play((renewal, part) -> producer.send(record(renewal, part)));
      producer.finish("the load");
      return written;
    }
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
}

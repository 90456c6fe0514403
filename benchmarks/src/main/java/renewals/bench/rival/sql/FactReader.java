package renewals.bench.rival.sql;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Facts from records of the three input topics. One thread. */
final class FactReader {

  private final WireReader<RenewalRequested> requests;
  private final WireReader<PaymentEvent> payments;
  private final WireReader<CarrierReview> reviews;

  FactReader(SchemaRegistry registry) {
    this.requests = new WireReader<>(registry, new RenewalRequested());
    this.payments = new WireReader<>(registry, new PaymentEvent());
    this.reviews = new WireReader<>(registry, new CarrierReview());
  }

  Change.Identified read(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.RENEWAL_REQUESTS.name())) {
      return Change.of(requests.read(record.value()));
    }
    return record.topic().equals(Topics.RENEWAL_PAYMENTS.name())
        ? Change.of(payments.read(record.value()))
        : Change.of(reviews.read(record.value()));
  }
}

package renewals.bench.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Facts from records of the three input topics, with the same readers as the services'. */
final class FactSchema implements KafkaRecordDeserializationSchema<Fact> {

  private static final long serialVersionUID = 1L;

  private final String registryUrl;
  private transient @Nullable Readers readers;

  FactSchema(String registryUrl) {
    this.registryUrl = registryUrl;
  }

  private record Readers(
      WireReader<RenewalRequested> requests,
      WireReader<PaymentEvent> payments,
      WireReader<CarrierReview> reviews) {}

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    HttpSchemaRegistry registry = new HttpSchemaRegistry(registryUrl);
    readers =
        new Readers(
            new WireReader<>(registry, new RenewalRequested()),
            new WireReader<>(registry, new PaymentEvent()),
            new WireReader<>(registry, new CarrierReview()));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Fact> out) {
    Readers from = readers;
    if (from == null) {
      throw new IllegalStateException("used before it was opened");
    }
    if (record.topic().equals(Topics.RENEWAL_REQUESTS.name())) {
      out.collect(Fact.of(from.requests.read(record.value())));
    } else if (record.topic().equals(Topics.RENEWAL_PAYMENTS.name())) {
      out.collect(Fact.of(from.payments.read(record.value())));
    } else {
      out.collect(Fact.of(from.reviews.read(record.value())));
    }
  }

  @Override
  public TypeInformation<Fact> getProducedType() {
    return TypeInformation.of(Fact.class);
  }
}

package renewals.bench.rival;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Writes out what it reads and keeps nothing: no topology with state can be faster. */
final class PassThrough {

  private PassThrough() {}

  /** Copies bytes. */
  static Topology ofBytes(StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    builder.stream(
            List.of(
                Topics.RENEWAL_REQUESTS.name(),
                Topics.RENEWAL_PAYMENTS.name(),
                Topics.CARRIER_REVIEWS.name()),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("events"))
        .to(
            Contender.PASS_THROUGH.answers(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("copies"));
    return builder.build();
  }

  /** Reads each event and writes it again. */
  static Topology ofAvro(StreamsConfig config, SchemaRegistry registry) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    copy(builder, registry, Topics.RENEWAL_REQUESTS, new RenewalRequested());
    copy(builder, registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent());
    copy(builder, registry, Topics.CARRIER_REVIEWS, new CarrierReview());
    return builder.build();
  }

  private static <T extends SpecificRecord> void copy(
      StreamsBuilder builder, SchemaRegistry registry, Topic topic, T prototype) {
    WireSerde<T> serde = new WireSerde<>(registry, topic, prototype);
    builder.stream(
            topic.name(), Consumed.with(Serdes.String(), serde).withName("read-" + topic.name()))
        .mapValues(event -> event, Named.as("keep-" + topic.name()))
        .to(
            Contender.PASS_THROUGH_AVRO.answers(),
            Produced.with(Serdes.String(), serde).withName("copy-" + topic.name()));
  }
}

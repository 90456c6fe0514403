package renewals.bench.rival;

import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import renewals.schemas.Topics;

/**
 * Copies each event's bytes into as many records as ours writes, and keeps, reads and decides
 * nothing: what is left of ours if all but its records cost nothing.
 *
 * <p>Of each event one to a log, as a case that changed would be, and one for merchants; of each
 * review one by way of a second topic, as a card's change goes, and from there one to a log and one
 * for merchants. That is nine a renewal.
 */
final class SameRecords {

  private static final String UPDATES = "bench-same-records";
  private static final String CASE_LOG = UPDATES + "-case-log";
  private static final String CARD_CHANGES = UPDATES + "-card-changes";
  private static final String CARD_LOG = UPDATES + "-card-log";
  private static final String ACTIVATIONS = UPDATES + "-activations";

  /** All that it writes. */
  static final List<String> TOPICS =
      List.of(UPDATES, CASE_LOG, CARD_CHANGES, CARD_LOG, ACTIVATIONS);

  private static final String EVENTS = "events";
  private static final String REVIEWS = "reviews";
  private static final String CHANGES = "changes";

  private SameRecords() {}

  static Topology build(StreamsConfig config) {
    Topology topology = new Topology(new TopologyConfig(config));
    read(topology, EVENTS, Topics.RENEWAL_REQUESTS.name(), Topics.RENEWAL_PAYMENTS.name());
    read(topology, REVIEWS, Topics.CARRIER_REVIEWS.name());
    read(topology, CHANGES, CARD_CHANGES);
    write(topology, UPDATES, EVENTS, REVIEWS);
    write(topology, CASE_LOG, EVENTS, REVIEWS);
    write(topology, CARD_CHANGES, REVIEWS);
    write(topology, CARD_LOG, CHANGES);
    write(topology, ACTIVATIONS, CHANGES);
    return topology;
  }

  private static void read(Topology topology, String name, String... topics) {
    topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics);
  }

  private static void write(Topology topology, String topic, String... parents) {
    topology.addSink(
        "to-" + topic, topic, new ByteArraySerializer(), new ByteArraySerializer(), parents);
  }
}

package renewals.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.bench.load.SampleEvents;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.v1.Activation;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** What both rivals in the DSL say, and what the one with all rules says besides. */
class DslRivalsTest {

  private static final int RENEWAL = 1;
  private static final int REJECTED = 0;
  private static final int UNPAID = 25;

  private final SchemaRegistry registry = new CatalogueSchemas();
  private final SampleEvents events = new SampleEvents(Instant.now());

  @TempDir private Path state;
  private TopologyTestDriver driver;

  private void start(Contender rival) {
    Properties properties = RivalProperties.in(state);
    StreamsConfig config = new StreamsConfig(properties);
    Topology graph =
        rival == Contender.DSL_JOINS
            ? DslJoins.build(config, registry)
            : DslRules.build(config, registry);
    driver = new TopologyTestDriver(graph, properties);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"DSL_JOINS", "DSL_RULES"})
  void shouldActivateWhateverComesFirst(Contender rival) {
    start(rival);
    send(Topics.CARRIER_REVIEWS, new CarrierReview(), RENEWAL, events.review(RENEWAL));
    send(Topics.RENEWAL_PAYMENTS, new PaymentEvent(), RENEWAL, events.payment(RENEWAL));
    send(Topics.RENEWAL_REQUESTS, new RenewalRequested(), RENEWAL, events.request(RENEWAL));

    assertThat(activated(rival)).containsExactly(SampleEvents.renewalId(RENEWAL));
  }

  @ParameterizedTest
  @EnumSource(names = {"DSL_JOINS", "DSL_RULES"})
  void shouldNotActivateTheRejectedNorTheUnpaid(Contender rival) {
    start(rival);
    for (int renewal : new int[] {REJECTED, UNPAID}) {
      send(Topics.RENEWAL_REQUESTS, new RenewalRequested(), renewal, events.request(renewal));
      send(Topics.RENEWAL_PAYMENTS, new PaymentEvent(), renewal, events.payment(renewal));
      send(Topics.CARRIER_REVIEWS, new CarrierReview(), renewal, events.review(renewal));
    }

    assertThat(activated(rival)).isEmpty();
  }

  @Test
  void shouldTakeAnEventOnceAndSayWhatTheRulesSay() {
    start(Contender.DSL_RULES);
    send(Topics.RENEWAL_REQUESTS, new RenewalRequested(), RENEWAL, events.request(RENEWAL));
    send(Topics.RENEWAL_PAYMENTS, new PaymentEvent(), RENEWAL, events.payment(RENEWAL));
    send(Topics.RENEWAL_PAYMENTS, new PaymentEvent(), RENEWAL, events.payment(RENEWAL));
    send(Topics.CARRIER_REVIEWS, new CarrierReview(), RENEWAL, events.review(RENEWAL));

    assertThat(updates())
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID, UpdateKind.APPROVED);
    assertThat(activated(Contender.DSL_RULES)).containsExactly(SampleEvents.renewalId(RENEWAL));
  }

  @Test
  void shouldFireADeadlineWithoutInput() {
    start(Contender.DSL_RULES);
    RenewalRequested request = events.request(RENEWAL);
    send(Topics.RENEWAL_REQUESTS, new RenewalRequested(), RENEWAL, request);

    driver.advanceWallClockTime(Duration.ofHours(25));

    assertThat(updates()).containsExactly(UpdateKind.ACCEPTED, UpdateKind.LAPSED);
  }

  private List<UpdateKind> updates() {
    return driver
        .createOutputTopic(
            DslRules.UPDATES,
            new StringDeserializer(),
            new WireSerde<>(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate()).deserializer())
        .readValuesToList()
        .stream()
        .map(RenewalUpdate::getKind)
        .toList();
  }

  private <T extends SpecificRecord> void send(Topic topic, T prototype, int renewal, T event) {
    driver
        .createInputTopic(
            topic.name(),
            new StringSerializer(),
            new WireSerde<>(registry, topic, prototype).serializer())
        .pipeInput(SampleEvents.renewalId(renewal), event);
  }

  private List<String> activated(Contender rival) {
    return driver
        .createOutputTopic(
            rival.answers(),
            new StringDeserializer(),
            new WireSerde<>(registry, Topics.RENEWAL_ACTIVATIONS, new Activation()).deserializer())
        .readValuesToList()
        .stream()
        .map(Activation::getRenewalId)
        .toList();
  }
}

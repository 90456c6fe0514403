package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.schemas.json.EventType;
import renewals.v1.Activation;

/** A broker whose clock ran ahead stamped inputs with a time that others have yet to reach. */
class StampsAheadTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant AHEAD = CLOCK.plus(Duration.ofHours(2));

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldStampNothingAheadOfTheClockThatGoesToATopic() {
    activate();

    Map<String, List<Instant>> stamps = pipeline.stamps();

    assertThat(stamps.keySet())
        .contains(
            "renewal-updates", "renewal-activations", "activation-stream-card-changes-repartition");
    assertThat(stamps)
        .allSatisfy(
            (topic, given) -> assertThat(given).allMatch(stamp -> !stamp.isAfter(pipeline.now())));
  }

  @Test
  void shouldSayTheTimeOfTheStepAllTheSame() {
    activate();

    assertThat(pipeline.activations()).extracting(Activation::getDecidedAt).containsExactly(AHEAD);
  }

  private void activate() {
    take(Events.requested("R1", CLOCK));
    take(Events.settled("R1", "P1", 5000, CLOCK));
    take(Events.approved("R1", "V1", CLOCK));
  }

  private void take(SpecificRecord event) {
    EventType type = EventType.of(event);
    pipeline.take(
        type.topic(),
        new TestRecord<>(Pipeline.utf8(type.key(event)), pipeline.bytes(event), AHEAD));
  }
}

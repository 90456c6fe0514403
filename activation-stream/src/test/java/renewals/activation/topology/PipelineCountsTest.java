package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.record.RecordCounts;
import renewals.activation.renewal.stream.RenewalCounts;
import renewals.schemas.Topics;

class PipelineCountsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldMeasureLatencyFromTheAppendOfTheLastFactThatWasNeeded() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.advance(Duration.ofHours(3));
    pipeline.take(
        Topics.CARRIER_REVIEWS,
        new TestRecord<>(
            Pipeline.utf8("R1"),
            pipeline.bytes(approved("R1", "V1", CLOCK)),
            pipeline.now().minusMillis(700)));

    assertThat(latency().count()).isEqualTo(1);
    assertThat(latency().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
  }

  @Test
  void shouldNotMeasureWhatActivatesNothing() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));

    assertThat(latency().count()).isZero();
  }

  @Test
  void shouldBeginEveryDeadLetterReasonAtZeroSoThatTheFirstIsSeenAsARise() {
    SimpleMeterRegistry fresh = new SimpleMeterRegistry();
    var records = new RecordCounts(fresh);
    assertThat(new RenewalCounts(fresh, records)).isNotNull();

    assertThat(fresh.get("renewals.dead.letters").counters())
        .extracting(counter -> counter.getId().getTag("reason"))
        .containsExactlyInAnyOrder(
            "UNREADABLE",
            "UNKNOWN_SCHEMA",
            "UNKNOWN_SYMBOL",
            "KEY_MISMATCH",
            "INVALID",
            "UNPROVEN",
            "FOREIGN_CLAIM",
            "PROCESSING_FAILED",
            "MISMATCH",
            "CONFLICTING_DUPLICATE",
            "TOO_MANY_FACTS");
  }

  private Timer latency() {
    return pipeline.meters.get("renewals.activation.latency").timer();
  }
}

package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.schemas.json.EventType;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** No deadline fires before everything appended before it fell due has been read (rule 8). */
class NothingIsLateTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant LAPSES = CLOCK.plus(Duration.ofDays(1));
  private static final Instant LATER = LAPSES.plusSeconds(1);

  private final HandHeldProgress progress = new HandHeldProgress();
  private final Pipeline pipeline = new Pipeline(CLOCK, progress);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldFireADeadlineOnlyOnceEverythingBeforeItWasRead() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.advance(Duration.ofHours(25));
    assertThat(kinds()).containsExactly(UpdateKind.ACCEPTED);

    progress.watermark = LAPSES.toEpochMilli();
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(kinds()).containsExactly(UpdateKind.LAPSED);
  }

  @Test
  void shouldLetAFactWaitBehindADeadlineThatMayNotFireYet() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.advance(Duration.ofHours(25));
    take(settled("R1", "P1", 5000, CLOCK), LATER);
    assertThat(kinds()).containsExactly(UpdateKind.ACCEPTED);
    assertThat(pipeline.judged("applied")).isEqualTo(1);

    progress.watermark = LATER.toEpochMilli();
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(kinds()).containsExactly(UpdateKind.LAPSED, UpdateKind.PAID);
    assertThat(pipeline.judged("applied")).isEqualTo(2);
  }

  @Test
  void shouldTakeWhatWasAppendedInTimeAheadOfTheDeadlineThoughItArrivesBehindALaterFact() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.advance(Duration.ofHours(25));
    take(settled("R1", "P2", 5000, CLOCK), LATER);
    take(settled("R1", "P1", 5000, CLOCK), LAPSES.minusSeconds(1));

    progress.watermark = LATER.toEpochMilli();
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(kinds()).containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID);
    assertThat(pipeline.judged("applied")).isEqualTo(3);
  }

  @Test
  void shouldTakeAtOnceWhatNoDeadlineStandsBefore() {
    pipeline.take(requested("R1", CLOCK));
    take(settled("R1", "P1", 5000, CLOCK), LAPSES.minusSeconds(1));

    assertThat(kinds()).containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID);
  }

  private void take(SpecificRecord event, Instant appendedAt) {
    EventType type = EventType.of(event);
    pipeline.take(
        type.topic(), new TestRecord<>(utf8(type.key(event)), pipeline.bytes(event), appendedAt));
  }

  private List<UpdateKind> kinds() {
    return pipeline.updates().stream().map(RenewalUpdate::getKind).toList();
  }
}

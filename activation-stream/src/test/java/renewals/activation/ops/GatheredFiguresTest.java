package renewals.activation.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.activation.api.AllTallies.Gathered;
import renewals.activation.domain.RenewalStatus.State;
import renewals.activation.domain.StateCounts;
import renewals.activation.estimate.Learnt;
import renewals.activation.ops.OpsFigures.ProcessingTime;
import renewals.activation.ops.OpsFigures.Promised;

class GatheredFiguresTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");

  private static OpsFigures figures(int instances, List<String> silent, List<Integer> missing) {
    StateCounts total = new StateCounts();
    total.renewals().put(State.USABLE, 12L);
    Gathered gathered = new Gathered(total, 4, instances, silent, missing);
    return new GatheredFigures(() -> gathered, () -> Learnt.of(NOW)).get();
  }

  @Test
  void shouldSayWhomTheFiguresCameFrom() {
    OpsFigures figures = figures(2, List.of(), List.of());

    assertThat(figures.whole()).isTrue();
    assertThat(figures.scope()).isEqualTo("4 of 4 partitions, from 2 instances");
    assertThat(figures.renewalsByState()).containsEntry("USABLE", 12L).containsEntry("LAPSED", 0L);
  }

  @Test
  void shouldSayWhoGaveNoAnswerAndWhatIsNotCounted() {
    OpsFigures figures = figures(1, List.of("10.0.0.2:8080"), List.of(1, 3));

    assertThat(figures.whole()).isFalse();
    assertThat(figures.scope())
        .isEqualTo(
            "2 of 4 partitions, from 1 instance; no answer from 10.0.0.2:8080; not counted:"
                + " partition 1, 3, being moved or without an answer");
  }

  @Test
  void shouldTellTimesByCarrierAndChannelAndPromisesByBasis() {
    OpsFigures figures = figures(1, List.of(), List.of());

    assertThat(figures.times())
        .extracting(ProcessingTime::who)
        .containsOnly("cmcc · app", "cmcc · all channels");
    assertThat(figures.promises())
        .containsExactly(
            new Promised("cmcc · app", "carrier and channel", 7, 2),
            new Promised("cmcc · app", "default", 0, 1));
  }

  @Test
  void shouldSpreadMinutesAndDaysOverOneScale() {
    TimeScale scale = TimeScale.over(List.of(Duration.ofMinutes(2), Duration.ofDays(3)), 400);

    assertThat(scale.at(Duration.ofMinutes(1))).isZero();
    assertThat(scale.at(Duration.ofDays(7))).isEqualTo(400);
    assertThat(scale.at(Duration.ofHours(1))).isBetween(150, 200);
    assertThat(scale.marks())
        .extracting(TimeScale.Mark::label)
        .containsExactly("1 min", "10 min", "1 h", "6 h", "1 d", "7 d");
  }

  @Test
  void shouldKeepWhatIsOffTheScaleAtItsEnds() {
    TimeScale scale = TimeScale.over(List.of(Duration.ofHours(2), Duration.ofHours(3)), 400);

    assertThat(scale.at(Duration.ZERO)).isZero();
    assertThat(scale.at(Duration.ofDays(90))).isEqualTo(400);
  }
}

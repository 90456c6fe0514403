package renewals.portal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.portal.ops.OpsFigures.ProcessingTime;
import renewals.portal.ops.OpsFigures.Promised;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.Fortnight;
import renewals.schemas.query.QueryResponses.ProcessingTimes;
import renewals.schemas.query.QueryResponses.StageTime;
import renewals.schemas.query.QueryResponses.StateCount;
import renewals.schemas.query.QueryResponses.StateCounts;
import renewals.schemas.query.QueryResponses.UnreadLoss;
import renewals.schemas.query.QueryResponses.UnreadLosses;

class GatheredFiguresTest {

  private static final ProcessingTimes TIMES =
      new ProcessingTimes(
          "2026-11-23T04:30:00.123Z",
          new Fortnight("2026-11-09T04:30:00.123Z", "2026-11-23T04:30:00.123Z"),
          List.of(
              new StageTime("cmcc", null, "PAYMENT", 40, 60_000L, 120_000L),
              new StageTime("cmcc", "app", "REVIEW", 41, 600_000L, null)),
          List.of(
              new QueryResponses.Promised("cmcc", "app", "default", 0, 1, 0),
              new QueryResponses.Promised("cmcc", "app", "carrier and channel", 7, 2, 0.7778)),
          "active");

  private static OpsFigures figures(int instances, List<String> silent, List<Integer> missing) {
    Map<String, Long> states = new LinkedHashMap<>();
    states.put("USABLE", 12L);
    states.put("LAPSED", 0L);
    StateCounts counts =
        new StateCounts(
            new StateCount(states, Map.of("CNY", 300L), Map.of()), 4, instances, silent, missing);
    return GatheredFigures.of(
        Optional.of(counts),
        Optional.of(TIMES),
        Optional.of(
            new UnreadLosses(
                List.of(
                    new UnreadLoss("2026-11-23T04:30:00.123Z", "renewal-payments", 3, 100, 250)))));
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
        .containsExactly("cmcc · app", "cmcc · all channels");
    assertThat(figures.times().getFirst().half()).isEqualTo(Duration.ofMinutes(10));
    assertThat(figures.times().getFirst().nine()).isNull();
    assertThat(figures.promises())
        .containsExactly(
            new Promised("cmcc · app", "carrier and channel", 7, 2),
            new Promised("cmcc · app", "default", 0, 1));
  }

  @Test
  void shouldSayWhatWasLostUnread() {
    assertThat(figures(1, List.of(), List.of()).lost())
        .extracting(OpsFigures.Lost::said)
        .containsExactly("renewal-payments-3 offsets 100 to 249");
  }

  @Test
  void shouldSayThatNothingIsKnownWhileNobodyAnswers() {
    OpsFigures figures = GatheredFigures.of(Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(figures.whole()).isFalse();
    assertThat(figures.scope()).startsWith("not known, activation-stream gives no answer");
    assertThat(figures.renewalsByState()).isEmpty();
    assertThat(figures.fitted()).isNull();
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

package renewals.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import renewals.bench.rival.Contender;

class ResultTableTest {

  @Test
  void shouldCompareRunsOfTheSameRoundOnly() {
    ResultTable table =
        new ResultTable(
            List.of(
                run(Contender.OURS, 1, 2, 0),
                run(Contender.DSL_RULES, 1, 4, 0),
                run(Contender.DSL_RULES, 2, 30, 0),
                run(Contender.OURS, 2, 10, 0)));

    assertThat(table.report().table())
        .contains("| dsl-rules | 141667 | 2.50 (2.00 to 3.00) | ≥ 1 | reached |");
  }

  @Test
  void shouldFailWhereOursMissesAnAnswer() {
    assertThat(new ResultTable(List.of(run(Contender.OURS, 1, 2, 0))).report().isRight()).isTrue();
    assertThat(new ResultTable(List.of(run(Contender.OURS, 1, 2, 1))).report().isRight()).isFalse();
  }

  @Test
  void shouldNotFailWhereARivalMissesAnAnswer() {
    Report report =
        new ResultTable(
                List.of(run(Contender.OURS, 1, 2, 0), run(Contender.FLINK_ROCKSDB, 1, 2, 7)))
            .report();

    assertThat(report.isRight()).isTrue();
    assertThat(report.table()).contains("| 100 | 7 | 0 |");
  }

  @Test
  void shouldSayWhichTargetsWereNotReached() {
    ResultTable table =
        new ResultTable(
            List.of(
                run(Contender.OURS, 1, 10, 0),
                run(Contender.PASS_THROUGH, 1, 5, 0),
                run(Contender.DSL_RULES, 1, 10, 0)));

    assertThat(table.report().targets())
        .containsExactly(
            new Verdict("events/s against pass-through", "≥ 0.45", "0.50 (0.50 to 0.50)", true),
            new Verdict("events/s against dsl-rules", "≥ 1", "1.00 (1.00 to 1.00)", true),
            new Verdict(
                "state log B/renewal against dsl-rules", "≤ 0.6", "1.00 (1.00 to 1.00)", false));
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertThat(Spread.of(DoubleStream.of(9, 1, 4, 2)).median()).hasValue(3);
    assertThat(Spread.of(DoubleStream.of(9, 1, 4)).median()).hasValue(4);
  }

  @Test
  void shouldShowNoStateLogWhereItIsNotKnown() {
    Measured run = run(Contender.FLINK_HEAP, 1, 2, 0);

    assertThat(new ResultTable(List.of(run)).report().table()).contains("| 1.0 | – | 0 |");
  }

  private static Measured run(Contender contender, int round, int seconds, int missing) {
    return new Measured(
        contender,
        round,
        1_000_000,
        1_000_000,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(1),
        contender == Contender.FLINK_HEAP ? -1 : 1_000_000,
        new InternalTopics(Map.of()),
        0,
        new Findings(100, missing, 0));
  }
}

package renewals.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.bench.measure.Oracle.Findings;
import renewals.bench.rival.Contender;

class ResultTableTest {

  @Test
  void shouldCompareRunsOfTheSameRoundOnly() {
    ResultTable table =
        new ResultTable(
            List.of(
                run(Contender.OURS, 1, 2, 0),
                run(Contender.DSL_JOINS, 1, 4, 0),
                run(Contender.DSL_JOINS, 2, 30, 0),
                run(Contender.OURS, 2, 10, 0)));

    assertThat(table.markdown()).contains("| dsl-joins | 141667 | 2.50 (2.00 to 3.00) |");
  }

  @Test
  void shouldSayWhetherOursIsRight() {
    assertThat(new ResultTable(List.of(run(Contender.OURS, 1, 2, 0))).oursIsRight()).isTrue();
    assertThat(new ResultTable(List.of(run(Contender.OURS, 1, 2, 1))).oursIsRight()).isFalse();
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertThat(ResultTable.median(new double[] {9, 1, 4, 2})).isEqualTo(3);
    assertThat(ResultTable.median(new double[] {9, 1, 4})).isEqualTo(4);
  }

  @Test
  void shouldShowNoStateLogWhereItIsNotKnown() {
    Measured run = run(Contender.FLINK_HEAP, 1, 2, 0);

    assertThat(new ResultTable(List.of(run)).markdown()).contains("| 1.0 | – | 0 |");
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
        contender == Contender.FLINK_HEAP ? -1 : 0,
        0,
        0,
        new Findings(100, missing, 0));
  }
}

package renewals.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.bench.result.CostTable.Cost;
import renewals.bench.rival.Contender;

class CostTableTest {

  @Test
  void shouldCompareCostsOfTheSameRoundOnly() {
    CostTable table =
        new CostTable(
            List.of(
                cost(Contender.OURS, 1, 40, 10, 0),
                cost(Contender.PASS_THROUGH, 1, 8, 2, 0),
                cost(Contender.PASS_THROUGH, 2, 400, 100, 0),
                cost(Contender.OURS, 2, 80, 20, 0)));

    assertThat(table.report().table())
        .contains(
            "| ours | 60.00 (40.00 to 80.00) | 25 % | 10 % | 15.00 (10.00 to 20.00) | 50 % | 75.0"
                + " | 2.60 (0.20 to 5.00) | 0 | 0 |");
  }

  @Test
  void shouldHoldOursAgainstTheTargets() {
    CostTable table =
        new CostTable(
            List.of(cost(Contender.OURS, 1, 40, 10, 0), cost(Contender.DSL_RULES, 1, 40, 5, 0)));

    assertThat(table.report().targets())
        .containsExactly(
            new Verdict("CPU s/M renewals together", "≤ 60", "50.00 (50.00 to 50.00)", true),
            new Verdict("broker's CPU against dsl-rules", "≤ 1.2", "2.00 (2.00 to 2.00)", false));
  }

  @Test
  void shouldFailWhereOursMissesAnAnswer() {
    assertThat(new CostTable(List.of(cost(Contender.OURS, 1, 1, 1, 3))).report().isRight())
        .isFalse();
  }

  private static Cost cost(
      Contender contender, int round, double application, double broker, int missing) {
    return new Cost(
        contender, round, application, 0.25, 0.1, broker, 0.5, new Findings(100, missing, 0));
  }
}

package renewals.stack.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.schemas.contract.Iccid;

class ScenarioWriterTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldMakeUpTheSameFromTheSameSeed() {
    assertThat(stories(7)).isEqualTo(stories(7)).isNotEqualTo(stories(8));
  }

  @Test
  void shouldUseEveryKind() {
    assertThat(stories(1)).extracting(Scenario::kind).contains(ScenarioKind.values());
  }

  @Test
  void shouldNumberCardsWithAFittingCheckDigit() {
    assertThat(new Iccid(Cards.iccid(17)).luhnFits()).isTrue();
  }

  private static List<Scenario> stories(long seed) {
    return new ScenarioWriter(seed, BEGUN, Merchants.make(6)).write(50);
  }
}

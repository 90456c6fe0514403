package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.truth.ChannelTruth;

class DemandTest {

  private static final Demand PAID = demand(false);

  @Test
  void shouldDemandTheFirstWhateverBecomesOfIt() {
    assertThat(PAID.musts(Map.of())).containsExactly("R/u1/SMS");
    assertThat(PAID.musts(Map.of("R/u1/SMS", "DELIVERED"))).containsExactly("R/u1/SMS");
  }

  @Test
  void shouldDemandTheNextWhereThoseBeforeHaveFailed() {
    assertThat(PAID.musts(Map.of("R/u1/SMS", "UNDELIVERABLE", "R/u1/WEBHOOK", "UNDELIVERABLE")))
        .containsExactly("R/u1/SMS", "R/u1/WEBHOOK", "R/u1/EMAIL");
  }

  @Test
  void shouldDemandNothingMoreOfWhatIsOvertaken() {
    assertThat(PAID.musts(Map.of("R/u1/SMS", "SUPERSEDED"))).containsExactly("R/u1/SMS");
    assertThat(demand(true).musts(Map.of("R/u1/SMS", "UNDELIVERABLE"))).containsExactly("R/u1/SMS");
  }

  private static Demand demand(boolean mayBeVoid) {
    return new Demand(
        "R/u1",
        new Merchant("M", "en", null, null, 0),
        new ChannelTruth(List.of("SMS", "WEBHOOK", "EMAIL"), 1),
        Instant.EPOCH,
        mayBeVoid);
  }
}

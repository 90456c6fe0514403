package renewals.activation.carrier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.ReestimationScan.Reached;

class ReestimationScanTest {

  private static final Reached SOMEWHERE =
      new Reached(Instant.ofEpochMilli(900), Instant.ofEpochMilli(5), "R5");

  @Test
  void shouldBeSharedByCarriersThatChangeBeforeItBegins() {
    ReestimationScan walk = ReestimationScan.joined(ReestimationScan.joined(null, "cmcc"), "cucc");

    assertThat(walk).isEqualTo(new ReestimationScan(Set.of("cmcc", "cucc"), null, Set.of()));
  }

  @Test
  void shouldLetACarrierThatChangesOnTheWayWaitForTheNextRound() {
    ReestimationScan begun = ReestimationScan.joined(null, "cmcc").to(SOMEWHERE);

    ReestimationScan joined =
        ReestimationScan.joined(ReestimationScan.joined(begun, "cucc"), "cmcc");

    assertThat(joined)
        .isEqualTo(new ReestimationScan(Set.of("cmcc"), SOMEWHERE, Set.of("cucc", "cmcc")));
    assertThat(joined.ended())
        .isEqualTo(new ReestimationScan(Set.of("cucc", "cmcc"), null, Set.of()));
  }

  @Test
  void shouldEndIfNobodyWaits() {
    assertThat(ReestimationScan.joined(null, "cmcc").to(SOMEWHERE).ended()).isNull();
  }
}

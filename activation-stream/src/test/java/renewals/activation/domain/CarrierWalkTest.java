package renewals.activation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.domain.CarrierWalk.Reached;

class CarrierWalkTest {

  private static final Reached SOMEWHERE =
      new Reached(Instant.ofEpochMilli(900), Instant.ofEpochMilli(5), "R5");

  @Test
  void shouldBeSharedByCarriersThatChangeBeforeItBegins() {
    CarrierWalk walk = CarrierWalk.joined(CarrierWalk.joined(null, "cmcc"), "cucc");

    assertThat(walk).isEqualTo(new CarrierWalk(Set.of("cmcc", "cucc"), null, Set.of()));
  }

  @Test
  void shouldLetACarrierThatChangesOnTheWayWaitForTheNextRound() {
    CarrierWalk begun = CarrierWalk.joined(null, "cmcc").to(SOMEWHERE);

    CarrierWalk joined = CarrierWalk.joined(CarrierWalk.joined(begun, "cucc"), "cmcc");

    assertThat(joined)
        .isEqualTo(new CarrierWalk(Set.of("cmcc"), SOMEWHERE, Set.of("cucc", "cmcc")));
    assertThat(joined.ended()).isEqualTo(new CarrierWalk(Set.of("cucc", "cmcc"), null, Set.of()));
  }

  @Test
  void shouldEndIfNobodyWaits() {
    assertThat(CarrierWalk.joined(null, "cmcc").to(SOMEWHERE).ended()).isNull();
  }
}

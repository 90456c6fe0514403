package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import renewals.activation.estimate.stream.EstimateStores;

class StoresTest {

  /** Kafka 4.4.0 never starts over one on disk that was open when its process died. */
  @Test
  void shouldKeepTheGlobalStoreInMemory() {
    assertThat(EstimateStores.times().build().persistent()).isFalse();
  }
}

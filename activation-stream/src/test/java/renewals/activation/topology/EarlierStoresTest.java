package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;

import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.stream.RenewalStores;

/** Held facts that an earlier build left in a store of their own. */
class EarlierStoresTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final String HELD = "R1/000";

  private final Pipeline pipeline = new Pipeline(CLOCK);
  private final KeyValueStore<String, byte[]> cases = pipeline.store(RenewalStores.CASES);
  private final KeyValueStore<String, byte[]> earlier = pipeline.store(RenewalStores.HELD);

  @AfterEach
  void close() {
    pipeline.close();
  }

  /** As the earlier build kept it. */
  private void holdThePaymentAsEarlier() {
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    earlier.put(HELD, cases.delete(HELD));
  }

  @Test
  void shouldHoldFactsBesideTheCases() {
    pipeline.take(settled("R1", "P1", 5000, CLOCK));

    assertThat(cases.get(HELD)).isNotNull();
    assertThat(earlier.get(HELD)).isNull();
  }

  @Test
  void shouldTakeUpAFactThatAnEarlierBuildHeld() {
    holdThePaymentAsEarlier();

    pipeline.take(requested("R1", CLOCK));

    assertThat(RenewalStatus.of(pipeline.caseOf("R1")).state()).isEqualTo(State.WAITING_FOR_REVIEW);
    assertThat(earlier.get(HELD)).isNull();
  }

  @Test
  void shouldTakeUpFactsOfBothBuilds() {
    holdThePaymentAsEarlier();
    pipeline.take(approved("R1", "V1", CLOCK));

    pipeline.take(requested("R1", CLOCK));

    assertThat(RenewalStatus.of(pipeline.caseOf("R1")).state()).isEqualTo(State.USABLE);
    assertThat(earlier.get(HELD)).isNull();
    assertThat(cases.get("R1/001")).isNull();
  }
}

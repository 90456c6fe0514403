package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.RenewalStatus.State;

class StateCountsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldCountEachRenewalInItsStateOnly() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.take(approved("R1", "V1", CLOCK));
    pipeline.take(requested("R2", CLOCK));
    pipeline.take(approved("R3", "V1", CLOCK));

    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.board.total().renewals())
        .isEqualTo(
            Map.of(State.USABLE, 1L, State.WAITING_FOR_PAYMENT, 1L, State.WAITING_FOR_REQUEST, 1L));
  }

  @Test
  void shouldShowMoneyThatIsStuckAndThenOwedBack() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));

    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.board.total().paidNotUsable()).isEqualTo(Map.of("CNY", 5000L));
    assertThat(pipeline.board.total().owedBack()).isEmpty();

    pipeline.advance(Duration.ofDays(15));
    assertThat(pipeline.board.total().owedBack()).isEqualTo(Map.of("CNY", 5000L));
  }

  @Test
  void shouldNotCountWhatIsForgotten() {
    pipeline.take(requested("R1", CLOCK));

    pipeline.advance(Duration.ofDays(91));

    assertThat(pipeline.board.total().renewals()).isEmpty();
  }
}

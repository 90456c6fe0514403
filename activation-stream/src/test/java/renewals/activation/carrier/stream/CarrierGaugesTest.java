package renewals.activation.carrier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierCondition.State;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;

class CarrierGaugesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CarrierBoard board = new CarrierBoard();

  private void show() {
    CarrierGauges.show(meters, board, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void post(String carrierId, long revision, State state, Instant from, Instant until) {
    board.post(
        new CarrierProfile(
            new CarrierStatusReport(
                carrierId, revision, new CarrierCondition(state, from, until), null, null),
            CarrierDowntime.NONE));
  }

  private double state(String carrier) {
    return meters.get("renewals.carrier.state").tag("carrier", carrier).gauge().value();
  }

  @Test
  void shouldBeginAtZero() {
    show();

    assertThat(state(CarrierGauges.OTHERS)).isZero();
  }

  @Test
  void shouldShowAnOutageWhileItLasts() {
    show();
    post("cmcc", 1, State.OUTAGE, NOW.minus(HOUR), NOW.plus(HOUR));
    assertThat(state("cmcc")).isEqualTo(3);

    post("cmcc", 2, State.NORMAL, NOW.minus(HOUR), NOW.plus(HOUR));
    assertThat(state("cmcc")).isZero();
  }

  @Test
  void shouldShowNothingOfWhatIsToComeOrOver() {
    show();
    post("cmcc", 1, State.MAINTENANCE, NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2)));
    post("unicom", 1, State.MAINTENANCE, NOW.minus(HOUR.multipliedBy(2)), NOW.minus(HOUR));

    assertThat(state("cmcc")).isZero();
    assertThat(state("unicom")).isZero();
  }

  @Test
  void shouldShowWhatWasPostedBefore() {
    post("cmcc", 1, State.DEGRADED, NOW.minus(HOUR), NOW.plus(HOUR));
    show();

    assertThat(state("cmcc")).isEqualTo(1);
  }

  @Test
  void shouldShowTheWorstOfThoseBeyondTheNamed() {
    show();
    for (int i = 0; i < CarrierGauges.MOST_NAMED; i++) {
      post("c" + i, 1, State.NORMAL, NOW.minus(HOUR), NOW.plus(HOUR));
    }
    post("late", 1, State.MAINTENANCE, NOW.minus(HOUR), NOW.plus(HOUR));
    post("later", 1, State.NORMAL, NOW.minus(HOUR), NOW.plus(HOUR));

    assertThat(state(CarrierGauges.OTHERS)).isEqualTo(2);
    assertThat(meters.getMeters()).hasSize(CarrierGauges.MOST_NAMED + 1);
  }
}

package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Health health = new Health(meters);
  private final AtomicReference<String> registry = new AtomicReference<>("no answer");

  @Test
  void shouldStayReadyWhileAPartIsAwayThatWorkGoesOnWithout() {
    health.report("registry", registry::get);

    assertThat(health.report()).isEqualTo(new Health.Report(true, Map.of("registry", "no answer")));
  }

  @Test
  void shouldShowEachPartAsAGauge() {
    health.report("registry", registry::get);
    assertThat(part("registry")).isZero();

    registry.set(Health.READY);
    assertThat(part("registry")).isEqualTo(1);
  }

  @Test
  void shouldAskThePartThatTookTheOthersPlace() {
    health.require("streams", () -> "not started");
    health.require("streams", () -> Health.READY);

    assertThat(health.report().ready()).isTrue();
    assertThat(part("streams")).isEqualTo(1);
  }

  @Test
  void shouldShowThatItShouldBeRestarted() {
    assertThat(meters.get("renewals.live").gauge().value()).isEqualTo(1);

    health.fail("out of memory");
    assertThat(meters.get("renewals.live").gauge().value()).isZero();
    assertThat(health.report().ready()).isFalse();
  }

  private double part(String name) {
    return meters.get("renewals.part.ready").tag("part", name).gauge().value();
  }
}

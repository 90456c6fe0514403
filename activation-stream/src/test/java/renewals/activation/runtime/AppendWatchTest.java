package renewals.activation.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.topology.ReadProgress.Inputs;
import renewals.activation.topology.ReadProgress.OfPartition;

class AppendWatchTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HandClock clock = new HandClock();
  private final AppendWatch watch =
      new AppendWatch(Map.of(Inputs.RENEWAL_FACTS, Set.of("in")), null, clock, meters);

  @Test
  void shouldShowHowLongDeadlinesAreHeldUpUntilTheTaskEnds() {
    assertThat(behind()).isZero();

    OfPartition task = begin(0);
    clock.now = clock.now.plus(Duration.ofSeconds(90));
    assertThat(behind()).isEqualTo(90);

    task.end();
    assertThat(behind()).isZero();
  }

  @Test
  void shouldShowThePartitionThatIsFurthestBehind() {
    begin(0);
    clock.now = clock.now.plus(Duration.ofSeconds(60));
    begin(1);

    assertThat(behind()).isEqualTo(60);
  }

  @Test
  void shouldForgetTheTaskThatWasRevivedAsAnother() {
    begin(0);
    clock.now = clock.now.plus(Duration.ofSeconds(60));
    begin(0);

    assertThat(behind()).isZero();
  }

  @Test
  void shouldNotCountWhoNeverAsks() {
    OfPartition place = watch.begin(Inputs.RENEWAL_FACTS, 0);
    clock.now = clock.now.plus(Duration.ofSeconds(60));

    assertThat(place).isNotNull();
    assertThat(behind()).isZero();
  }

  private OfPartition begin(int partition) {
    OfPartition task = watch.begin(Inputs.RENEWAL_FACTS, partition);
    task.readUpTo();
    return task;
  }

  private double behind() {
    return meters.get("renewals.deadlines.behind").gauge().value();
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-03-02T02:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}

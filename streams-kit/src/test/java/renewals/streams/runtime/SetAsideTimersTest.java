package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import renewals.kit.Health;

class SetAsideTimersTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private final IllegalStateException defect = new IllegalStateException("a defect");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant clock = NOW;
  private final SetAsideTimers timers =
      new SetAsideTimers(
          List.of("deadline"),
          meters,
          new Clock() {
            @Override
            public Instant instant() {
              return clock;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  @Test
  void shouldTryAgainAnHourLater() {
    assertThat(timers.failed("deadline", "R1", NOW, defect))
        .isEqualTo(NOW.plus(SetAsideTimers.AGAIN_AFTER));
  }

  @Test
  void shouldCountEachFailureFromZero() {
    assertThat(failures()).isZero();

    timers.failed("deadline", "R1", NOW, defect);
    timers.failed("deadline", "R1", NOW, defect);

    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void shouldSayWhichOneFailedAndWhyUntilItSucceeds() {
    assertThat(timers.state()).isEqualTo(Health.READY);

    timers.failed("deadline", "R1", NOW, defect);

    assertThat(timers.state())
        .isEqualTo(
            "a rule failed at the deadline of R1: java.lang.IllegalStateException: a defect");
    assertThat(meters.get("renewals.timers.set.aside").gauge().value()).isEqualTo(1);

    timers.succeeded("deadline", "R1");

    assertThat(timers.state()).isEqualTo(Health.READY);
    assertThat(meters.get("renewals.timers.set.aside").gauge().value()).isZero();
  }

  @Test
  void shouldForgetWhatDidNotFailAgainWhenItMustHaveBeenTried() {
    timers.failed("deadline", "R1", NOW, defect);

    clock = NOW.plus(SetAsideTimers.AGAIN_AFTER.multipliedBy(2)).plus(Duration.ofSeconds(1));

    assertThat(timers.latest()).isEmpty();
  }

  @Test
  void shouldKeepAHundredHoweverManyFail() {
    for (int i = 0; i < 250; i++) {
      timers.failed("deadline", "R" + i, NOW, defect);
    }

    assertThat(timers.latest()).hasSize(100);
    assertThat(failures()).isEqualTo(250);
  }

  @Test
  void shouldLeaveToKafkaWhatIsKafkasOwnFailure() {
    KafkaException lost = new KafkaException("fenced");

    assertThatThrownBy(() -> timers.failed("deadline", "R1", NOW, lost)).isSameAs(lost);
    assertThat(failures()).isZero();
  }

  private double failures() {
    return meters.get("renewals.timers.failed").tag("timer", "deadline").counter().count();
  }
}

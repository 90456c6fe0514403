package renewals.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;

class ServiceClockTest {

  @Test
  void shouldBeTheWallsUnlessASandboxIsSet() {
    try (ServiceClock clock = ServiceClock.open(Settings.of(Map.of()))) {
      assertThat(clock.isOfSandbox()).isFalse();
      assertThat(clock.time()).isSameAs(Time.SYSTEM);
      ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();
      assertThat(clock.told(polled)).isSameAs(polled);
    }
  }

  @Test
  void shouldRefuseASandboxOnAClusterThatOthersMayRelyOn() {
    Settings settings = Settings.of(Map.of("clock.sandbox", "true"));

    assertThatThrownBy(() -> ServiceClock.open(settings))
        .hasMessage(
            "clock.sandbox is true, expected false, as kafka.unreplicated isn't true: times would"
                + " be made up");
  }

  @Test
  void shouldSignByTheClockThatItHasWhereThatIsNoSandboxs() {
    Clock fixed = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    assertThat(ServiceClock.of(fixed).trueTime()).isSameAs(fixed);
  }
}

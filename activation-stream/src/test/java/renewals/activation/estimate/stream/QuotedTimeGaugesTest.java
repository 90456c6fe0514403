package renewals.activation.estimate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.activation.estimate.fit.Learnt;

class QuotedTimeGaugesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final QuotedTimeGauges gauges = new QuotedTimeGauges(meters);

  private double value(String channel, String basis, String outcome) {
    String carrier = channel.equals(QuotedTimeGauges.OTHERS) ? QuotedTimeGauges.OTHERS : "cmcc";
    return meters
        .get("renewals.promises")
        .tags("carrier", carrier, "channel", channel, "basis", basis, "outcome", outcome)
        .gauge()
        .value();
  }

  @Test
  void shouldBeginAtZero() {
    assertThat(value(QuotedTimeGauges.OTHERS, "default", "broken")).isZero();
    assertThat(meters.getMeters()).hasSize(8);
  }

  @Test
  void shouldCountWhatHeldAndWhatDidNot() {
    gauges.show(Learnt.of(NOW));

    assertThat(value("app", "carrier and channel", "held")).isEqualTo(7);
    assertThat(value("app", "carrier and channel", "broken")).isEqualTo(2);
    assertThat(value("app", "default", "broken")).isEqualTo(1);
  }

  @Test
  void shouldCountThoseBeyondTheLimitTogether() {
    gauges.show(Learnt.ofPlaces(NOW, QuotedTimeGauges.MOST_NAMED + 3));

    assertThat(value(QuotedTimeGauges.OTHERS, "carrier and channel", "held")).isEqualTo(3 * 7);
    assertThat(meters.getMeters()).hasSize(QuotedTimeGauges.MOST_NAMED * 4 + 8);
  }
}

package renewals.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;

/** JSON of any form. */
class EventJsonFuzzTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  @FuzzTest(maxDuration = "1m")
  void shouldReadBackWhatItTook(byte[] data) {
    if (EventJson.readInput(new String(data, UTF_8), NOW) instanceof Parsed.Accepted taken) {
      assertThat(EventJson.readInput(EventJson.write(taken.event()), NOW)).isEqualTo(taken);
    }
  }
}

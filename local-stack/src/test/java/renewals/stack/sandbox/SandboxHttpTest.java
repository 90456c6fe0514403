package renewals.stack.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxHttpTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"now\": \"2026-03-01T08:00Z\"} | 2026-03-01T08:00:00Z",
        "{\"now\": \"2026-03-01T08:00:30+08:00\"} | 2026-03-01T00:00:30Z",
        "{\"by\": \"P1D\"} | 2026-01-02T00:00:00Z",
        "{\"by\": \"PT0S\"} | 2026-01-01T00:00:00Z"
      })
  void shouldTakeAnInstantOrADuration(String body, Instant expected) {
    assertThat(SandboxHttp.target(body.getBytes(UTF_8), NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body is {}, expected one of \"now\", an instant, and \"by\", a duration",
        "{\"now\": \"2026-03-01T08:00Z\", \"by\": \"P1D\"} | expected one of \"now\"",
        "{\"by\": 60} | expected one of \"now\"",
        "[] | expected one of \"now\"",
        "tomorrow | body is no JSON, expected a JSON object",
        "{\"now\": \"tomorrow\"} | now is tomorrow, expected an instant such as",
        "{\"by\": \"1 day\"} | by is 1 day, expected a duration such as PT30M",
        "{\"by\": \"-P1D\"} | by is -P1D, expected a duration such as PT30M",
        "{\"by\": \"P99999D\"} | by is P99999D, expected a duration",
        "{\"now\": \"2101-01-01T00:00Z\"} | expected no later than 2100-01-01T00:00:00Z"
      })
  void shouldSayWhatItExpectsInsteadOf(String body, String said) {
    assertThatThrownBy(() -> SandboxHttp.target(body.getBytes(UTF_8), NOW))
        .isInstanceOf(SandboxHttp.RefusedException.class)
        .hasMessageContaining(said);
  }

  @Test
  void shouldRefuseABodyThatIsTooLong() {
    assertThatThrownBy(() -> SandboxHttp.target(new byte[2_000], NOW))
        .hasMessage("body is 2000 bytes, expected at most 1024");
  }
}

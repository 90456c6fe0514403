package renewals.notifier.senders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  @Test
  void shouldAddSecondsToTheTimeOfTheAnswer() {
    assertThat(wish(Map.of("Retry-After", "120"))).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void shouldMeasureADateAgainstTheReceiversOwnClock() {
    Map<String, String> twoHoursAhead =
        Map.of(
            "Date", "Mon, 02 Mar 2026 04:00:00 GMT",
            "Retry-After", "Mon, 02 Mar 2026 04:05:00 GMT");
    assertThat(wish(twoHoursAhead)).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void shouldTakeADateAsItStandsWhereTheReceiverDoesNotSayWhatItsClockIs() {
    assertThat(wish(Map.of("Retry-After", "Mon, 02 Mar 2026 02:05:00 GMT")))
        .isEqualTo(NOW.plusSeconds(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "12345678901"})
  void shouldWishNothingWhereItCannotBeUnderstood(String value) {
    assertThat(wish(Map.of("Retry-After", value))).isNull();
  }

  private static Instant wish(Map<String, String> headers) {
    Map<String, List<String>> all =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return RetryAfter.of(HttpHeaders.of(all, (name, value) -> true), NOW);
  }
}

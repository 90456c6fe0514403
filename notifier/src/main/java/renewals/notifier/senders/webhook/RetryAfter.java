package renewals.notifier.senders.webhook;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * When a receiver asks to be tried again, in seconds or by a date of its own clock. Source: RFC
 * 9110, Retry-After.
 */
final class RetryAfter {

  private static final int LONGEST_NUMBER = 9;

  private RetryAfter() {}

  /**
   * The time, by our clock.
   *
   * @return null where it asked for none, or for none that can be understood
   */
  static @Nullable Instant of(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("retry-after").orElse("").strip();
    if (!value.isEmpty()
        && value.length() <= LONGEST_NUMBER
        && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return now.plusSeconds(Long.parseLong(value));
    }
    Instant date = date(value);
    Instant said = date(headers.firstValue("date").orElse(""));
    return date == null || said == null ? date : now.plus(Duration.between(said, date));
  }

  private static @Nullable Instant date(String value) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
    } catch (DateTimeException e) {
      return null;
    }
  }
}

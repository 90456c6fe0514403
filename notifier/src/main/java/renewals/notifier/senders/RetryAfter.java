package renewals.notifier.senders;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When a receiver asks to be tried again. Source: RFC 9110, Retry-After. */
final class RetryAfter {

  private static final int LONGEST_NUMBER = 9;

  private RetryAfter() {}

  static @Nullable Instant of(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("retry-after").orElse("").strip();
    if (value.isEmpty()) {
      return null;
    }
    if (value.length() <= LONGEST_NUMBER && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return now.plusSeconds(Long.parseLong(value));
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
    } catch (DateTimeException e) {
      return null;
    }
  }
}

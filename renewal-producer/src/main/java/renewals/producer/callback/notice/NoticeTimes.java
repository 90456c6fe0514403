package renewals.producer.callback.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;

/** Times as channels write them. */
public final class NoticeTimes {

  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter SPACED = formatter("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter COMPACT = formatter("uuuuMMddHHmmss");
  private static final Pattern FRACTION = Pattern.compile("\\.[0-9]{1,9}$");

  private NoticeTimes() {}

  /** RFC 3339, such as {@code 2026-03-02T10:00:00+08:00}. */
  public static Instant rfc3339(String field, String given) throws RefusedNoticeException {
    try {
      return OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException e) {
      throw Amounts.unexpected(field, given, "a time of RFC 3339");
    }
  }

  /** {@code yyyy-MM-dd HH:mm:ss} of Beijing's clocks; a fraction is dropped. */
  public static Instant spaced(String field, String given) throws RefusedNoticeException {
    return beijing(field, FRACTION.matcher(given).replaceFirst(""), SPACED, "yyyy-MM-dd HH:mm:ss");
  }

  /** {@code yyyyMMddHHmmss} of Beijing's clocks. */
  public static Instant compact(String field, String given) throws RefusedNoticeException {
    return beijing(field, given, COMPACT, "yyyyMMddHHmmss");
  }

  /** The same, written. */
  public static String spaced(Instant at) {
    return SPACED.withZone(BEIJING).format(at);
  }

  /** {@code yyyyMMddHHmmss}, written. */
  public static String compact(Instant at) {
    return COMPACT.withZone(BEIJING).format(at);
  }

  private static Instant beijing(
      String field, String given, DateTimeFormatter formatter, String expected)
      throws RefusedNoticeException {
    try {
      return LocalDateTime.parse(given, formatter).atZone(BEIJING).toInstant();
    } catch (DateTimeException e) {
      throw Amounts.unexpected(field, given, expected);
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
  }
}

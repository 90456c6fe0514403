package renewals.schemas.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times of JSON: ISO-8601 with an offset, kept to the millisecond. */
public final class Times {

  /** What is demanded, in words for error messages. */
  public static final String EXPECTATION =
      "an ISO-8601 time with offset or Z, such as 2026-03-02T10:00:00+08:00";

  /** Offsets as +08:00, and in the basic format as +0800 or +08. */
  private static final List<DateTimeFormatter> READ = List.of(reader("+HH:MM:ss"), reader("+HHmm"));

  private static final DateTimeFormatter WRITE =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Times() {}

  /** The time a text writes, if it is one that Avro's timestamp-millis can hold. */
  public static Optional<Instant> read(String text) {
    return READ.stream().flatMap(reader -> read(text, reader).stream()).findFirst();
  }

  /** A time in UTC, with milliseconds. */
  static String write(Instant time) {
    return WRITE.format(time.truncatedTo(ChronoUnit.MILLIS));
  }

  private static Optional<Instant> read(String text, DateTimeFormatter reader) {
    try {
      Instant instant = OffsetDateTime.parse(text, reader).toInstant();
      return Optional.of(Instant.ofEpochMilli(instant.toEpochMilli()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter reader(String offset) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
        .appendOffset(offset, "Z")
        .toFormatter(Locale.ROOT)
        .withChronology(IsoChronology.INSTANCE)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}

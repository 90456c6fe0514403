package renewals.notifier.domain.message;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Language;

/** Times and amounts as a merchant reads them, whatever the language. */
final class DisplayFormats {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CHINESE_DAY =
      DateTimeFormatter.ofPattern("M月d日", Locale.ROOT);
  private static final DateTimeFormatter ENGLISH_DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** Midnight, as the end of a day. */
  static final String END_OF_DAY = "24:00";

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final BigDecimal STEP = BigDecimal.valueOf(1000);

  private DisplayFormats() {}

  /** Year to minute on the clock of that zone. */
  static String time(Instant at, ZoneId zone) {
    return MINUTE.format(at.atZone(zone));
  }

  /** The day without the time. */
  static String date(Instant at, ZoneId zone) {
    return DATE.format(at.atZone(zone));
  }

  /** A day with its end: in English "by" a day means all of it, in Chinese "before" it wouldn't. */
  static String endOfDay(Instant at, ZoneId zone, Language language) {
    return switch (language) {
      case CHINESE -> date(at, zone) + " " + END_OF_DAY;
      case ENGLISH -> date(at, zone);
    };
  }

  /** Hour and minute. */
  static String clock(Instant at, ZoneId zone) {
    return CLOCK.format(at.atZone(zone));
  }

  /** The day without the year, as short as people say it. */
  static String day(Instant at, ZoneId zone, Language language) {
    return switch (language) {
      case CHINESE -> CHINESE_DAY.format(at.atZone(zone));
      case ENGLISH -> ENGLISH_DAY.format(at.atZone(zone));
    };
  }

  /** The end of a card, which is how people name it; empty where none is known. */
  static String tail(@Nullable String card) {
    return card == null ? "" : card.substring(Math.max(0, card.length() - 4));
  }

  /** The last name of a field's path, such as channelId of payment.channelId. */
  static String lastPart(@Nullable String field) {
    return field == null ? "" : field.substring(field.lastIndexOf('.') + 1);
  }

  /** Data in the largest decimal unit that leaves at least 1, with at most two decimals. */
  static String data(long bytes) {
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (size.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
      size = size.divide(STEP);
      unit++;
    }
    BigDecimal shown = size.setScale(2, RoundingMode.DOWN).stripTrailingZeros();
    return shown.toPlainString() + ' ' + UNITS[unit];
  }
}

package renewals.portal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import renewals.schemas.query.QueryResponses;

/**
 * Times, money and data as a merchant reads them.
 *
 * @param now what today and tomorrow are counted from
 */
public record DisplayFormats(Language language, ZoneId zone, Instant now) {

  private static final String CHINA = "Asia/Shanghai";
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final Duration STEPS_OF_TIME = Duration.ofMinutes(5);
  private static final int MONTHS_A_YEAR = 12;

  /** A day so near has no other of its name before it. */
  private static final int PLAIN_MONTHS = 11;

  private static final Duration NEAR = Duration.ofDays(2);
  private static final BigDecimal STEP = BigDecimal.valueOf(1000);

  private boolean chinese() {
    return language == Language.CHINESE;
  }

  private Locale locale() {
    return chinese() ? Locale.SIMPLIFIED_CHINESE : Locale.UK;
  }

  private String format(ZonedDateTime at, String chinese, String english) {
    return DateTimeFormatter.ofPattern(chinese() ? chinese : english, locale()).format(at);
  }

  /** To the minute; today and tomorrow by name. */
  public String moment(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    long days = ChronoUnit.DAYS.between(today, at.toLocalDate());
    if (days == 0) {
      return format(at, "今天 HH:mm", "HH:mm 'today'");
    }
    if (days == 1) {
      return format(at, "明天 HH:mm", "HH:mm 'tomorrow'");
    }
    if (days == -1) {
      return format(at, "昨天 HH:mm", "HH:mm 'yesterday'");
    }
    return at.getYear() == today.getYear()
        ? format(at, "M月d日 HH:mm", "d MMM, HH:mm")
        : format(at, "uuuu年M月d日 HH:mm", "d MMM uuuu, HH:mm");
  }

  /**
   * A time that was quoted: later by up to five minutes, as a person would say it; today and
   * tomorrow with their date, since pictures of the page are sent on and read on another day.
   */
  public String promised(Instant instant) {
    return dated(upToFiveMinutes(instant));
  }

  /** To the minute; today and tomorrow by name and date. */
  public String dated(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    long days = ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), at.toLocalDate());
    if (days == 0) {
      return format(at, "今天（M月d日）HH:mm", "HH:mm 'today' (d MMM)");
    }
    return days == 1 ? format(at, "明天（M月d日）HH:mm", "HH:mm 'tomorrow' (d MMM)") : moment(instant);
  }

  /** A time that is likely, to the nearest five minutes. */
  String around(Instant instant) {
    return moment(upToFiveMinutes(instant.minus(STEPS_OF_TIME.dividedBy(2))));
  }

  /** The next instant of whole five minutes; itself, if it is one. */
  public static Instant upToFiveMinutes(Instant instant) {
    long step = STEPS_OF_TIME.toMillis();
    return Instant.ofEpochMilli(Math.ceilDiv(instant.toEpochMilli(), step) * step);
  }

  /** The day alone, always with its year. */
  public String day(Instant instant) {
    return format(instant.atZone(zone), "uuuu年M月d日", "d MMM uuuu");
  }

  /** A card's end: to the minute in the last two days, else the day with its year. */
  public String untilInFull(Instant instant) {
    return isNear(instant) ? dated(instant) : day(instant);
  }

  /** The same without a year that is plain. */
  public String until(Instant instant) {
    return isNear(instant) ? dated(instant) : nearDay(instant);
  }

  private boolean isNear(Instant instant) {
    return Duration.between(now, instant).compareTo(NEAR) < 0;
  }

  /** The day alone, without its year where that is plain. */
  private String nearDay(Instant instant) {
    return hasPlainYear(instant) ? format(instant.atZone(zone), "M月d日", "d MMM") : day(instant);
  }

  private boolean hasPlainYear(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    return at.isBefore(now.atZone(zone).plusMonths(PLAIN_MONTHS));
  }

  /**
   * A time before which something has to be done, without a year that is plain: midnight is the end
   * of the day before.
   */
  public String end(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    if (at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return nearDay(instant.minusNanos(1)) + (chinese() ? " 24:00" : "");
    }
    boolean isToCome = instant.isAfter(now) && !isNear(instant);
    return isToCome && hasPlainYear(instant)
        ? format(at, "M月d日 HH:mm", "d MMM, HH:mm")
        : moment(instant);
  }

  /** How long a plan runs: {@code PnD}, or {@code PnM}. */
  public String validity(String period) {
    int count = Integer.parseInt(period.substring(1, period.length() - 1));
    if (period.endsWith("D")) {
      return count == 1 ? PageMessages.ONE_DAY.in(language) : PageMessages.DAYS.in(language, count);
    }
    if (count % MONTHS_A_YEAR == 0) {
      int years = count / MONTHS_A_YEAR;
      return years == 1
          ? PageMessages.ONE_YEAR.in(language)
          : PageMessages.YEARS.in(language, years);
    }
    return count == 1
        ? PageMessages.ONE_MONTH.in(language)
        : PageMessages.MONTHS.in(language, count);
  }

  /** Whole days if there are two or more, else hours. */
  public String span(Duration left) {
    if (left.toDays() >= 2) {
      return PageMessages.DAYS.in(language, left.toDays());
    }
    if (left.toDays() == 1) {
      return PageMessages.ONE_DAY.in(language);
    }
    return left.toHours() >= 2
        ? PageMessages.HOURS.in(language, left.toHours())
        : PageMessages.LESS_THAN_AN_HOUR.in(language);
  }

  /** How long to wait, rounded up. */
  public String pause(Duration pause) {
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    return seconds < 90
        ? PageMessages.SECONDS.in(language, seconds)
        : PageMessages.MINUTES.in(language, (seconds + 59) / 60);
  }

  /** An amount in its currency's units. */
  public String money(long minorUnits, String currency) {
    BigDecimal amount = BigDecimal.valueOf(minorUnits, digits(currency));
    if (currency.equals("CNY")) {
      return chinese() ? amount.toPlainString() + " 元" : "¥" + amount.toPlainString();
    }
    return chinese() ? amount.toPlainString() + " " + currency : currency + " " + amount;
  }

  public String money(QueryResponses.Money money) {
    return money(money.minorUnits(), money.currency());
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** Data in the largest decimal unit that leaves at least 1, with at most two decimals. */
  public static String data(long bytes) {
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (size.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
      size = size.divide(STEP);
      unit++;
    }
    BigDecimal shown = size.setScale(2, RoundingMode.DOWN).stripTrailingZeros();
    return shown.toPlainString() + ' ' + UNITS[unit];
  }

  /** The zone by name and its distance from UTC; China's as everybody there calls it. */
  public String zoneName() {
    if (zone.getId().equals(CHINA)) {
      return chinese() ? "北京时间" : "Beijing time (UTC+08:00)";
    }
    String name = zone.getDisplayName(TextStyle.FULL, locale());
    String offset = zone.getRules().getOffset(now).getId().replace("Z", "+00:00");
    return chinese() ? "%s（UTC%s）".formatted(name, offset) : "%s (UTC%s)".formatted(name, offset);
  }

  /** The instant of an answer's text. */
  public static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalStateException("cannot happen: answers hold ISO-8601 times", e);
    }
  }
}

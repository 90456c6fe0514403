package renewals.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import renewals.schemas.contract.Iccid;

/** Values of the API as a person reads them. */
public final class ForPeople {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final long GIGABYTE = 1_000_000_000L;

  private ForPeople() {}

  /** What others wrote breaks no line and no screen. */
  public static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
  }

  /** A state or kind: {@code WAITING_FOR_REVIEW} as "waiting for review". */
  public static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A time of the API in this machine's zone. */
  public static String time(JsonNode instant) {
    return time(Instant.parse(instant.asText()));
  }

  /** A time as the schemas have it, in this machine's zone. */
  public static String time(Instant at) {
    return time(at, ZoneId.systemDefault());
  }

  /** A time of the API in that zone. */
  public static String time(JsonNode instant, ZoneId zone) {
    return time(Instant.parse(instant.asText()), zone);
  }

  /** A time as the schemas have it, in that zone. */
  public static String time(Instant at, ZoneId zone) {
    return MINUTES.format(at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  /** An amount in its currency's major unit. */
  public static String money(JsonNode money) {
    return money(money.path("minorUnits").asLong(), money.path("currency").asText());
  }

  /** So many minor units of the currency of that code, in its major unit. */
  public static String money(long minorUnits, String code) {
    int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    return BigDecimal.valueOf(minorUnits, digits).toPlainString() + " " + code;
  }

  /** A card number that can be told apart but not copied. */
  public static String card(JsonNode iccid) {
    return Iccid.parse(iccid.asText()).map(Iccid::masked).orElse("unreadable");
  }

  /** An amount of data. */
  public static String data(JsonNode bytes) {
    return BigDecimal.valueOf(bytes.asLong())
            .divide(BigDecimal.valueOf(GIGABYTE), 2, java.math.RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + " GB";
  }

  /** When something is likely, and until when in nine of ten cases. */
  public static String times(JsonNode expected) {
    return times(expected, ZoneId.systemDefault());
  }

  /** Likewise, in that zone. */
  public static String times(JsonNode expected, ZoneId zone) {
    String likely =
        expected.hasNonNull("likely") ? "likely " + time(expected.get("likely"), zone) : "";
    String by = expected.hasNonNull("by") ? "by " + time(expected.get("by"), zone) : "";
    if (likely.isEmpty() && by.isEmpty()) {
      return "nobody can say";
    }
    return likely.isEmpty() || by.isEmpty() ? likely + by : likely + ", " + by;
  }
}

package renewals.producer.callback.notice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.schemas.contract.Violation;
import renewals.v1.Money;

/** Amounts as channels write them. None passes through floating point. */
public final class Amounts {

  /** What the amounts of all three channels are in unless they say otherwise. */
  public static final String CNY = "CNY";

  private static final Pattern FEN = Pattern.compile("[0-9]{1,13}");
  private static final Pattern YUAN = Pattern.compile("([0-9]{1,11})(?:\\.([0-9]{1,2}))?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int FEN_OF_A_YUAN = 100;

  private Amounts() {}

  /** A whole number of fen, such as {@code 5000}. */
  public static long fen(String field, String given) throws RefusedNoticeException {
    if (!FEN.matcher(given).matches()) {
      throw unexpected(field, given, "a whole number of fen");
    }
    return Long.parseLong(given);
  }

  /** Yuan with at most two decimals, such as {@code 50.00}, in fen. */
  public static long yuan(String field, String given) throws RefusedNoticeException {
    Matcher matcher = YUAN.matcher(given);
    if (!matcher.matches()) {
      throw unexpected(field, given, "yuan with at most two decimals");
    }
    String decimals = matcher.group(2) == null ? "" : matcher.group(2);
    long whole = Long.parseLong(matcher.group(1));
    return whole * FEN_OF_A_YUAN + Long.parseLong((decimals + "00").substring(0, 2));
  }

  /** Money of the currency that a field names. */
  public static Money money(long minorUnits, String field, String currency)
      throws RefusedNoticeException {
    if (!CURRENCY.matcher(currency).matches()) {
      throw unexpected(field, currency, "a currency of ISO 4217");
    }
    return new Money(minorUnits, currency);
  }

  /** Money of the channels' own currency. */
  public static Money cny(long minorUnits) {
    return new Money(minorUnits, CNY);
  }

  static RefusedNoticeException unexpected(String field, String given, String expected) {
    return new RefusedNoticeException(
        Reason.CONTENT, new Violation(field, given, expected).toString());
  }
}

package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.v1.Money;

/**
 * What the contract demands of a single value. Each check returns what was found before, and its
 * own finding where there is one. Loops, not regular expressions: every record passes here.
 */
final class Checks {

  static final long MOST_MONEY = 1_000_000_000_000L;

  private static final int LONGEST_ID = 64;
  private static final String ID = "an id: 1 to 64 of A-Z a-z 0-9 _ . : -, neither . nor ..";
  private static final String MONEY = "0 to 10^12 minor units";
  private static final String TIME = "a time from 1970 to 9999";
  private static final String BYTES = "a count of bytes, at least 0";

  private static final long FIRST_SECOND = 0;
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** How far an event's own time may lie ahead of the clock that judges it. */
  static final Duration AHEAD = Duration.ofHours(24);

  private static final long AHEAD_SECONDS = AHEAD.toSeconds();

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** Which characters an id may have; looked up, since every event has several ids. */
  private static final boolean[] OF_IDS = charactersOfIds();

  private Checks() {}

  private static boolean[] charactersOfIds() {
    boolean[] all = new boolean[128];
    Arrays.fill(all, 'a', 'z' + 1, true);
    Arrays.fill(all, 'A', 'Z' + 1, true);
    Arrays.fill(all, '0', ':' + 1, true);
    all['_'] = true;
    all['.'] = true;
    all['-'] = true;
    return all;
  }

  static @Nullable Findings id(@Nullable Findings found, String field, @Nullable String id) {
    return id != null && isId(id) ? found : add(found, field, id, ID);
  }

  static @Nullable Findings text(@Nullable Findings found, String field, @Nullable String text) {
    return text != null && Texts.isWritten(text)
        ? found
        : add(found, field, text, Texts.EXPECTATION);
  }

  static @Nullable Findings optionalText(
      @Nullable Findings found, String field, @Nullable String text) {
    return text == null || Texts.isWritten(text)
        ? found
        : add(found, field, text, Texts.EXPECTATION);
  }

  static @Nullable Findings name(@Nullable Findings found, String field, @Nullable String name) {
    return name != null && Texts.isName(name)
        ? found
        : add(found, field, name, Texts.NAME_EXPECTATION);
  }

  static @Nullable Findings revision(@Nullable Findings found, String field, long revision) {
    return revision >= 0 ? found : add(found, field, revision, "a number of at least 0");
  }

  /** An end where there is one: not before its start. */
  static @Nullable Findings end(
      @Nullable Findings found, String field, @Nullable Instant end, @Nullable Instant start) {
    return end != null && start != null && end.isBefore(start)
        ? add(found, field, end, "a time that isn't before the start, " + start)
        : optionalTime(found, field, end);
  }

  static @Nullable Findings iccid(@Nullable Findings found, String field, @Nullable String iccid) {
    return iccid != null && Iccid.isWritten(iccid)
        ? found
        : add(found, field, iccid, Iccid.EXPECTATION);
  }

  /** Money of 0 to 10^12 minor units; {@code units} and {@code currency} are the field's paths. */
  static @Nullable Findings money(
      @Nullable Findings found,
      String field,
      @Nullable Money money,
      String units,
      String currency,
      long least) {
    if (money == null) {
      return add(found, field, null, "an amount of money");
    }
    Findings sofar = found;
    long minorUnits = money.getMinorUnits();
    if (minorUnits < least || minorUnits > MOST_MONEY) {
      sofar = add(sofar, units, minorUnits, least == 0 ? MONEY : "more than 0, up to 10^12");
    }
    String code = money.getCurrency();
    return code != null && CURRENCIES.contains(code)
        ? sofar
        : add(sofar, currency, code, "an ISO 4217 code in upper case, such as CNY");
  }

  static @Nullable Findings minorUnits(@Nullable Findings found, String field, long given) {
    return given >= 0 && given <= MOST_MONEY ? found : add(found, field, given, MONEY);
  }

  static @Nullable Findings bytes(@Nullable Findings found, String field, long count) {
    return count >= 0 ? found : add(found, field, count, BYTES);
  }

  static @Nullable Findings time(@Nullable Findings found, String field, @Nullable Instant time) {
    return time != null && isPlausible(time) ? found : add(found, field, time, TIME);
  }

  static @Nullable Findings optionalTime(
      @Nullable Findings found, String field, @Nullable Instant time) {
    return time == null || isPlausible(time) ? found : add(found, field, time, TIME);
  }

  /**
   * An event's own time. By seconds first: neither a time far off nor a clock far off may overflow.
   */
  static @Nullable Findings eventTime(
      @Nullable Findings found, String field, @Nullable Instant time, Instant now) {
    if (time != null && isLonger(now, time, AHEAD_SECONDS)) {
      return add(found, field, time, "a time at most 24 h ahead");
    }
    return time(found, field, time);
  }

  static boolean isLonger(Instant from, Instant to, long seconds) {
    long between = to.getEpochSecond() - from.getEpochSecond();
    return between > seconds || (between == seconds && to.getNano() > from.getNano());
  }

  /**
   * Whether a text is an id as partners give them. Ids stand in the paths of URLs, where {@code .}
   * and {@code ..} are steps: the page of such a renewal could never be asked for.
   */
  static boolean isId(String text) {
    return isId(text, LONGEST_ID, false) && !text.equals(".") && !text.equals("..");
  }

  /** Whether a text is an id of at most so many characters; those we make may hold a slash. */
  static boolean isId(String text, int longest, boolean slashes) {
    int length = text.length();
    if (length == 0 || length > longest) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean fits = (c < OF_IDS.length && OF_IDS[c]) || (slashes && c == '/');
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** By seconds: instants far off don't fit into milliseconds. */
  private static boolean isPlausible(Instant time) {
    long second = time.getEpochSecond();
    return second >= FIRST_SECOND && second <= LAST_SECOND;
  }
}

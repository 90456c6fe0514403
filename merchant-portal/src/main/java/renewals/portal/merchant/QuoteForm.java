package renewals.portal.merchant;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.portal.access.TypedText;
import renewals.portal.client.QuoteQuery;
import renewals.portal.text.PageMessages;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Validity;
import renewals.schemas.query.QueryResponses;

/**
 * What was typed into the form of a quote; as it was typed, so that it can be shown again.
 *
 * @param carrier the carrier's id
 * @param count how many days or months
 * @param unit D or M
 * @param until the last day on which the card works, yyyy-mm-dd; empty where it doesn't
 */
public record QuoteForm(String carrier, String count, String unit, String until) {

  private static final String STACK = "STACK";
  private static final int MOST_YEARS = 20;

  static QuoteForm read(Context context) {
    String unit = typed(context, "unit");
    return new QuoteForm(
        typed(context, "carrier"),
        typed(context, "count"),
        unit.equals("D") ? "D" : "M",
        typed(context, "until"));
  }

  /** The same plan again. */
  static QuoteForm again(QueryResponses.Requested request) {
    String validity = request.plan().validity();
    return new QuoteForm(
        request.carrierId(),
        validity.substring(1, validity.length() - 1),
        validity.substring(validity.length() - 1),
        "");
  }

  private static String typed(Context context, String name) {
    return TypedText.plain(context.queryParam(name));
  }

  /** Whether anything was typed. */
  boolean isAsked() {
    return !count.isEmpty() || !carrier.isEmpty() || !until.isEmpty();
  }

  /** What won't do, null if all does. */
  @Nullable PageMessages fault(ZoneId zone, Instant now) {
    if (!EventContract.isId(carrier)) {
      return PageMessages.QUOTE_WHICH_CARRIER;
    }
    if (!Validity.isWritten(validity())) {
      return PageMessages.QUOTE_HOW_LONG;
    }
    if (!until.isEmpty()) {
      LocalDate today = now.atZone(zone).toLocalDate();
      boolean fits =
          day()
              .filter(day -> day.isAfter(today.minusYears(MOST_YEARS)))
              .filter(day -> day.isBefore(today.plusYears(MOST_YEARS)))
              .isPresent();
      return fits ? null : PageMessages.QUOTE_WHICH_DAY;
    }
    return null;
  }

  private String validity() {
    return "P" + count + unit;
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.parse(until));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Until when the card works as it was typed: until the end of that day. */
  @Nullable Instant works(ZoneId zone) {
    return day().map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()).orElse(null);
  }

  /** What is asked where nothing but this is known. */
  QuoteQuery question(ZoneId zone) {
    return new QuoteQuery(null, carrier, null, validity(), STACK, works(zone));
  }

  /** What is asked of the card of a renewal. */
  QuoteQuery question(String iccid, QueryResponses.Requested request, ZoneId zone) {
    return new QuoteQuery(
        iccid,
        request.carrierId(),
        request.channelId(),
        validity(),
        request.plan().validityPolicy(),
        works(zone));
  }
}

package renewals.portal.cards;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.portal.text.DisplayFormats;
import renewals.schemas.query.QueryResponses;

/**
 * The list of a merchant's cards for a spreadsheet (RFC 4180, UTF-8 with a byte order mark, which
 * Excel asks for). A card is named by the last four of its number, as everywhere. Nothing in it is
 * a formula.
 */
final class CardsCsv {

  private static final String MARK = "\uFEFF";
  private static final String END = "\r\n";
  private static final List<String> COLUMNS =
      List.of(
          "terminal",
          "card_last_four",
          "carrier",
          "state",
          "cause",
          "works_until",
          "renew_by",
          "closes_at",
          "data_used_bytes",
          "data_left_bytes",
          "data_as_of",
          "renewal");

  private final ZoneId zone;
  private final Instant now;

  CardsCsv(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  String of(List<QueryResponses.MerchantCard> cards) {
    StringBuilder csv = new StringBuilder(MARK).append(String.join(",", COLUMNS)).append(END);
    cards.forEach(card -> csv.append(line(card)).append(END));
    return csv.toString();
  }

  private String line(QueryResponses.MerchantCard card) {
    QueryResponses.Usage usage = card.usage();
    QueryResponses.CardStatus status = card.status();
    return String.join(
        ",",
        text(card.terminalId()),
        text(CardsFilter.lastFour(card)),
        text(card.carrierId()),
        CardState.of(card, now).name(),
        text(status == null || status.cause() == null ? "" : status.cause()),
        time(card.validUntil()),
        time(card.renewBy()),
        time(card.closesAt()),
        usage == null ? "" : String.valueOf(usage.usedBytes()),
        usage == null || usage.remainingBytes() == null
            ? ""
            : String.valueOf(usage.remainingBytes()),
        time(usage == null ? null : usage.asOf()),
        text(card.renewalId()));
  }

  /** With the offset of the merchant's zone, to the second. */
  private String time(@Nullable String text) {
    return text == null
        ? ""
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            DisplayFormats.instant(text).truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  /** A spreadsheet takes what begins so for a formula, even in quotes. */
  private static String text(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}

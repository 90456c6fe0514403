package renewals.portal.cards;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;

/**
 * Which cards of the list are shown, and in which order. What is no filter is none, so that no
 * address is a wrong one.
 *
 * @param text part of a terminal's or renewal's id, or the end of a card's number; empty for all
 */
public record CardsFilter(Show show, Sort sort, String text) {

  private static final int LONGEST_TEXT = 64;

  /** Which. */
  public enum Show {
    ALL,
    SOON,
    STOPPED;

    boolean fits(CardState state) {
      return switch (this) {
        case ALL -> true;
        case SOON -> state == CardState.SOON;
        case STOPPED -> state.isStopped();
      };
    }
  }

  /** In which order. */
  public enum Sort {
    UNTIL,
    TERMINAL
  }

  static CardsFilter read(@Nullable String show, @Nullable String sort, @Nullable String typed) {
    String text = typed == null ? "" : typed.strip();
    return new CardsFilter(
        named(Show.values(), show, Show.ALL),
        named(Sort.values(), sort, Sort.UNTIL),
        text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
  }

  private static <E extends Enum<E>> E named(E[] values, @Nullable String text, E otherwise) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    return otherwise;
  }

  /** Those that are shown, in order; the list comes in order of expiry. */
  List<QueryResponses.MerchantCard> of(List<QueryResponses.MerchantCard> cards, Instant now) {
    List<QueryResponses.MerchantCard> fitting =
        cards.stream().filter(card -> show.fits(CardState.of(card, now)) && has(card)).toList();
    return switch (sort) {
      case UNTIL -> fitting;
      case TERMINAL ->
          fitting.stream()
              .sorted(Comparator.comparing(QueryResponses.MerchantCard::terminalId))
              .toList();
    };
  }

  private boolean has(QueryResponses.MerchantCard card) {
    String wanted = text.toUpperCase(Locale.ROOT);
    return wanted.isEmpty()
        || card.terminalId().toUpperCase(Locale.ROOT).contains(wanted)
        || card.renewalId().toUpperCase(Locale.ROOT).contains(wanted)
        || lastFour(card).endsWith(wanted);
  }

  /** The last four of the card's number, as messages name it. */
  static String lastFour(QueryResponses.MerchantCard card) {
    String shown = Iccid.parse(card.iccid()).map(Iccid::masked).orElse("");
    return shown.substring(Math.max(0, shown.length() - 4));
  }

  CardsFilter showing(Show other) {
    return new CardsFilter(other, sort, text);
  }

  CardsFilter sortedBy(Sort other) {
    return new CardsFilter(show, other, text);
  }

  /** Which are shown, as a query names it. */
  public String showName() {
    return show.name().toLowerCase(Locale.ROOT);
  }

  /** In which order, as a query names it. */
  public String sortName() {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  /** As the end of a query that has something before it. */
  String query() {
    return "&show="
        + showName()
        + "&sort="
        + sortName()
        + (text.isEmpty() ? "" : "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }
}

package renewals.portal.cards;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import renewals.portal.cards.CardsFilter.Show;
import renewals.portal.cards.CardsFilter.Sort;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.PageMessages;
import renewals.schemas.query.QueryResponses;

/**
 * Words the list of a merchant's cards.
 *
 * @param self the address of the page, with the token of its link
 * @param links the token of a link to a renewal
 */
record CardsViews(DisplayFormats formats, String self, UnaryOperator<String> links) {

  /** So many rows are read at one go. */
  static final int ROWS = 200;

  /** A list that lacks what was decided longer ago than this says so. */
  private static final long BEHIND_MILLIS = 60_000;

  /**
   * The page.
   *
   * @param first the first row that is shown, from 0
   */
  CardsView of(MerchantCards.Listed listed, CardsFilter filter, int first) {
    List<QueryResponses.MerchantCard> cards = listed.cards();
    List<QueryResponses.MerchantCard> shown = filter.of(cards, formats.now());
    int from = first < shown.size() ? first : 0;
    int to = Math.min(from + ROWS, shown.size());
    long stopped = count(cards, Show.STOPPED);
    long soon = count(cards, Show.SOON);
    return new CardsView(
        formats.language(),
        say(PageMessages.CARDS_COUNT, cards.size()),
        answer(stopped, soon),
        stopped > 0 ? "bad" : soon > 0 ? "act" : "good",
        notes(listed),
        List.of(
            choice(say(PageMessages.CARDS_ALL, cards.size()), filter, filter.showing(Show.ALL)),
            choice(say(PageMessages.CARDS_ENDING, soon), filter, filter.showing(Show.SOON)),
            choice(say(PageMessages.CARDS_STOPPED, stopped), filter, filter.showing(Show.STOPPED))),
        List.of(
            choice(say(PageMessages.CARDS_BY_UNTIL), filter, filter.sortedBy(Sort.UNTIL)),
            choice(say(PageMessages.CARDS_BY_TERMINAL), filter, filter.sortedBy(Sort.TERMINAL))),
        shown.subList(from, to).stream().map(this::row).toList(),
        from == 0 ? "" : at(filter, Math.max(0, from - ROWS)),
        to == shown.size() ? "" : at(filter, to),
        say(PageMessages.ZONE, formats.zoneName()));
  }

  private String answer(long stopped, long soon) {
    if (stopped > 0) {
      return stopped == 1
          ? say(PageMessages.CARDS_ONE_STOPPED)
          : say(PageMessages.CARDS_SOME_STOPPED, stopped);
    }
    if (soon > 0) {
      return soon == 1
          ? say(PageMessages.CARDS_ONE_ENDING)
          : say(PageMessages.CARDS_SOME_ENDING, soon);
    }
    return say(PageMessages.CARDS_ALL_WELL);
  }

  private List<String> notes(MerchantCards.Listed listed) {
    List<String> notes = new ArrayList<>();
    String readUpTo = listed.readUpTo();
    if (readUpTo == null) {
      notes.add(say(PageMessages.CARDS_CATCHING_UP));
    } else {
      Instant upTo = DisplayFormats.instant(readUpTo);
      if (upTo.isBefore(formats.now().minusMillis(BEHIND_MILLIS))) {
        notes.add(say(PageMessages.CARDS_BEHIND, formats.moment(upTo)));
      }
    }
    if (!listed.isWhole()) {
      notes.add(say(PageMessages.CARDS_MORE, listed.cards().size()));
    }
    return notes;
  }

  private long count(List<QueryResponses.MerchantCard> cards, Show show) {
    return cards.stream().filter(card -> show.fits(CardState.of(card, formats.now()))).count();
  }

  private CardsView.Choice choice(String name, CardsFilter now, CardsFilter other) {
    return new CardsView.Choice(name, self + other.query(), other.equals(now));
  }

  private String at(CardsFilter filter, int first) {
    return self + filter.query() + "&from=" + first;
  }

  private CardsView.Row row(QueryResponses.MerchantCard card) {
    CardState state = CardState.of(card, formats.now());
    Instant until = instant(card.validUntil());
    Instant renewBy = instant(card.renewBy());
    return new CardsView.Row(
        card.terminalId(),
        "…" + CardsFilter.lastFour(card),
        until == null ? "" : formats.until(until),
        state.css(),
        state.said(card, formats.language()),
        data(card.usage()),
        renewBy == null || !renewBy.isAfter(formats.now()) ? "" : formats.end(renewBy),
        card.renewalId(),
        url(card.renewalId()));
  }

  private String url(String renewalId) {
    return "/r/" + renewalId + "?t=" + links.apply(renewalId);
  }

  private String data(QueryResponses.@Nullable Usage usage) {
    if (usage == null) {
      return "";
    }
    Long left = usage.remainingBytes();
    return left == null
        ? say(PageMessages.CARDS_USED, DisplayFormats.data(usage.usedBytes()))
        : say(PageMessages.CARDS_LEFT, DisplayFormats.data(left));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : DisplayFormats.instant(text);
  }

  private String say(PageMessages message, Object... about) {
    return message.in(formats.language(), about);
  }
}

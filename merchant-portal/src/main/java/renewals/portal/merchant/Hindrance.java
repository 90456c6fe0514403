package renewals.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.text.StopCause;
import renewals.schemas.query.QueryResponses;

/**
 * Why a card can't be used although its renewal counts: the network has stopped it, or its data is
 * used up.
 *
 * <p>Source: rules, "What becomes of a card between renewals": renewal × card.
 *
 * @param said what it is
 * @param action what the merchant can do
 */
record Hindrance(Tone tone, String said, String action) {

  /** What stands in a card's way; empty where nothing does, or nobody can say. */
  static Optional<Hindrance> of(Optional<QueryResponses.Card> card, Language language) {
    Optional<Hindrance> stopped = card.flatMap(known -> stopped(known, language));
    return stopped.or(
        () ->
            card.map(QueryResponses.Card::usage)
                .filter(Hindrance::isUsedUp)
                .map(
                    usage ->
                        new Hindrance(
                            Tone.ACT,
                            PageMessages.DATA_USED_UP.in(language),
                            PageMessages.MORE_DATA.in(language))));
  }

  private static Optional<Hindrance> stopped(QueryResponses.Card card, Language language) {
    QueryResponses.CardStatus status = card.status();
    if (status == null) {
      return Optional.empty();
    }
    StopCause cause = StopCause.of(status.cause());
    return switch (status.state()) {
      // Whoever has renewed it is not told to renew it, nor that it has expired.
      case "SUSPENDED" ->
          cause == StopCause.EXPIRED && card.state().equals("ACTIVE")
              ? bad(
                  PageMessages.STOPPED_THOUGH_RENEWED.in(language),
                  PageMessages.TAKEN_AGAIN_SOON.in(language))
              : bad(cause.stopped(language), cause.action(language));
      case "CLOSED" -> bad(cause.closed(language), PageMessages.NEW_CARD.in(language));
      default -> Optional.empty();
    };
  }

  private static Optional<Hindrance> bad(String said, String action) {
    return Optional.of(new Hindrance(Tone.BAD, said, action));
  }

  private static boolean isUsedUp(QueryResponses.Usage usage) {
    Long remaining = usage.remainingBytes();
    return remaining != null && remaining == 0;
  }

  /**
   * The answer with this in its way: instead of "usable" and "your card works", beside anything
   * else.
   *
   * @param valid until when the renewal is valid, as a sentence; null where it isn't yet, so that
   *     how far it is remains to be said
   */
  Headline over(Headline headline, @Nullable String valid, Language language) {
    List<Note> notes = new ArrayList<>();
    boolean saysThatItWorks =
        headline.tone() == Tone.GOOD
            || headline.status().equals(PageMessages.STILL_WORKS.in(language));
    if (!saysThatItWorks) {
      notes.add(new Note(language.sentences(said, action), true));
      notes.addAll(headline.notes());
      return new Headline(
          headline.tone(), headline.status(), headline.answer(), headline.second(), notes);
    }
    notes.add(new Note(action, true));
    if (valid == null) {
      notes.addAll(headline.notes());
    }
    return new Headline(
        tone,
        PageMessages.NOT_NOW.in(language),
        said,
        valid == null ? headline.second() : valid,
        notes);
  }
}

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
 * @param forGood whether no renewal helps: nothing is to be paid or applied for any more
 */
record Hindrance(Tone tone, String said, String action, boolean forGood) {

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
                            PageMessages.MORE_DATA.in(language),
                            false)));
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
                  PageMessages.TAKEN_AGAIN_SOON.in(language),
                  false)
              : bad(cause.stopped(language), cause.action(language), false);
      case "CLOSED" -> bad(cause.closed(language), PageMessages.NEW_CARD.in(language), true);
      default -> Optional.empty();
    };
  }

  private static Optional<Hindrance> bad(String said, String action, boolean forGood) {
    return Optional.of(new Hindrance(Tone.BAD, said, action, forGood));
  }

  private static boolean isUsedUp(QueryResponses.Usage usage) {
    Long remaining = usage.remainingBytes();
    return remaining != null && remaining == 0;
  }

  /**
   * The answer with this in its way: instead of "usable" and "your card works", beside anything
   * else; and instead of what is still to pay, where that would be for nothing.
   *
   * @param valid until when the renewal is valid, as a sentence; null where it isn't yet, so that
   *     how far it is remains to be said
   * @param isUnpaid whether something is still to be paid for it
   */
  Headline over(Headline headline, @Nullable String valid, boolean isUnpaid, Language language) {
    boolean inVain = forGood && isUnpaid;
    boolean saysThatItWorks =
        headline.tone() == Tone.GOOD
            || headline.status().equals(PageMessages.STILL_WORKS.in(language));
    List<Note> notes = new ArrayList<>();
    notes.add(
        new Note(saysThatItWorks || inVain ? action : language.sentences(said, action), true));
    if (inVain) {
      notes.add(new Note(PageMessages.DONT_PAY_FOR_IT.in(language), true));
    } else if (valid == null || !saysThatItWorks) {
      headline.notes().stream().filter(note -> !(forGood && note.important())).forEach(notes::add);
    }
    if (!saysThatItWorks && !inVain) {
      return new Headline(
          headline.tone(), headline.status(), headline.answer(), headline.second(), notes);
    }
    return new Headline(
        tone,
        PageMessages.NOT_NOW.in(language),
        said,
        valid != null ? valid : inVain ? "" : headline.second(),
        notes);
  }
}

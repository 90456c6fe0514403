package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.OutlookFormatter;
import renewals.portal.text.PageMessages;
import renewals.portal.text.Refusal;
import renewals.schemas.query.QueryResponses;

/**
 * Words the one answer of a renewal's page.
 *
 * <p>Long because each state has an answer and notes of its own.
 */
final class HeadlineWriter {

  private final QueryResponses.Renewal renewal;
  private final RenewalHistory history;
  private final @Nullable Instant worksUntil;
  private final boolean isOpen;
  private final boolean isHindered;
  private final boolean isClosed;
  private final DisplayFormats formats;
  private final List<Note> notes = new ArrayList<>();

  HeadlineWriter(QueryResponses.Renewal renewal, CardNow card, DisplayFormats formats) {
    this.renewal = renewal;
    this.history = new RenewalHistory(renewal);
    this.worksUntil = card.worksUntil();
    this.isOpen = card.isOpen();
    this.isHindered = card.isHindered();
    this.isClosed = card.isClosed();
    this.formats = formats;
  }

  private String say(PageMessages message, Object... about) {
    return message.in(formats.language(), about);
  }

  private void note(PageMessages message, Object... about) {
    notes.add(new Note(say(message, about), false));
  }

  private void act(PageMessages message, Object... about) {
    notes.add(new Note(say(message, about), true));
  }

  private Headline written(Tone tone, PageMessages status, String answer, String second) {
    if (renewal.owed().minorUnits() > 0 && !renewal.state().equals("STALLED")) {
      // a renewal that has lapsed goes on as soon as the rest is paid
      note(
          renewal.state().equals("LAPSED")
              ? PageMessages.OWED_BACK_UNLESS_PAID
              : PageMessages.OWED_BACK,
          formats.money(renewal.owed()));
    }
    return new Headline(tone, say(status), answer, second, List.copyOf(notes));
  }

  /**
   * The answer of a renewal that isn't usable.
   *
   * @param about says what the renewal is at, where the card works all the same
   */
  private Headline open(
      Tone tone, PageMessages status, PageMessages about, String answer, String second) {
    if (worksUntil == null) {
      boolean saysIt = status == PageMessages.NOT_YET;
      if (isOpen) {
        return written(tone, saysIt ? PageMessages.UNDER_WAY : status, answer, second);
      }
      String works = saysIt || isHindered ? "" : say(PageMessages.CARD_NOT_USABLE);
      return written(tone, status, answer, joined(works, second));
    }
    return written(
        tone == Tone.WAIT ? Tone.GOOD : Tone.ACT,
        PageMessages.STILL_WORKS,
        say(PageMessages.WORKS_UNTIL, formats.until(worksUntil)),
        joined(say(about, inside(answer)), second));
  }

  /** An answer within a sentence. */
  private String inside(String answer) {
    return switch (formats.language()) {
      case CHINESE -> answer;
      case ENGLISH -> answer.substring(0, 1).toLowerCase(Locale.ROOT) + answer.substring(1);
    };
  }

  /** By when the renewal is through, and whether the card works until then. */
  private String expectedBy(OutlookFormatter outlook, PageMessages otherwise) {
    if (worksUntil == null) {
      return say(otherwise, outlook.by());
    }
    if (isHindered) {
      return say(PageMessages.IN_EFFECT_BY, outlook.by());
    }
    if (outlook.isBefore(worksUntil)) {
      return say(PageMessages.IN_EFFECT_WITHOUT_GAP, outlook.by());
    }
    notes.addFirst(new Note(say(PageMessages.MAY_HAVE_A_GAP), true));
    return say(PageMessages.IN_EFFECT_BY, outlook.by());
  }

  Headline usable(@Nullable Instant validUntil) {
    if (validUntil == null) {
      return written(
          Tone.GOOD,
          PageMessages.USABLE,
          say(PageMessages.USABLE_NOW),
          say(PageMessages.END_FOLLOWS));
    }
    Duration left = Duration.between(formats.now(), validUntil);
    if (left.isNegative() || left.isZero()) {
      act(PageMessages.RENEW_AGAIN);
      String answer = say(PageMessages.EXPIRED_AT, formats.moment(validUntil));
      return written(Tone.ACT, PageMessages.EXPIRED, answer, "");
    }
    note(PageMessages.NOTHING_TO_DO);
    note(PageMessages.RENEW_EARLY);
    return written(
        Tone.GOOD,
        PageMessages.USABLE,
        say(PageMessages.USABLE_UNTIL, formats.untilInFull(validUntil)),
        say(PageMessages.LEFT, formats.span(left)));
  }

  Headline waitingForReview() {
    note(
        renewal.due().minorUnits() > 0
            ? PageMessages.PAID_CARRIER_NEXT
            : PageMessages.GIFT_CARRIER_NEXT);
    boolean delayed = history.happened("DELAYED");
    if (delayed) {
      note(PageMessages.DID_DELAYED);
      note(PageMessages.DONT_PAY_AGAIN);
    }
    if (!isHindered) {
      note(PageMessages.NOTHING_TO_DO);
    }
    note(PageMessages.WE_TELL_YOU);
    OutlookFormatter outlook = OutlookFormatter.of(renewal.expectedUsable(), formats);
    outlook.notes().forEach(text -> notes.add(new Note(text, false)));
    if (outlook.isOpen()) {
      String noTime = isClosed ? "" : say(PageMessages.NO_TIME_YET);
      String second = outlook.why().isEmpty() ? noTime : outlook.why();
      return inReview(say(PageMessages.WAITING_FOR_CARRIER), second);
    }
    if (outlook.hasPassed()) {
      return inReview(say(PageMessages.LONGER_THAN_USUAL), outlook.why());
    }
    if (outlook.isOverdue()) {
      String second = joined(say(PageMessages.LONGER_THAN_USUAL), outlook.likely());
      return inReview(expectedBy(outlook, PageMessages.NOW_EXPECTED_BY), second);
    }
    return inReview(
        expectedBy(outlook, PageMessages.EXPECTED_BY), joined(outlook.likely(), outlook.why()));
  }

  private Headline inReview(String answer, String second) {
    return open(Tone.WAIT, PageMessages.NOT_YET, PageMessages.RENEWAL_IN_REVIEW, answer, second);
  }

  Headline waitingForPayment() {
    paymentNotes();
    String expected = expectedIfPaid();
    if (!expected.isEmpty()) {
      notes.addFirst(new Note(expected, false));
    }
    return unpaid();
  }

  Headline lapsed() {
    note(PageMessages.LAPSED_SINCE);
    paymentNotes();
    return unpaid();
  }

  private Headline unpaid() {
    return open(
        Tone.ACT,
        PageMessages.NOT_YET,
        PageMessages.RENEWAL_UNPAID,
        missing(),
        say(PageMessages.PAY_AT_CHANNEL));
  }

  private void paymentNotes() {
    if (renewal.net().minorUnits() > 0) {
      note(PageMessages.RECEIVED_SO_FAR, formats.money(renewal.net()));
    }
    if (history.lastIs("PAYMENT_FAILED")) {
      act(PageMessages.LAST_PAYMENT_FAILED);
    }
    if (!renewal.waitingFor().contains("REVIEW")) {
      note(PageMessages.CARRIER_HAS_APPROVED);
    }
  }

  private String missing() {
    long missing = renewal.due().minorUnits() - renewal.net().minorUnits();
    return say(PageMessages.STILL_MISSING, formats.money(missing, renewal.due().currency()));
  }

  private String expectedIfPaid() {
    OutlookFormatter outlook = OutlookFormatter.of(renewal.expectedUsable(), formats);
    if (renewal.expectedUsable() == null || outlook.hasPassed()) {
      return "";
    }
    outlook.notes().forEach(text -> notes.add(new Note(text, false)));
    if (outlook.isOpen()) {
      return outlook.why();
    }
    String expected =
        say(PageMessages.IF_PAID_SOON) + expectedBy(outlook, PageMessages.EXPECTED_BY);
    return joined(joined(expected, outlook.likely()), outlook.why());
  }

  Headline stalled() {
    if (renewal.owed().minorUnits() > 0) {
      note(PageMessages.STALLED_REFUND, formats.money(renewal.owed()));
    }
    note(PageMessages.STALLED_GOES_ON);
    note(PageMessages.DONT_PAY_AGAIN);
    return open(
        Tone.BAD,
        PageMessages.NOT_YET,
        PageMessages.RENEWAL_IN_REVIEW,
        say(PageMessages.STALLED),
        "");
  }

  Headline rejected() {
    Refusal refusal = Refusal.of(history.lastReasonOf("REJECTED"));
    notes.add(new Note(refusal.action(formats.language()), true));
    if (renewal.net().minorUnits() <= 0) {
      history
          .givenBack()
          .ifPresent(money -> note(PageMessages.WAS_GIVEN_BACK, formats.money(money)));
    }
    return open(
        Tone.BAD,
        PageMessages.REFUSED,
        PageMessages.RENEWAL_REFUSED,
        refusal.reason(formats.language()),
        "");
  }

  Headline refunded() {
    act(PageMessages.RENEW_IF_NEEDED);
    String answer =
        history
            .givenBack()
            .map(money -> say(PageMessages.GIVEN_BACK, formats.money(money)))
            .orElse(say(PageMessages.ALL_GIVEN_BACK));
    return open(Tone.BAD, PageMessages.CANCELLED, PageMessages.RENEWAL_CANCELLED, answer, "");
  }

  Headline waitingForRequest() {
    note(PageMessages.NO_REQUEST_WHO);
    act(PageMessages.NO_REQUEST_DO);
    return written(Tone.WAIT, PageMessages.NOT_YET, say(PageMessages.NO_REQUEST), "");
  }

  private String joined(String one, String other) {
    return formats.language().sentences(one, other);
  }
}

package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.OutlookFormatter;
import renewals.portal.text.PageMessages;
import renewals.portal.text.Refusal;
import renewals.schemas.query.QueryResponses;

/**
 * The one answer of a renewal's page.
 *
 * @param second empty if there is nothing to add
 */
record Headline(Tone tone, String status, String answer, String second, List<Note> notes) {

  private static final Duration NEAR = Duration.ofDays(2);

  /** The answer for where a renewal stands, as the figures' language and time have it. */
  static Headline of(
      QueryResponses.Renewal renewal, @Nullable Instant validUntil, DisplayFormats figures) {
    Writer writer = new Writer(renewal, figures);
    return switch (renewal.state()) {
      case "USABLE" -> writer.usable(validUntil);
      case "WAITING_FOR_REVIEW" -> writer.waitingForReview();
      case "WAITING_FOR_PAYMENT" -> writer.waitingForPayment();
      case "LAPSED" -> writer.lapsed();
      case "STALLED" -> writer.stalled();
      case "REJECTED" -> writer.rejected();
      case "REFUNDED" -> writer.refunded();
      default -> writer.waitingForRequest();
    };
  }

  private static final class Writer {

    private final QueryResponses.Renewal renewal;
    private final DisplayFormats figures;
    private final List<Note> notes = new ArrayList<>();

    Writer(QueryResponses.Renewal renewal, DisplayFormats figures) {
      this.renewal = renewal;
      this.figures = figures;
    }

    private String say(PageMessages phrase, Object... about) {
      return phrase.in(figures.language(), about);
    }

    private void note(PageMessages phrase, Object... about) {
      notes.add(new Note(say(phrase, about), false));
    }

    private void act(PageMessages phrase, Object... about) {
      notes.add(new Note(say(phrase, about), true));
    }

    private Headline written(Tone tone, PageMessages status, String answer, String second) {
      if (renewal.owed().minorUnits() > 0 && !renewal.state().equals("STALLED")) {
        note(PageMessages.OWED_BACK, figures.money(renewal.owed()));
      }
      return new Headline(tone, say(status), answer, second, List.copyOf(notes));
    }

    Headline usable(@Nullable Instant validUntil) {
      if (validUntil == null) {
        return written(
            Tone.GOOD,
            PageMessages.USABLE,
            say(PageMessages.USABLE_NOW),
            say(PageMessages.END_FOLLOWS));
      }
      Duration left = Duration.between(figures.now(), validUntil);
      if (left.isNegative() || left.isZero()) {
        act(PageMessages.RENEW_AGAIN);
        String answer = say(PageMessages.EXPIRED_AT, figures.moment(validUntil));
        return written(Tone.ACT, PageMessages.EXPIRED, answer, "");
      }
      boolean near = left.compareTo(NEAR) < 0;
      String end = near ? figures.dated(validUntil) : figures.day(validUntil);
      note(PageMessages.NOTHING_TO_DO);
      note(PageMessages.RENEW_EARLY);
      return written(
          Tone.GOOD,
          PageMessages.USABLE,
          say(PageMessages.USABLE_UNTIL, end),
          say(PageMessages.LEFT, figures.span(left)));
    }

    Headline waitingForReview() {
      note(
          renewal.due().minorUnits() > 0
              ? PageMessages.PAID_CARRIER_NEXT
              : PageMessages.GIFT_CARRIER_NEXT);
      boolean delayed = happened("DELAYED");
      if (delayed) {
        note(PageMessages.DID_DELAYED);
        note(PageMessages.DONT_PAY_AGAIN);
      }
      note(PageMessages.NOTHING_TO_DO);
      note(PageMessages.WE_TELL_YOU);
      OutlookFormatter outlook = OutlookFormatter.of(renewal.expectedUsable(), figures);
      outlook.notes().forEach(text -> notes.add(new Note(text, false)));
      if (outlook.isOpen()) {
        String second = outlook.why().isEmpty() ? say(PageMessages.NO_TIME_YET) : outlook.why();
        return written(
            Tone.WAIT, PageMessages.NOT_YET, say(PageMessages.WAITING_FOR_CARRIER), second);
      }
      if (outlook.hasPassed()) {
        return written(
            Tone.WAIT, PageMessages.NOT_YET, say(PageMessages.LONGER_THAN_USUAL), outlook.why());
      }
      if (outlook.isOverdue()) {
        String second = joined(say(PageMessages.LONGER_THAN_USUAL), outlook.likely());
        String answer = say(PageMessages.NOW_EXPECTED_BY, outlook.by());
        return written(Tone.WAIT, PageMessages.NOT_YET, answer, second);
      }
      return written(
          Tone.WAIT,
          PageMessages.NOT_YET,
          say(PageMessages.EXPECTED_BY, outlook.by()),
          joined(outlook.likely(), outlook.why()));
    }

    Headline waitingForPayment() {
      paymentNotes();
      String expected = expectedIfPaid();
      if (!expected.isEmpty()) {
        notes.addFirst(new Note(expected, false));
      }
      return written(Tone.ACT, PageMessages.NOT_YET, missing(), say(PageMessages.PAY_AT_CHANNEL));
    }

    Headline lapsed() {
      note(PageMessages.LAPSED_SINCE);
      paymentNotes();
      return written(Tone.ACT, PageMessages.NOT_YET, missing(), say(PageMessages.PAY_AT_CHANNEL));
    }

    private void paymentNotes() {
      if (renewal.net().minorUnits() > 0) {
        note(PageMessages.RECEIVED_SO_FAR, figures.money(renewal.net()));
      }
      if (lastIs("PAYMENT_FAILED")) {
        act(PageMessages.LAST_PAYMENT_FAILED);
      }
      if (!renewal.waitingFor().contains("REVIEW")) {
        note(PageMessages.CARRIER_HAS_APPROVED);
      }
    }

    private String missing() {
      long missing = renewal.due().minorUnits() - renewal.net().minorUnits();
      return say(PageMessages.STILL_MISSING, figures.money(missing, renewal.due().currency()));
    }

    private String expectedIfPaid() {
      OutlookFormatter outlook = OutlookFormatter.of(renewal.expectedUsable(), figures);
      if (renewal.expectedUsable() == null || outlook.hasPassed()) {
        return "";
      }
      outlook.notes().forEach(text -> notes.add(new Note(text, false)));
      if (outlook.isOpen()) {
        return outlook.why();
      }
      String expected =
          say(PageMessages.IF_PAID_SOON) + say(PageMessages.EXPECTED_BY, outlook.by());
      return joined(joined(expected, outlook.likely()), outlook.why());
    }

    Headline stalled() {
      if (renewal.owed().minorUnits() > 0) {
        note(PageMessages.STALLED_REFUND, figures.money(renewal.owed()));
      }
      note(PageMessages.STALLED_GOES_ON);
      note(PageMessages.DONT_PAY_AGAIN);
      return written(Tone.BAD, PageMessages.NOT_YET, say(PageMessages.STALLED), "");
    }

    Headline rejected() {
      Refusal refusal = Refusal.of(lastReasonOf("REJECTED"));
      notes.add(new Note(refusal.action(figures.language()), true));
      if (renewal.net().minorUnits() <= 0) {
        givenBack().ifPresent(money -> note(PageMessages.WAS_GIVEN_BACK, figures.money(money)));
      }
      return written(Tone.BAD, PageMessages.REFUSED, refusal.reason(figures.language()), "");
    }

    Headline refunded() {
      act(PageMessages.RENEW_IF_NEEDED);
      String answer =
          givenBack()
              .map(money -> say(PageMessages.GIVEN_BACK, figures.money(money)))
              .orElse(say(PageMessages.ALL_GIVEN_BACK));
      return written(Tone.BAD, PageMessages.CANCELLED, answer, "");
    }

    /** What went back in all, as it was said last. */
    private Optional<QueryResponses.Money> givenBack() {
      return renewal.timeline().reversed().stream()
          .filter(line -> line.what().equals("REFUNDED") || line.what().equals("REVERSED"))
          .findFirst()
          .flatMap(line -> Optional.ofNullable(line.amount()));
    }

    Headline waitingForRequest() {
      note(PageMessages.NO_REQUEST_WHO);
      act(PageMessages.NO_REQUEST_DO);
      return written(Tone.WAIT, PageMessages.NOT_YET, say(PageMessages.NO_REQUEST), "");
    }

    private String joined(String one, String other) {
      return figures.language().sentences(one, other);
    }

    private boolean happened(String what) {
      return renewal.timeline().stream().anyMatch(line -> line.what().equals(what));
    }

    private boolean lastIs(String what) {
      return !renewal.timeline().isEmpty() && renewal.timeline().getLast().what().equals(what);
    }

    private @Nullable String lastReasonOf(String what) {
      return renewal.timeline().reversed().stream()
          .filter(line -> line.what().equals(what))
          .findFirst()
          .flatMap(line -> Optional.ofNullable(line.reason()))
          .orElse(null);
    }
  }
}

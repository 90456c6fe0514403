package renewals.activation.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.api.Answers;
import renewals.activation.page.RenewalView.Note;
import renewals.activation.page.RenewalView.Tone;

/**
 * The one answer of a renewal's page.
 *
 * @param second empty if there is nothing to add
 */
record Headline(Tone tone, String status, String answer, String second, List<Note> notes) {

  private static final Duration NEAR = Duration.ofDays(2);

  /** The answer for where a renewal stands, as the figures' language and time have it. */
  static Headline of(Answers.Renewal renewal, @Nullable Instant validUntil, Figures figures) {
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

    private final Answers.Renewal renewal;
    private final Figures figures;
    private final List<Note> notes = new ArrayList<>();

    Writer(Answers.Renewal renewal, Figures figures) {
      this.renewal = renewal;
      this.figures = figures;
    }

    private String say(Phrase phrase, Object... about) {
      return phrase.in(figures.language(), about);
    }

    private void note(Phrase phrase, Object... about) {
      notes.add(new Note(say(phrase, about), false));
    }

    private void act(Phrase phrase, Object... about) {
      notes.add(new Note(say(phrase, about), true));
    }

    private Headline written(Tone tone, Phrase status, String answer, String second) {
      if (renewal.owed().minorUnits() > 0) {
        note(Phrase.OWED_BACK, figures.money(renewal.owed()));
      }
      return new Headline(tone, say(status), answer, second, List.copyOf(notes));
    }

    Headline usable(@Nullable Instant validUntil) {
      if (validUntil == null) {
        return written(Tone.GOOD, Phrase.USABLE, say(Phrase.USABLE_NOW), say(Phrase.END_FOLLOWS));
      }
      Duration left = Duration.between(figures.now(), validUntil);
      if (left.isNegative() || left.isZero()) {
        act(Phrase.RENEW_AGAIN);
        String answer = say(Phrase.EXPIRED_AT, figures.moment(validUntil));
        return written(Tone.ACT, Phrase.EXPIRED, answer, "");
      }
      boolean near = left.compareTo(NEAR) < 0;
      String end = near ? figures.moment(validUntil) : figures.day(validUntil);
      note(Phrase.NOTHING_TO_DO);
      note(Phrase.RENEW_EARLY);
      return written(
          Tone.GOOD,
          Phrase.USABLE,
          say(Phrase.USABLE_UNTIL, end),
          say(Phrase.LEFT, figures.span(left)));
    }

    Headline waitingForReview() {
      note(renewal.due().minorUnits() > 0 ? Phrase.PAID_CARRIER_NEXT : Phrase.GIFT_CARRIER_NEXT);
      boolean delayed = happened("DELAYED");
      if (delayed) {
        note(Phrase.DID_DELAYED);
        note(Phrase.DONT_PAY_AGAIN);
      }
      note(Phrase.NOTHING_TO_DO);
      note(Phrase.WE_TELL_YOU);
      Outlook outlook = Outlook.of(renewal.expectedUsable(), figures);
      outlook.notes().forEach(text -> notes.add(new Note(text, false)));
      if (outlook.isOpen()) {
        String second = outlook.why().isEmpty() ? say(Phrase.NO_TIME_YET) : outlook.why();
        return written(Tone.WAIT, Phrase.NOT_YET, say(Phrase.WAITING_FOR_CARRIER), second);
      }
      if (outlook.hasPassed()) {
        return written(Tone.WAIT, Phrase.NOT_YET, say(Phrase.LONGER_THAN_USUAL), outlook.why());
      }
      if (outlook.isOverdue()) {
        String second = joined(say(Phrase.LONGER_THAN_USUAL), outlook.likely());
        String answer = say(Phrase.NOW_EXPECTED_BY, outlook.by());
        return written(Tone.WAIT, Phrase.NOT_YET, answer, second);
      }
      return written(
          Tone.WAIT,
          Phrase.NOT_YET,
          say(Phrase.EXPECTED_BY, outlook.by()),
          joined(outlook.likely(), outlook.why()));
    }

    Headline waitingForPayment() {
      paymentNotes();
      return written(Tone.ACT, Phrase.NOT_YET, missing(), expectedIfPaid());
    }

    Headline lapsed() {
      act(Phrase.LAPSED_GOES_ON);
      paymentNotes();
      return written(Tone.ACT, Phrase.NOT_YET, say(Phrase.LAPSED), missing());
    }

    private void paymentNotes() {
      act(Phrase.PAY_AT_CHANNEL);
      if (renewal.net().minorUnits() > 0) {
        note(Phrase.RECEIVED_SO_FAR, figures.money(renewal.net()));
      }
      if (lastIs("PAYMENT_FAILED")) {
        act(Phrase.LAST_PAYMENT_FAILED);
      }
      if (!renewal.waitingFor().contains("REVIEW")) {
        note(Phrase.CARRIER_HAS_APPROVED);
      }
    }

    private String missing() {
      long missing = renewal.due().minorUnits() - renewal.net().minorUnits();
      return say(Phrase.STILL_MISSING, figures.money(missing, renewal.due().currency()));
    }

    private String expectedIfPaid() {
      Outlook outlook = Outlook.of(renewal.expectedUsable(), figures);
      if (renewal.expectedUsable() == null || outlook.hasPassed()) {
        return "";
      }
      outlook.notes().forEach(text -> notes.add(new Note(text, false)));
      if (outlook.isOpen()) {
        return outlook.why();
      }
      String expected = say(Phrase.IF_PAID_SOON) + say(Phrase.EXPECTED_BY, outlook.by());
      return joined(joined(expected, outlook.likely()), outlook.why());
    }

    Headline stalled() {
      note(Phrase.STALLED_WHO);
      note(Phrase.DONT_PAY_AGAIN);
      note(Phrase.STALLED_CHOICE);
      return written(Tone.BAD, Phrase.NOT_YET, say(Phrase.STALLED), "");
    }

    Headline rejected() {
      Refusal refusal = Refusal.of(lastReasonOf("REJECTED"));
      notes.add(new Note(refusal.action(figures.language()), true));
      if (renewal.net().minorUnits() <= 0) {
        givenBack().ifPresent(money -> note(Phrase.WAS_GIVEN_BACK, figures.money(money)));
      }
      return written(Tone.BAD, Phrase.REFUSED, refusal.reason(figures.language()), "");
    }

    Headline refunded() {
      act(Phrase.RENEW_IF_NEEDED);
      String answer =
          givenBack()
              .map(money -> say(Phrase.GIVEN_BACK, figures.money(money)))
              .orElse(say(Phrase.ALL_GIVEN_BACK));
      return written(Tone.BAD, Phrase.CANCELLED, answer, "");
    }

    /** What went back in all, as it was said last. */
    private Optional<Answers.Money> givenBack() {
      return renewal.timeline().reversed().stream()
          .filter(line -> line.what().equals("REFUNDED") || line.what().equals("REVERSED"))
          .findFirst()
          .flatMap(line -> Optional.ofNullable(line.amount()));
    }

    Headline waitingForRequest() {
      note(Phrase.NO_REQUEST_WHO);
      act(Phrase.NO_REQUEST_DO);
      return written(Tone.WAIT, Phrase.NOT_YET, say(Phrase.NO_REQUEST), "");
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

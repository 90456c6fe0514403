package renewals.activation.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.api.Answers;
import renewals.activation.page.RenewalView.CardView;
import renewals.activation.page.RenewalView.Line;
import renewals.activation.page.RenewalView.Period;
import renewals.activation.page.RenewalView.Progress;
import renewals.activation.page.RenewalView.Step;
import renewals.schemas.contract.Iccid;

/** Words answers for a merchant. */
final class RenewalViews {

  private static final int[] REMINDER_DAYS = {30, 7, 1};

  private final Figures figures;
  private final Language language;

  private RenewalViews(Figures figures) {
    this.figures = figures;
    this.language = figures.language();
  }

  /**
   * A renewal's page.
   *
   * @param card empty where nobody can say for now
   */
  static RenewalView of(Answers.Renewal renewal, Optional<Answers.Card> card, Figures figures) {
    return new RenewalViews(figures).view(renewal, card);
  }

  private RenewalView view(Answers.Renewal renewal, Optional<Answers.Card> card) {
    Instant validUntil = validUntil(renewal, card);
    Headline headline = Headline.of(renewal, validUntil, figures);
    String iccid = renewal.iccid();
    return new RenewalView(
        language,
        renewal.renewalId(),
        headline.tone(),
        iccid == null
            ? Phrase.CARD_PLAIN.in(language)
            : Phrase.CARD_ENDING.in(language, iccid.substring(iccid.length() - 4)),
        headline.status(),
        headline.answer(),
        headline.second(),
        headline.notes(),
        steps(renewal),
        renewal.timeline().stream().map(this::line).flatMap(Optional::stream).toList(),
        coming(renewal, validUntil),
        card.map(this::card).orElse(null),
        Phrase.ZONE.in(language, figures.zoneName()));
  }

  /** The card's, which later renewals may have moved on; the renewal's own where that is away. */
  private static @Nullable Instant validUntil(
      Answers.Renewal renewal, Optional<Answers.Card> card) {
    String own = renewal.validUntil();
    String cards = card.map(Answers.Card::validUntil).orElse(null);
    if (own == null) {
      return null;
    }
    Instant until = Figures.instant(own);
    return cards != null && Figures.instant(cards).isAfter(until) ? Figures.instant(cards) : until;
  }

  private List<Step> steps(Answers.Renewal renewal) {
    List<String> missing = renewal.waitingFor();
    boolean requested = !missing.contains("REQUEST");
    boolean rejected = renewal.state().equals("REJECTED");
    List<Step> steps = new ArrayList<>(4);
    boolean[] open = {true};
    steps.add(step(Phrase.STEP_APPLIED, requested, false, open));
    steps.add(step(Phrase.STEP_PAID, requested && !missing.contains("PAYMENT"), false, open));
    steps.add(step(Phrase.STEP_APPROVED, requested && !missing.contains("REVIEW"), rejected, open));
    steps.add(step(Phrase.STEP_USABLE, renewal.state().equals("USABLE"), false, open));
    return steps;
  }

  /** A step; {@code open} says whether one that is not done would be the one that is now. */
  private Step step(Phrase name, boolean done, boolean failed, boolean[] open) {
    Progress progress;
    if (done) {
      progress = Progress.DONE;
    } else if (failed) {
      progress = Progress.FAILED;
      open[0] = false;
    } else {
      progress = open[0] ? Progress.NOW : Progress.LATER;
      open[0] = false;
    }
    Phrase said =
        switch (progress) {
          case DONE -> Phrase.DONE;
          case NOW -> Phrase.CURRENT;
          case LATER -> Phrase.TO_COME;
          case FAILED -> Phrase.FAILED;
        };
    return new Step(name.in(language), progress, said.in(language));
  }

  /** What a merchant sees of a line; empty for what is for operators only. */
  private Optional<Line> line(Answers.Line line) {
    Phrase what =
        switch (line.what()) {
          case "ACCEPTED" -> Phrase.DID_ACCEPTED;
          case "PAYMENT_FAILED" -> Phrase.DID_PAYMENT_FAILED;
          case "UNDERPAID" -> Phrase.DID_UNDERPAID;
          case "PAID" -> Phrase.DID_PAID;
          case "APPROVED" -> Phrase.DID_APPROVED;
          case "REJECTED" -> Phrase.DID_REJECTED;
          case "REFUND_DUE" -> Phrase.DID_REFUND_DUE;
          case "DELAYED" -> Phrase.DID_DELAYED;
          case "LAPSED" -> Phrase.DID_LAPSED;
          case "STALLED" -> Phrase.DID_STALLED;
          case "ACTIVATED" -> Phrase.DID_ACTIVATED;
          case "REVERSED" -> Phrase.DID_REVERSED;
          case "MISMATCH" -> line.amount() == null ? null : Phrase.DID_MISMATCH;
          default -> null;
        };
    if (what == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Line(
            line.at(),
            figures.moment(Figures.instant(line.at())),
            what.in(language),
            detail(line)));
  }

  private String detail(Answers.Line line) {
    if (line.what().equals("REJECTED")) {
      return Refusal.of(line.reason()).reason(language);
    }
    return line.amount() == null ? "" : figures.money(line.amount());
  }

  private List<Line> coming(Answers.Renewal renewal, @Nullable Instant validUntil) {
    List<Line> coming = new ArrayList<>();
    switch (renewal.state()) {
      case "USABLE" -> expiry(validUntil, coming);
      case "WAITING_FOR_PAYMENT", "LAPSED", "WAITING_FOR_REVIEW", "STALLED" -> {
        if (renewal.waitingFor().contains("PAYMENT")) {
          coming.add(new Line("", "", Phrase.WILL_PAY.in(language), ""));
        }
        if (renewal.waitingFor().contains("REVIEW")) {
          coming.add(new Line("", "", Phrase.WILL_APPROVE.in(language), ""));
        }
        coming.add(usable(renewal.expectedUsable()));
      }
      default -> {
        // Rejected, or not yet applied for: what comes depends on what somebody does.
      }
    }
    return coming;
  }

  private Line usable(Answers.@Nullable ExpectedUsable expected) {
    String by = expected == null ? null : expected.by();
    if (by == null || !Figures.instant(by).isAfter(figures.now())) {
      return new Line("", "", Phrase.WILL_BE_USABLE.in(language), "");
    }
    String time = Phrase.BY.in(language, figures.moment(Figures.instant(by)));
    return new Line(by, time, Phrase.WILL_BE_USABLE.in(language), "");
  }

  private void expiry(@Nullable Instant validUntil, List<Line> coming) {
    if (validUntil == null || !validUntil.isAfter(figures.now())) {
      return;
    }
    for (int days : REMINDER_DAYS) {
      Instant at = validUntil.minus(Duration.ofDays(days));
      if (at.isAfter(figures.now())) {
        coming.add(moment(at, Phrase.WILL_REMIND));
      }
    }
    coming.add(moment(validUntil, Phrase.WILL_EXPIRE));
  }

  private Line moment(Instant at, Phrase what) {
    return new Line(at.toString(), figures.moment(at), what.in(language), "");
  }

  private CardView card(Answers.Card card) {
    String until = card.validUntil();
    return new CardView(
        Iccid.parse(card.iccid()).map(Iccid::masked).orElse("…"),
        until == null ? Phrase.CARD_UNKNOWN.in(language) : figures.moment(Figures.instant(until)),
        until == null ? "" : left(Figures.instant(until)),
        Figures.data(card.dataBytes()),
        card.renewals().reversed().stream().map(this::period).toList());
  }

  private String left(Instant until) {
    Duration left = Duration.between(figures.now(), until);
    return left.isNegative() || left.isZero()
        ? Phrase.CARD_EXPIRED.in(language)
        : figures.span(left);
  }

  private Period period(Answers.CardRenewal renewal) {
    return new Period(
        figures.day(Figures.instant(renewal.validFrom())),
        figures.day(Figures.instant(renewal.validUntil())),
        Figures.data(renewal.dataBytes()));
  }
}

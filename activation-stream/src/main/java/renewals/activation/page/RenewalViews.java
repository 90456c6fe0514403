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
import renewals.activation.page.RenewalView.Note;
import renewals.activation.page.RenewalView.Period;
import renewals.activation.page.RenewalView.Progress;
import renewals.activation.page.RenewalView.Step;
import renewals.schemas.contract.Iccid;

/** Words answers for a merchant. */
final class RenewalViews {

  private static final int[] REMINDER_DAYS = {30, 7, 1};

  /** A change by less is none. */
  private static final Duration WORTH_SAYING = Duration.ofMinutes(10);

  /** What arrives so soon needs no second time. */
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

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
    return of(renewal, card, figures, null);
  }

  /**
   * A renewal's page that was open before.
   *
   * @param was by when it was expected when the page was opened, null if nobody said
   */
  static RenewalView of(
      Answers.Renewal renewal,
      Optional<Answers.Card> card,
      Figures figures,
      @Nullable Instant was) {
    return new RenewalViews(figures).view(renewal, card, was);
  }

  private RenewalView view(
      Answers.Renewal renewal, Optional<Answers.Card> card, @Nullable Instant was) {
    Instant validUntil = validUntil(renewal, card);
    Headline headline = Headline.of(renewal, validUntil, figures);
    List<Note> notes = new ArrayList<>(headline.notes());
    moved(renewal, was).ifPresent(note -> notes.addFirst(new Note(note, false)));
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
        List.copyOf(notes),
        steps(renewal),
        renewal.timeline().stream().map(this::line).flatMap(Optional::stream).toList(),
        coming(renewal, validUntil),
        card.map(this::card).orElse(null),
        Phrase.ZONE.in(language, figures.zoneName()),
        expectedBy(renewal).map(Instant::toString).orElse(""));
  }

  private static Optional<Instant> expectedBy(Answers.Renewal renewal) {
    return Optional.ofNullable(renewal.expectedUsable())
        .map(Answers.ExpectedUsable::by)
        .map(Figures::instant)
        .map(Figures::upToFiveMinutes);
  }

  /** That the time has changed while the page was open, which a glance might miss. */
  private Optional<String> moved(Answers.Renewal renewal, @Nullable Instant was) {
    boolean waits = renewal.state().startsWith("WAITING_FOR_");
    if (was == null || !waits) {
      return Optional.empty();
    }
    Duration by =
        expectedBy(renewal).map(now -> Duration.between(was, now).abs()).orElse(WORTH_SAYING);
    return by.compareTo(WORTH_SAYING) < 0
        ? Optional.empty()
        : Optional.of(Phrase.WAS_EXPECTED_BY.in(language, figures.promised(was)));
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
    boolean requested = !renewal.state().equals("WAITING_FOR_REQUEST");
    boolean paid = requested && renewal.net().minorUnits() >= renewal.due().minorUnits();
    // Whoever is rejected, or has his money back, is waited for no more: no step is under way.
    boolean over = renewal.state().equals("REJECTED") || renewal.state().equals("REFUNDED");
    Progress next = over ? Progress.LATER : Progress.NOW;
    List<Step> steps = new ArrayList<>(4);
    steps.add(step(Phrase.STEP_APPLIED, requested ? Progress.DONE : next));
    if (renewal.state().equals("REFUNDED")) {
      steps.add(new Step(said(Phrase.STEP_PAID), Progress.FAILED, said(Phrase.WENT_BACK)));
    } else {
      steps.add(step(Phrase.STEP_PAID, paid ? Progress.DONE : upTo(steps, next)));
    }
    steps.add(step(Phrase.STEP_APPROVED, reviewed(renewal, upTo(steps, next))));
    boolean usable = renewal.state().equals("USABLE");
    steps.add(step(Phrase.STEP_USABLE, usable ? Progress.DONE : upTo(steps, next)));
    return steps;
  }

  /** What a step that is not done is: the first of them is under way, where any is. */
  private static Progress upTo(List<Step> before, Progress next) {
    boolean first = before.stream().allMatch(step -> step.progress() == Progress.DONE);
    return first ? next : Progress.LATER;
  }

  private static Progress reviewed(Answers.Renewal renewal, Progress open) {
    return switch (renewal.state()) {
      case "REJECTED" -> Progress.FAILED;
      case "WAITING_FOR_REQUEST" -> open;
      // Nothing is waited for, so the answer does not say whether a review came; the timeline does.
      case "REFUNDED" ->
          renewal.timeline().stream().anyMatch(line -> line.what().equals("APPROVED"))
              ? Progress.DONE
              : open;
      default -> renewal.waitingFor().contains("REVIEW") ? open : Progress.DONE;
    };
  }

  private Step step(Phrase name, Progress progress) {
    Phrase said =
        switch (progress) {
          case DONE -> Phrase.DONE;
          case NOW -> Phrase.CURRENT;
          case LATER -> Phrase.TO_COME;
          case FAILED -> Phrase.FAILED;
        };
    return new Step(said(name), progress, said(said));
  }

  private String said(Phrase phrase) {
    return phrase.in(language);
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
          case "CARRIER_NOTICE" -> Phrase.DID_CARRIER_NOTICE;
          case "LAPSED" -> Phrase.DID_LAPSED;
          case "STALLED" -> Phrase.DID_STALLED;
          case "ACTIVATED" -> Phrase.DID_ACTIVATED;
          case "REVERSED" -> reversed(line.reason());
          case "REFUND" ->
              "PAYMENT_UNKNOWN".equals(line.reason())
                  ? Phrase.DID_REFUND_UNKNOWN
                  : Phrase.DID_REFUND;
          case "REFUNDED" -> Phrase.DID_REFUNDED;
          case "MISMATCH" -> line.amount() == null ? null : Phrase.DID_MISMATCH;
          default -> null;
        };
    if (what == null) {
      return Optional.empty();
    }
    // The time of a receipt is the event's own.
    String own = line.occurredAt() == null ? line.at() : line.occurredAt();
    return Optional.of(
        new Line(
            own,
            figures.moment(Figures.instant(own)),
            said(what),
            detail(line),
            arrived(Figures.instant(own), Figures.instant(line.at()))));
  }

  private String arrived(Instant own, Instant at) {
    return Duration.between(own, at).abs().compareTo(AT_ONCE) < 0
        ? ""
        : Phrase.ARRIVED.in(language, figures.moment(at));
  }

  private static Phrase reversed(@Nullable String by) {
    return switch (by) {
      case "REFUND" -> Phrase.DID_REVERSED_BY_REFUND;
      case "REVIEW" -> Phrase.DID_REVERSED_BY_REVIEW;
      case null, default -> Phrase.DID_REVERSED;
    };
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
          coming.add(Line.toCome("", "", Phrase.WILL_PAY.in(language)));
        }
        if (renewal.waitingFor().contains("REVIEW")) {
          coming.add(Line.toCome("", "", Phrase.WILL_APPROVE.in(language)));
        }
        coming.add(usable(renewal));
      }
      default -> {
        // Rejected, paid back or not yet applied for: what comes depends on what somebody does.
      }
    }
    return coming;
  }

  private Line usable(Answers.Renewal renewal) {
    Optional<Instant> by = expectedBy(renewal).filter(at -> at.isAfter(figures.now()));
    String at = by.map(Instant::toString).orElse("");
    String time = by.map(when -> Phrase.BY.in(language, figures.moment(when))).orElse("");
    return Line.toCome(at, time, Phrase.WILL_BE_USABLE.in(language));
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
    return Line.toCome(at.toString(), figures.moment(at), what.in(language));
  }

  private CardView card(Answers.Card card) {
    String until = card.validUntil();
    return new CardView(
        Iccid.parse(card.iccid()).map(Iccid::masked).orElse("…"),
        until == null ? said(Phrase.CARD_NOTHING_COUNTS) : figures.moment(Figures.instant(until)),
        until == null ? "" : left(Figures.instant(until)),
        card.renewals().isEmpty() ? "" : Figures.data(card.dataBytes()),
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

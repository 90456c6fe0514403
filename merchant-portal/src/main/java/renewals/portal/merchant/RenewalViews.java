package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.kit.PartnerNames;
import renewals.portal.merchant.RenewalView.CardView;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Period;
import renewals.portal.merchant.RenewalView.Progress;
import renewals.portal.merchant.RenewalView.Step;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.text.UsageLine;
import renewals.schemas.card.CardExpiry;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.RenewalCard;

/**
 * Words answers for a merchant.
 *
 * <p>Long because all parts of a renewal's page are put together here.
 */
final class RenewalViews {

  /** A change by less is none. */
  private static final Duration WORTH_SAYING = Duration.ofMinutes(10);

  private final DisplayFormats formats;
  private final Language language;
  private final TimelineLines lines;
  private final PartnerNames names;

  private RenewalViews(DisplayFormats formats, PartnerNames names) {
    this.formats = formats;
    this.names = names;
    this.language = formats.language();
    this.lines = new TimelineLines(formats);
  }

  /**
   * A renewal's page.
   *
   * @param card how its card stands
   */
  static RenewalView of(QueryResponses.Renewal renewal, CardAnswer card, DisplayFormats formats) {
    return of(renewal, card, formats, null, PartnerNames.none());
  }

  /**
   * A renewal's page that was open before.
   *
   * @param was by when it was expected when the page was opened, null if nobody said
   * @param names of carriers and channels
   */
  static RenewalView of(
      QueryResponses.Renewal renewal,
      CardAnswer card,
      DisplayFormats formats,
      @Nullable Instant was,
      PartnerNames names) {
    return new RenewalViews(formats, names).view(renewal, card, was);
  }

  private RenewalView view(QueryResponses.Renewal given, CardAnswer answer, @Nullable Instant was) {
    Optional<QueryResponses.Card> card = answer.card();
    // a card that is closed for good is not usable by any time, whenever the renewal takes effect
    QueryResponses.Renewal renewal = isClosed(card) ? given.withoutExpectedUsable() : given;
    CardExpiry expiry = RenewalCard.expiry(renewal, answer);
    // later renewals may have moved it since
    Instant validUntil = renewal.validUntil() == null ? null : expiry.until();
    Instant worksUntil = worksUntil(expiry);
    Headline headline = headline(renewal, answer, validUntil, worksUntil);
    List<Note> notes = new ArrayList<>(headline.notes());
    if (answer.isOpen()) {
      notes.addFirst(new Note(said(PageMessages.CARD_UNANSWERED), false));
    }
    moved(renewal, was).ifPresent(note -> notes.addFirst(new Note(note, false)));
    String iccid = renewal.iccid();
    return new RenewalView(
        language,
        renewal.renewalId(),
        headline.tone(),
        iccid == null
            ? PageMessages.CARD_PLAIN.in(language)
            : PageMessages.CARD_ENDING.in(language, iccid.substring(iccid.length() - 4)),
        headline.status(),
        headline.answer(),
        headline.second(),
        List.copyOf(notes),
        steps(renewal),
        lines.happened(renewal),
        isOver(renewal, card)
            ? List.of()
            : lines.coming(renewal, answer, validUntil == null ? worksUntil : validUntil),
        card.map(known -> card(known, expiry.until(), isUnderWay(renewal))).orElse(null),
        new BoughtFacts(formats, names).of(renewal),
        List.of(),
        PageMessages.ZONE.in(language, formats.zoneName()),
        TimelineLines.expectedBy(renewal).map(Instant::toString).orElse(""));
  }

  /** Renewal × card: what is paid and valid can be used only where nothing stands in its way. */
  private Headline headline(
      QueryResponses.Renewal renewal,
      CardAnswer card,
      @Nullable Instant validUntil,
      @Nullable Instant worksUntil) {
    Optional<Hindrance> hindrance = Hindrance.of(card.card(), language);
    CardNow now =
        new CardNow(worksUntil, card.isOpen(), hindrance.isPresent(), isClosed(card.card()));
    Headline headline = Headlines.of(renewal, validUntil, now, formats);
    String valid =
        validUntil == null
            ? null
            : PageMessages.PAID_AND_VALID.in(language, formats.day(validUntil));
    boolean isUnpaid = renewal.waitingFor().contains("PAYMENT");
    return hindrance.map(found -> found.over(headline, valid, isUnpaid, language)).orElse(headline);
  }

  /** That the time has changed while the page was open, which a glance might miss. */
  private Optional<String> moved(QueryResponses.Renewal renewal, @Nullable Instant was) {
    boolean waits = renewal.state().startsWith("WAITING_FOR_");
    if (was == null || !waits) {
      return Optional.empty();
    }
    Duration by =
        TimelineLines.expectedBy(renewal)
            .map(now -> Duration.between(was, now).abs())
            .orElse(WORTH_SAYING);
    return by.compareTo(WORTH_SAYING) < 0
        ? Optional.empty()
        : Optional.of(PageMessages.WAS_EXPECTED_BY.in(language, formats.promised(was)));
  }

  /**
   * Until when the card works whatever this renewal is at; null where it has expired, or nobody
   * knows.
   */
  private @Nullable Instant worksUntil(CardExpiry expiry) {
    Instant until = expiry.until();
    return until != null && until.isAfter(formats.now()) ? until : null;
  }

  private List<Step> steps(QueryResponses.Renewal renewal) {
    boolean requested = !renewal.state().equals("WAITING_FOR_REQUEST");
    boolean paid = requested && renewal.net().minorUnits() >= renewal.due().minorUnits();
    // Whoever is rejected, or has his money back, is waited for no more: no step is under way.
    boolean over = renewal.state().equals("REJECTED") || renewal.state().equals("REFUNDED");
    Progress next = over ? Progress.LATER : Progress.NOW;
    List<Step> steps = new ArrayList<>(4);
    steps.add(step(PageMessages.STEP_APPLIED, requested ? Progress.DONE : next));
    if (renewal.state().equals("REFUNDED")) {
      steps.add(step(PageMessages.STEP_PAID, Progress.BACK));
    } else {
      steps.add(step(PageMessages.STEP_PAID, paid ? Progress.DONE : upTo(steps, next)));
    }
    steps.add(step(PageMessages.STEP_APPROVED, reviewed(renewal, upTo(steps, next))));
    boolean usable = renewal.state().equals("USABLE");
    steps.add(step(PageMessages.STEP_USABLE, usable ? Progress.DONE : upTo(steps, next)));
    return steps;
  }

  /** What a step that is not done is: the first of them is under way, where any is. */
  private static Progress upTo(List<Step> before, Progress next) {
    boolean first = before.stream().allMatch(step -> step.progress() == Progress.DONE);
    return first ? next : Progress.LATER;
  }

  private static Progress reviewed(QueryResponses.Renewal renewal, Progress open) {
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

  private Step step(PageMessages name, Progress progress) {
    PageMessages said =
        switch (progress) {
          case DONE -> PageMessages.DONE;
          case NOW -> PageMessages.CURRENT;
          case LATER -> PageMessages.TO_COME;
          case FAILED -> PageMessages.FAILED;
          case BACK -> PageMessages.WENT_BACK;
        };
    return new Step(said(name), progress, said(said));
  }

  private String said(PageMessages message) {
    return message.in(language);
  }

  private CardView card(QueryResponses.Card card, @Nullable Instant until, boolean isUnderWay) {
    return new CardView(
        Iccid.parse(card.iccid()).map(Iccid::masked).orElse("…"),
        until == null ? said(PageMessages.CARD_NOTHING_COUNTS) : formats.moment(until),
        until == null || isClosed(card) ? "" : left(until),
        card.renewBy() == null || isUnderWay || isClosed(card)
            ? ""
            : renewBy(DisplayFormats.instant(card.renewBy())),
        card.renewals().isEmpty() ? "" : DisplayFormats.data(card.dataBytes()),
        UsageLine.of(card.usage(), formats),
        card.renewals().reversed().stream().map(this::period).toList());
  }

  private static boolean isClosed(QueryResponses.Card card) {
    return card.status() != null && card.status().state().equals("CLOSED");
  }

  private static boolean isClosed(Optional<QueryResponses.Card> card) {
    return card.filter(RenewalViews::isClosed).isPresent();
  }

  /** Of a card that is closed for good nothing comes but what the carrier decides. */
  private static boolean isOver(
      QueryResponses.Renewal renewal, Optional<QueryResponses.Card> card) {
    boolean isUndecided =
        renewal.waitingFor().contains("REVIEW") && !renewal.waitingFor().contains("PAYMENT");
    return isClosed(card) && !isUndecided;
  }

  /** Who waits for this renewal is not told until when to renew: he might do so again. */
  private static boolean isUnderWay(QueryResponses.Renewal renewal) {
    return !renewal.waitingFor().isEmpty();
  }

  private String renewBy(Instant renewBy) {
    return renewBy.isAfter(formats.now())
        ? formats.end(renewBy)
        : said(PageMessages.CARD_RENEW_NOW);
  }

  private String left(Instant until) {
    Duration left = Duration.between(formats.now(), until);
    return left.isNegative() || left.isZero()
        ? PageMessages.CARD_EXPIRED.in(language)
        : formats.span(left);
  }

  private Period period(QueryResponses.CardRenewal renewal) {
    return new Period(
        formats.day(DisplayFormats.instant(renewal.validFrom())),
        formats.day(DisplayFormats.instant(renewal.validUntil())),
        DisplayFormats.data(renewal.dataBytes()));
  }
}

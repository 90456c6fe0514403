package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Line;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.text.Refusal;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/** Words what happened to a renewal and what comes, line by line. */
final class TimelineLines {

  /** What arrives so soon needs no second time. */
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private final DisplayFormats formats;
  private final Language language;

  TimelineLines(DisplayFormats formats) {
    this.formats = formats;
    this.language = formats.language();
  }

  /** What happened, in order; without what is for operators only. */
  List<Line> happened(QueryResponses.Renewal renewal) {
    boolean mayBePaid = renewal.state().equals("LAPSED");
    return renewal.timeline().stream()
        .map(line -> line(line, mayBePaid))
        .flatMap(Optional::stream)
        .toList();
  }

  /** By when it is expected, in whole five minutes; empty if nobody can say. */
  static Optional<Instant> expectedBy(QueryResponses.Renewal renewal) {
    return Optional.ofNullable(renewal.expectedUsable())
        .map(QueryResponses.ExpectedUsable::by)
        .map(DisplayFormats::instant)
        .map(DisplayFormats::upToFiveMinutes);
  }

  /**
   * What a merchant sees of a line; empty for what is for operators only.
   *
   * @param mayBePaid whether the renewal has lapsed and goes on as soon as the rest is paid
   */
  private Optional<Line> line(QueryResponses.Line line, boolean mayBePaid) {
    PageMessages what =
        switch (line.what()) {
          case "ACCEPTED" -> PageMessages.DID_ACCEPTED;
          case "PAYMENT_FAILED" -> PageMessages.DID_PAYMENT_FAILED;
          case "UNDERPAID" -> PageMessages.DID_UNDERPAID;
          case "PAID" -> PageMessages.DID_PAID;
          case "APPROVED" -> PageMessages.DID_APPROVED;
          case "REJECTED" -> PageMessages.DID_REJECTED;
          case "REFUND_DUE" ->
              mayBePaid ? PageMessages.DID_REFUND_DUE_UNLESS_PAID : PageMessages.DID_REFUND_DUE;
          case "DELAYED" -> PageMessages.DID_DELAYED;
          case "CARRIER_NOTICE" -> PageMessages.DID_CARRIER_NOTICE;
          case "LAPSED" -> PageMessages.DID_LAPSED;
          case "STALLED" -> PageMessages.DID_STALLED;
          case "ACTIVATED" -> PageMessages.DID_ACTIVATED;
          case "REVERSED" -> reversed(line.reason());
          case "REFUND" ->
              "PAYMENT_UNKNOWN".equals(line.reason())
                  ? PageMessages.DID_REFUND_UNKNOWN
                  : PageMessages.DID_REFUND;
          case "REFUNDED" -> PageMessages.DID_REFUNDED;
          case "MISMATCH" -> line.amount() == null ? null : PageMessages.DID_MISMATCH;
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
            formats.moment(DisplayFormats.instant(own)),
            said(what),
            detail(line),
            arrived(DisplayFormats.instant(own), DisplayFormats.instant(line.at()))));
  }

  private String arrived(Instant own, Instant at) {
    return Duration.between(own, at).abs().compareTo(AT_ONCE) < 0
        ? ""
        : PageMessages.ARRIVED.in(language, formats.moment(at));
  }

  private static PageMessages reversed(@Nullable String by) {
    return switch (by) {
      case "REFUND" -> PageMessages.DID_REVERSED_BY_REFUND;
      case "REVIEW" -> PageMessages.DID_REVERSED_BY_REVIEW;
      case null, default -> PageMessages.DID_REVERSED;
    };
  }

  private String detail(QueryResponses.Line line) {
    if (line.what().equals("REJECTED")) {
      return Refusal.of(line.reason()).reason(language);
    }
    return line.amount() == null ? "" : formats.money(line.amount());
  }

  /**
   * What comes, as far as it is known.
   *
   * @param card how it stands
   * @param until the card's end, null if there is none
   */
  List<Line> coming(QueryResponses.Renewal renewal, CardAnswer card, @Nullable Instant until) {
    List<Line> coming = new ArrayList<>();
    switch (renewal.state()) {
      case "USABLE" -> expiry(card.card(), until, coming);
      case "WAITING_FOR_PAYMENT", "LAPSED", "WAITING_FOR_REVIEW", "STALLED" -> {
        if (renewal.waitingFor().contains("PAYMENT")) {
          coming.add(Line.toCome("", "", PageMessages.WILL_PAY.in(language)));
        }
        if (renewal.waitingFor().contains("REVIEW")) {
          coming.add(Line.toCome("", "", PageMessages.WILL_APPROVE.in(language)));
        }
        coming.add(usable(renewal, until != null || card.isOpen()));
      }
      default -> {
        // Rejected, paid back or not yet applied for: what comes depends on what somebody does.
      }
    }
    return coming;
  }

  /** When the renewal is through; {@code works}: whether the card does until then, or may. */
  private Line usable(QueryResponses.Renewal renewal, boolean works) {
    Optional<Instant> by = expectedBy(renewal).filter(at -> at.isAfter(formats.now()));
    String at = by.map(Instant::toString).orElse("");
    String time = by.map(when -> PageMessages.BY.in(language, formats.moment(when))).orElse("");
    return Line.toCome(
        at, time, said(works ? PageMessages.WILL_TAKE_EFFECT : PageMessages.WILL_BE_USABLE));
  }

  private void expiry(
      Optional<QueryResponses.Card> card, @Nullable Instant until, List<Line> coming) {
    if (until == null || !until.isAfter(formats.now())) {
      return;
    }
    SortedMap<Instant, Line> byTime = new TreeMap<>();
    card.filter(known -> until.equals(instant(known.validUntil())))
        .ifPresent(known -> calendar(known, until, byTime));
    byTime.put(until, moment(until, PageMessages.WILL_EXPIRE));
    coming.addAll(byTime.values());
  }

  private void calendar(QueryResponses.Card card, Instant until, SortedMap<Instant, Line> byTime) {
    Instant renewBy = instant(card.renewBy());
    // who hasn't renewed by then is reminded all the same, but told until when he has time
    Instant inTime = renewBy == null ? until : renewBy;
    List<String> reminders = card.reminders() == null ? List.of() : card.reminders();
    reminders.stream()
        .map(DisplayFormats::instant)
        .filter(at -> at.isBefore(inTime))
        .forEach(at -> byTime.put(at, moment(at, PageMessages.WILL_REMIND)));
    if (renewBy != null && renewBy.isAfter(formats.now())) {
      String time = PageMessages.BY.in(language, formats.end(renewBy));
      byTime.put(renewBy, Line.toCome(renewBy.toString(), time, said(PageMessages.WILL_RENEW)));
    }
    Instant closesAt = instant(card.closesAt());
    if (closesAt != null) {
      byTime.put(closesAt, moment(closesAt, PageMessages.WILL_CLOSE));
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : DisplayFormats.instant(text);
  }

  private Line moment(Instant at, PageMessages what) {
    return Line.toCome(at.toString(), formats.moment(at), what.in(language));
  }

  private String said(PageMessages message) {
    return message.in(language);
  }
}

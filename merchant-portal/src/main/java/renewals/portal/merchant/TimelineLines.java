package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Line;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.text.Refusal;
import renewals.schemas.query.QueryResponses;

/** Words what happened to a renewal and what comes, line by line. */
final class TimelineLines {

  private static final int[] REMINDER_DAYS = {30, 7, 1};

  /** What arrives so soon needs no second time. */
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private final DisplayFormats figures;
  private final Language language;

  TimelineLines(DisplayFormats figures) {
    this.figures = figures;
    this.language = figures.language();
  }

  /** What happened, in order; without what is for operators only. */
  List<Line> happened(QueryResponses.Renewal renewal) {
    return renewal.timeline().stream().map(this::line).flatMap(Optional::stream).toList();
  }

  /** By when it is expected, in whole five minutes; empty if nobody can say. */
  static Optional<Instant> expectedBy(QueryResponses.Renewal renewal) {
    return Optional.ofNullable(renewal.expectedUsable())
        .map(QueryResponses.ExpectedUsable::by)
        .map(DisplayFormats::instant)
        .map(DisplayFormats::upToFiveMinutes);
  }

  /** What a merchant sees of a line; empty for what is for operators only. */
  private Optional<Line> line(QueryResponses.Line line) {
    PageMessages what =
        switch (line.what()) {
          case "ACCEPTED" -> PageMessages.DID_ACCEPTED;
          case "PAYMENT_FAILED" -> PageMessages.DID_PAYMENT_FAILED;
          case "UNDERPAID" -> PageMessages.DID_UNDERPAID;
          case "PAID" -> PageMessages.DID_PAID;
          case "APPROVED" -> PageMessages.DID_APPROVED;
          case "REJECTED" -> PageMessages.DID_REJECTED;
          case "REFUND_DUE" -> PageMessages.DID_REFUND_DUE;
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
            figures.moment(DisplayFormats.instant(own)),
            said(what),
            detail(line),
            arrived(DisplayFormats.instant(own), DisplayFormats.instant(line.at()))));
  }

  private String arrived(Instant own, Instant at) {
    return Duration.between(own, at).abs().compareTo(AT_ONCE) < 0
        ? ""
        : PageMessages.ARRIVED.in(language, figures.moment(at));
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
    return line.amount() == null ? "" : figures.money(line.amount());
  }

  /**
   * What comes, as far as it is known.
   *
   * @param validUntil the card's end, null if there is none
   */
  List<Line> coming(QueryResponses.Renewal renewal, @Nullable Instant validUntil) {
    List<Line> coming = new ArrayList<>();
    switch (renewal.state()) {
      case "USABLE" -> expiry(validUntil, coming);
      case "WAITING_FOR_PAYMENT", "LAPSED", "WAITING_FOR_REVIEW", "STALLED" -> {
        if (renewal.waitingFor().contains("PAYMENT")) {
          coming.add(Line.toCome("", "", PageMessages.WILL_PAY.in(language)));
        }
        if (renewal.waitingFor().contains("REVIEW")) {
          coming.add(Line.toCome("", "", PageMessages.WILL_APPROVE.in(language)));
        }
        coming.add(usable(renewal));
      }
      default -> {
        // Rejected, paid back or not yet applied for: what comes depends on what somebody does.
      }
    }
    return coming;
  }

  private Line usable(QueryResponses.Renewal renewal) {
    Optional<Instant> by = expectedBy(renewal).filter(at -> at.isAfter(figures.now()));
    String at = by.map(Instant::toString).orElse("");
    String time = by.map(when -> PageMessages.BY.in(language, figures.moment(when))).orElse("");
    return Line.toCome(at, time, PageMessages.WILL_BE_USABLE.in(language));
  }

  private void expiry(@Nullable Instant validUntil, List<Line> coming) {
    if (validUntil == null || !validUntil.isAfter(figures.now())) {
      return;
    }
    for (int days : REMINDER_DAYS) {
      Instant at = validUntil.minus(Duration.ofDays(days));
      if (at.isAfter(figures.now())) {
        coming.add(moment(at, PageMessages.WILL_REMIND));
      }
    }
    coming.add(moment(validUntil, PageMessages.WILL_EXPIRE));
  }

  private Line moment(Instant at, PageMessages what) {
    return Line.toCome(at.toString(), figures.moment(at), what.in(language));
  }

  private String said(PageMessages message) {
    return message.in(language);
  }
}

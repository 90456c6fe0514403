package renewals.producer.reconcile.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;

/**
 * When a channel is asked for a payment and for what was given back.
 *
 * <p>Source: partners, "What a channel forgets to send".
 */
public final class ReconcileRules {

  /** After the request, until money is known of. */
  private static final List<Duration> PAYMENT =
      List.of(
          Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));

  /** After the payment, and before the end of what was bought. */
  private static final Duration REFUND = Duration.ofHours(24);

  /** A request may be read here before activation-stream has read it. */
  private static final Duration UNKNOWN_AGAIN = Duration.ofHours(1);

  private static final Duration UNKNOWN_FOR = Duration.ofDays(7);

  /** What is paid waits for its review; until then its end isn't known. */
  private static final Duration REVIEW_AGAIN = Duration.ofHours(24);

  private static final Duration REVIEW_FOR = Duration.ofDays(45);

  /** How long after its time a question may go without an answer before an operator has to look. */
  private static final Duration NO_ANSWER_FOR = Duration.ofDays(7);

  private static final Look ENDED = new Look.Pass(Optional.empty());
  private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);
  private static final Duration MOST_PAUSE = Duration.ofHours(1);

  private ReconcileRules() {}

  /**
   * When to put a question again that got no answer: after as long as it is overdue already, a
   * minute to an hour.
   */
  public static Instant again(ReconcileDue due, Instant now) {
    Duration overdue = Duration.between(due.lookAt().orElse(now), now);
    Duration pause = overdue.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : overdue;
    return now.plus(pause.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause);
  }

  /** Whether a question has gone without an answer for so long that nobody will know. */
  public static boolean isHopeless(ReconcileDue due, Instant now) {
    return due.lookAt().filter(at -> now.isBefore(at.plus(NO_ANSWER_FOR))).isEmpty();
  }

  /**
   * A renewal that was requested.
   *
   * @param requestedAt when its request was appended
   */
  public static ReconcileDue requested(String renewalId, String channelId, Instant requestedAt) {
    return new ReconcileDue(
        renewalId,
        channelId,
        State.WAITING,
        requestedAt,
        0,
        requestedAt.plus(PAYMENT.getFirst()),
        null);
  }

  /** What to do about one whose time has come. */
  public static Look look(ReconcileDue due, KnownRenewal known, Instant now) {
    if (!known.isKnown() && due.state() != State.UNKNOWN) {
      return new Look.Pass(unknownRenewal(due, now));
    }
    return switch (due.state()) {
      case WAITING -> lookForPayment(due, known);
      case PAID -> lookForRefunds(due, known, now);
      case UNKNOWN -> lookOnceMore(due, known, now);
    };
  }

  /** When to look again at one whose channel has answered; empty for never. */
  public static Optional<ReconcileDue> answered(
      ReconcileDue due, KnownRenewal known, ChannelWord word, Instant now) {
    if (word.unknown().isPresent() || due.state() == State.UNKNOWN) {
      return Optional.of(unknown(due, known, word, now));
    }
    if (due.state() == State.PAID && isNews(due, known, word)) {
      return Optional.of(paid(due, known, word.paidAt().orElseThrow(), now));
    }
    if (due.state() == State.PAID) {
      return due.asked() == 0 ? beforeEnd(due, known, now) : Optional.empty();
    }
    Optional<ReconcileDue> again = nextForPayment(due, now);
    return again.isPresent() || word.paidAt().isEmpty()
        ? again
        : Optional.of(paid(due, known, word.paidAt().get(), now));
  }

  /** Whether a later payment came of what had no money any more. */
  private static boolean isNews(ReconcileDue due, KnownRenewal known, ChannelWord word) {
    Instant before = due.paidAt() == null ? due.requestedAt() : due.paidAt();
    return known.isWithoutMoney() && word.paidAt().filter(before::isBefore).isPresent();
  }

  /** On the operators' list, until one of them marks it; refunds are asked for once more. */
  private static ReconcileDue unknown(
      ReconcileDue due, KnownRenewal known, ChannelWord word, Instant now) {
    Instant paidAt = word.paidAt().orElse(due.paidAt());
    boolean isLast = due.state() == State.UNKNOWN || (due.state() == State.PAID && due.asked() > 0);
    Optional<ReconcileDue> last =
        isLast || paidAt == null ? Optional.empty() : beforeEnd(due, known, now);
    return new ReconcileDue(
        due.renewalId(),
        due.channelId(),
        State.UNKNOWN,
        due.requestedAt(),
        due.asked(),
        due.state() == State.UNKNOWN ? due.dueAt() : now,
        paidAt,
        word.unknown().orElse(due.why()),
        last.map(ReconcileDue::dueAt).orElse(null));
  }

  /** Whatever becomes of it, it stays on the list. */
  private static Look lookOnceMore(ReconcileDue due, KnownRenewal known, Instant now) {
    Look look =
        due.marked()
            .map(
                last ->
                    known.isKnown()
                        ? lookForRefunds(last, known, now)
                        : new Look.Pass(unknownRenewal(last, now)))
            .orElse(ENDED);
    return look instanceof Look.Pass(Optional<ReconcileDue> next)
        ? new Look.Pass(
            Optional.of(
                new ReconcileDue(
                    due.renewalId(),
                    due.channelId(),
                    State.UNKNOWN,
                    due.requestedAt(),
                    due.asked(),
                    due.dueAt(),
                    due.paidAt(),
                    due.why(),
                    next.map(ReconcileDue::dueAt).orElse(null))))
        : look;
  }

  private static Optional<ReconcileDue> unknownRenewal(ReconcileDue due, Instant now) {
    Instant since = due.paidAt() == null ? due.requestedAt() : due.paidAt();
    return now.isBefore(since.plus(due.state() == State.PAID ? REVIEW_FOR : UNKNOWN_FOR))
        ? Optional.of(at(due, due.asked(), now.plus(UNKNOWN_AGAIN)))
        : Optional.empty();
  }

  /**
   * Money whose notice was lost is known to the channel alone. So it is asked for what was refused
   * too, which may be approved yet or owe what came; and for what was given back and may be paid
   * again.
   */
  private static Look lookForPayment(ReconcileDue due, KnownRenewal known) {
    if (known.waitsForPayment() || known.isWithoutMoney()) {
      return new Look.Ask();
    }
    return new Look.Pass(
        known.hasMoney()
            ? Optional.of(paid(due, known.paidAt().orElse(due.requestedAt())))
            : Optional.empty());
  }

  private static Look lookForRefunds(ReconcileDue due, KnownRenewal known, Instant now) {
    if (due.asked() == 0) {
      return new Look.Ask();
    }
    if (!known.hasMoney() && !known.waitsForPayment()) {
      return ENDED;
    }
    Optional<ReconcileDue> later = beforeEnd(due, known, now);
    boolean isEndKnown = known.validUntil().isPresent();
    return isEndKnown && later.isEmpty() ? new Look.Ask() : new Look.Pass(later);
  }

  /** The last question; empty where its time has come or will never be known. */
  private static Optional<ReconcileDue> beforeEnd(
      ReconcileDue due, KnownRenewal known, Instant now) {
    if (known.validUntil().isPresent()) {
      Instant last = known.validUntil().get().minus(REFUND);
      return last.isAfter(now) ? Optional.of(at(due, 1, last)) : Optional.empty();
    }
    Instant paidAt = due.paidAt() == null ? due.requestedAt() : due.paidAt();
    return now.isBefore(paidAt.plus(REVIEW_FOR))
        ? Optional.of(at(due, 1, now.plus(REVIEW_AGAIN)))
        : Optional.empty();
  }

  /** The next of the four questions that still lies ahead. */
  private static Optional<ReconcileDue> nextForPayment(ReconcileDue due, Instant now) {
    for (int asked = due.asked() + 1; asked < PAYMENT.size(); asked++) {
      Instant next = due.requestedAt().plus(PAYMENT.get(asked));
      if (next.isAfter(now)) {
        return Optional.of(at(due, asked, next));
      }
    }
    return Optional.empty();
  }

  /**
   * What the channel has said just now of a payment of more than a day ago holds for refunds,
   * unless it was left out because the payment was news.
   */
  private static ReconcileDue paid(
      ReconcileDue due, KnownRenewal known, Instant paidAt, Instant now) {
    ReconcileDue first = paid(due, paidAt);
    return first.dueAt().isAfter(now)
        ? first
        : at(first, known.isWithoutMoney() ? 0 : 1, now.plus(REVIEW_AGAIN));
  }

  private static ReconcileDue paid(ReconcileDue due, Instant paidAt) {
    return new ReconcileDue(
        due.renewalId(),
        due.channelId(),
        State.PAID,
        due.requestedAt(),
        0,
        paidAt.plus(REFUND),
        paidAt);
  }

  private static ReconcileDue at(ReconcileDue due, int asked, Instant dueAt) {
    return new ReconcileDue(
        due.renewalId(),
        due.channelId(),
        due.state(),
        due.requestedAt(),
        asked,
        dueAt,
        due.paidAt());
  }
}

package renewals.notifier.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.domain.delivery.Step.End;

/**
 * The life of a notice from its composition to its receipt, as a function of what happens and when.
 *
 * <p>Long because each thing that can happen to a notice is decided here, beside the others.
 *
 * @param schedule the waits between failed tries
 * @param patience how long senders may take to answer before a notice is handed over again; doubled
 *     each time up to 6 h, so that a backlog of theirs doesn't feed itself; more than 6 h stays
 * @param deferral how long to wait after senders had no room
 * @param reportWait how long a gateway may take to report
 */
public record Delivery(
    RetrySchedule schedule, Duration patience, Duration deferral, Duration reportWait) {

  private static final Duration LONGEST_PATIENCE = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 16;

  /** How often what waits for a proof is looked at, besides when its address answers. */
  private static final Duration PROOF_CHECK = Duration.ofHours(6);

  /** The longest that a receiver may ask us to wait. */
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  /** Firing so much later than due, we have been away, and reports lie in other partitions. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** The notice is due: its try, or the end of the patience with senders or gateways. */
  public Step due(OpenNotice open, @Nullable Contact contact, Instant now) {
    if (open.phase() == Phase.SENT) {
      return unreported(open, now);
    }
    Optional<Contact> known = Optional.ofNullable(contact);
    Optional<Address> to = addressOf(open, known);
    if (to.isEmpty()) {
      return undeliverable(open, Reasons.ADDRESS_GONE);
    }
    Optional<Instant> quiet = known.flatMap(one -> one.quietUntil(open.notice().kind(), now));
    if (quiet.isPresent()) {
      return held(open, quiet.get());
    }
    return handOver(open, known, to.get(), now);
  }

  /** Where it goes as things stand. */
  private static Optional<Address> addressOf(OpenNotice open, Optional<Contact> contact) {
    return Optional.ofNullable(open.frozen())
        .or(() -> contact.flatMap(one -> one.address(open.notice().channel())));
  }

  /** Senders who have it aren't asked again before then; they know that it is quiet. */
  private static Step held(OpenNotice open, Instant until) {
    return switch (open.phase()) {
      case HANDED_OVER, HELD, SENT -> new Step.Keep(open.dueAt(until));
      case UNPROVEN -> new Step.Keep(open.with(Phase.HELD, open.attempt(), 0, until));
      case WAITING, RESERVED ->
          new Step.Hold(
              open.with(Phase.HELD, open.attempt(), 0, until),
              triedBefore(open),
              Reasons.QUIET_HOURS);
    };
  }

  /**
   * It is due, and its address must prove itself first, or work again. It is due again when that
   * has ended.
   *
   * @param reason for the receipt
   */
  public static Step unproven(OpenNotice open, String reason, Instant now) {
    return waiting(open, reason, now.plus(PROOF_CHECK));
  }

  /**
   * Its address is paused, and nothing else tells the merchant: it waits for that address.
   *
   * @param until when it has waited long enough
   */
  public static Step heldWhilePaused(OpenNotice open, Instant until, Instant now) {
    Instant check = now.plus(PROOF_CHECK);
    return waiting(open, Reasons.ADDRESS_PAUSED, until.isBefore(check) ? until : check);
  }

  private static Step waiting(OpenNotice open, String reason, Instant dueAt) {
    OpenNotice next = open.with(Phase.UNPROVEN, open.attempt(), 0, dueAt);
    return switch (open.phase()) {
      case UNPROVEN, HELD -> new Step.Keep(next);
      case WAITING, RESERVED, HANDED_OVER, SENT -> new Step.Hold(next, open.attempt(), reason);
    };
  }

  /** Its address is paused, and something else tells the merchant, or it has waited for long. */
  public static Step paused(OpenNotice open) {
    return undeliverable(open, Reasons.ADDRESS_PAUSED);
  }

  /** A test event to a paused address has failed: the next follows then, without a receipt. */
  public static Step probeAgain(OpenNotice probe, Instant at) {
    return new Step.Keep(probe.with(Phase.WAITING, probe.attempt() + 1, 0, at));
  }

  /** The address has not proven itself, for that reason: neither will this be tried there. */
  public static Step neverProven(OpenNotice open, String reason) {
    return undeliverable(open, reason);
  }

  /**
   * A sender has answered.
   *
   * @param contact of the notice's merchant, null where he has none any more
   * @param now when its answer was appended, by the broker's clock: what is put off is counted from
   *     there, whatever the clocks of sender and reader are
   */
  public Step answered(OpenNotice open, Answer answer, @Nullable Contact contact, Instant now) {
    if (open.phase() == Phase.SENT && open.attempt() == answer.attempt()) {
      return sentBefore(open, answer);
    }
    if (!isOpenTo(open, answer, contact)) {
      return new Step.Ignore(
          "answer to attempt %d, but %s attempt %d"
              .formatted(answer.attempt(), open.phase(), open.attempt()));
    }
    String reason = Reasons.bounded(answer.reason() == null ? "not given" : answer.reason());
    return switch (answer.outcome()) {
      case DELIVERED -> new Step.Settle(End.DELIVERED, open.attempt(), null);
      case REFUSED ->
          Reasons.NEWER_SHOWN.equals(Reasons.wordOf(reason))
              ? superseded(open.attempt())
              : undeliverable(open, reason);
      case FAILED ->
          open.isOvertaken()
              ? superseded(open.attempt())
              : failed(open, reason, answer.pause(), now);
      case DEFERRED ->
          open.isOvertaken()
              ? superseded(triedBefore(open))
              : new Step.Defer(deferred(open, answer.pause(), now));
      case ACCEPTED ->
          open.notice().channel() == Channel.ROBOT
              ? new Step.Settle(End.SENT, open.attempt(), Reasons.NO_REPORTS)
              : sent(open, answer, now);
    };
  }

  /**
   * Whether the answer is to the try that is under way. One that was put off may be tried all the
   * same: a sender that starts again reads what it had before, and doesn't know that it waits here.
   * What came of it counts, or the notice would be sent once more; unless it goes to another
   * address by now.
   */
  private static boolean isOpenTo(OpenNotice open, Answer answer, @Nullable Contact contact) {
    if (open.attempt() != answer.attempt()) {
      return false;
    }
    return switch (open.phase()) {
      case HANDED_OVER -> true;
      case WAITING, HELD ->
          answer.outcome() != Answer.Outcome.DEFERRED && isStillFor(open, contact);
      // what failed there waits for its address anyway
      case UNPROVEN -> answer.isTaken() && isStillFor(open, contact);
      case RESERVED, SENT -> false;
    };
  }

  /** Whether it goes where it was tried last. */
  private static boolean isStillFor(OpenNotice open, @Nullable Contact contact) {
    return addressOf(open, Optional.ofNullable(contact))
        .filter(to -> to.mark().equals(open.sentTo()))
        .isPresent();
  }

  /**
   * Something newer is told that makes the notice void. What waits for another try is never sent;
   * what senders have is not tried again; what a gateway has can't be called back.
   */
  public Step overtaken(OpenNotice open) {
    return switch (open.phase()) {
      case WAITING, HELD, UNPROVEN -> superseded(triedBefore(open));
      case RESERVED -> new Step.Drop();
      case HANDED_OVER -> new Step.Keep(open.overtaken());
      case SENT -> new Step.Ignore("it was sent");
    };
  }

  /**
   * Somebody asks for one that waits for another try to be tried now. What is held, or has been
   * handed over, goes its way.
   *
   * @return the notice that is due now; empty where asking changes nothing
   */
  public static Optional<OpenNotice> asked(OpenNotice open, String actor, Instant now) {
    return open.phase() == Phase.WAITING
        ? Optional.of(open.askedBy(actor, open.attempt(), now))
        : Optional.empty();
  }

  /** Somebody asks for one that was given up: its next attempt is due now. */
  public static OpenNotice again(OpenNotice givenUp, String actor, Instant now) {
    return givenUp.askedBy(actor, givenUp.attempt() + 1, now);
  }

  /**
   * A test event that was given up is asked anew. Its attempts go on to be counted, since senders
   * remember what came of those before; after the last of the schedule it begins anew.
   */
  public static OpenNotice askedAnew(OpenNotice givenUp, Address to, Instant at) {
    OpenNotice anew = OpenNotice.frozen(givenUp.notice(), to, at);
    return anew.with(Phase.WAITING, givenUp.attempt() + 1, 0, at);
  }

  private static Step superseded(int attempts) {
    return new Step.Settle(End.SUPERSEDED, attempts, Reasons.SUPERSEDED);
  }

  /** How many tries there were before the one that is waited for; a receipt counts from 1. */
  private static int triedBefore(OpenNotice open) {
    return Math.max(1, open.attempt() - 1);
  }

  private Step sent(OpenNotice open, Answer answer, Instant now) {
    OpenNotice next = open.with(Phase.SENT, open.attempt(), 1, now.plus(reportWait));
    String reason = answer.reason() == null ? null : Reasons.bounded(answer.reason());
    return new Step.Sent(next, answer.reference(), reason);
  }

  /**
   * What a sender says of a notice that is out already changes nothing; what a gateway says does.
   */
  private static Step sentBefore(OpenNotice open, Answer answer) {
    String reference = answer.reference();
    if (reference == null) {
      return new Step.Ignore("answer %s, but it was sent".formatted(answer.outcome()));
    }
    return switch (answer.outcome()) {
      case ACCEPTED -> new Step.SentAgain(reference);
      case DELIVERED -> new Step.Settle(End.DELIVERED, open.attempt(), null);
      case FAILED, REFUSED, DEFERRED ->
          undeliverable(
              open, Reasons.bounded(answer.reason() == null ? "not given" : answer.reason()));
    };
  }

  /** It may have arrived, so it is never sent again by itself. */
  private Step unreported(OpenNotice open, Instant now) {
    boolean isFirst = open.handovers() == 1;
    return isFirst && now.isAfter(open.dueAt().plus(LATE))
        ? new Step.Keep(open.with(Phase.SENT, open.attempt(), 2, now.plus(patience)))
        : undeliverable(open, Reasons.NO_REPORT);
  }

  /**
   * To another address it goes as another attempt: an answer that still comes from the first is not
   * taken for one of the second.
   */
  private Step handOver(OpenNotice open, Optional<Contact> contact, Address to, Instant now) {
    boolean isElsewhere = open.sentTo() != null && !to.mark().equals(open.sentTo());
    int attempt = isElsewhere ? open.attempt() + 1 : open.attempt();
    boolean isAgain = open.phase() == Phase.HANDED_OVER && !isElsewhere;
    int handovers = isAgain ? open.handovers() + 1 : 1;
    Instant until = now.plus(patienceWith(handovers));
    return new Step.HandOver(
        open.with(Phase.HANDED_OVER, attempt, handovers, until).triedAt(to),
        to,
        contact.flatMap(one -> one.nextQuiet(open.notice().kind(), now)).orElse(null));
  }

  private Duration patienceWith(int handovers) {
    Duration doubled = patience.multipliedBy(1L << Math.min(handovers - 1, MOST_DOUBLINGS));
    return longest(patience, shortest(doubled, LONGEST_PATIENCE));
  }

  private Step failed(OpenNotice open, String reason, @Nullable Duration wish, Instant now) {
    Optional<Duration> delay = schedule.after(open.notice().id(), ofSchedule(open));
    if (delay.isEmpty()) {
      return undeliverable(open, reason);
    }
    Instant at = now.plus(withWish(delay.get(), wish));
    return new Step.Retry(open.with(Phase.WAITING, open.attempt() + 1, 0, at), reason);
  }

  /** Which attempt of the schedule it is: those of a test event begin anew behind the last. */
  private int ofSchedule(OpenNotice open) {
    boolean isTest = open.notice().kind() == Kind.WEBHOOK_CHALLENGE;
    return isTest ? (open.attempt() - 1) % schedule.attempts() + 1 : open.attempt();
  }

  /** A wish makes a wait longer, up to {@link #LONGEST_WISH}, and never shorter than planned. */
  private static Duration withWish(Duration planned, @Nullable Duration wish) {
    return wish == null ? planned : longest(planned, shortest(wish, LONGEST_WISH));
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private OpenNotice deferred(OpenNotice open, @Nullable Duration wish, Instant now) {
    Duration spread = RetrySchedule.spread(deferral, open.notice().id(), open.handovers());
    Duration wait = withWish(spread, wish);
    return open.with(Phase.WAITING, open.attempt(), 0, now.plus(wait));
  }

  private static Step undeliverable(OpenNotice open, String reason) {
    return new Step.Settle(End.UNDELIVERABLE, open.attempt(), reason);
  }
}

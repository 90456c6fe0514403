package renewals.notifier.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Notice;

/**
 * A notice whose end is not known yet.
 *
 * @param attempt the try that is waited for or under way, from 1
 * @param handovers how often this attempt was given to the senders without an answer; once it is
 *     sent, how often its report was waited for
 * @param dueAt when something must happen: the try itself, or the end of the patience with senders
 * @param isOvertaken whether it became void while senders had it: it is not tried again
 * @param rank its place in the order of channels of what it tells, from 0; {@link #UNRANKED} where
 *     all go at once
 * @param actor who asked for it to be sent again, null where nobody did
 * @param sentTo the mark of the address to which this attempt was given, null where it wasn't yet,
 *     and in what older releases stored
 * @param frozen where it goes whatever the merchant's contact says, null where that decides
 */
public record OpenNotice(
    Notice notice,
    Phase phase,
    int attempt,
    int handovers,
    Instant dueAt,
    boolean isOvertaken,
    int rank,
    @Nullable String actor,
    @Nullable String sentTo,
    @Nullable Address frozen) {

  /** The rank of one that goes whatever becomes of the others. */
  public static final int UNRANKED = -1;

  /** Who has it. */
  public enum Phase {
    /** Nobody: the next try is not due yet. */
    WAITING,
    /** The senders, who will answer. */
    HANDED_OVER,
    /** A gateway, which will report. */
    SENT,
    /** Nobody: it is quiet where the merchant is. */
    HELD,
    /** Nobody: another channel goes before it. */
    RESERVED,
    /** Nobody: its address must prove itself first. */
    UNPROVEN
  }

  /** One that isn't overtaken. */
  public OpenNotice(Notice notice, Phase phase, int attempt, int handovers, Instant dueAt) {
    this(notice, phase, attempt, handovers, dueAt, false, UNRANKED, null, null, null);
  }

  /** A notice that was just composed, for a channel of that rank. */
  public static OpenNotice composed(Notice notice, int rank, Instant now) {
    return new OpenNotice(notice, Phase.WAITING, 1, 0, now, false, rank, null, null, null);
  }

  /** A notice that was just composed for an address, whatever becomes of the merchant's contact. */
  public static OpenNotice frozen(Notice notice, Address to, Instant now) {
    return new OpenNotice(notice, Phase.WAITING, 1, 0, now, false, UNRANKED, null, null, to);
  }

  /** A notice that was just composed and waits for those before it until then. */
  public static OpenNotice reserved(Notice notice, int rank, Instant until) {
    return new OpenNotice(notice, Phase.RESERVED, 1, 0, until, false, rank, null, null, null);
  }

  /** The same at another address, where its next attempt is due now. */
  public OpenNotice movedTo(Address to, Instant now) {
    return new OpenNotice(
        notice, Phase.WAITING, attempt + 1, 0, now, isOvertaken, rank, actor, null, to);
  }

  /** The same, overtaken. */
  OpenNotice overtaken() {
    return new OpenNotice(
        notice, phase, attempt, handovers, dueAt, true, rank, actor, sentTo, frozen);
  }

  /** The same, due at another time. */
  public OpenNotice dueAt(Instant at) {
    return new OpenNotice(
        notice, phase, attempt, handovers, at, isOvertaken, rank, actor, sentTo, frozen);
  }

  /** The same, tried at that address. */
  OpenNotice triedAt(Address to) {
    return new OpenNotice(
        notice, phase, attempt, handovers, dueAt, isOvertaken, rank, actor, to.mark(), frozen);
  }

  /** The same for whom somebody asks: that attempt is due now. */
  OpenNotice askedBy(String who, int ofAttempt, Instant now) {
    String to = sentToOf(ofAttempt);
    return new OpenNotice(notice, Phase.WAITING, ofAttempt, 0, now, false, rank, who, to, frozen);
  }

  /** The same with somebody else, until then. */
  OpenNotice with(Phase next, int ofAttempt, int times, Instant until) {
    String to = sentToOf(ofAttempt);
    return new OpenNotice(
        notice, next, ofAttempt, times, until, isOvertaken, rank, actor, to, frozen);
  }

  private @Nullable String sentToOf(int ofAttempt) {
    return ofAttempt == attempt ? sentTo : null;
  }
}

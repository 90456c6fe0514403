package renewals.notifier.domain;

import java.time.Instant;

/**
 * A notice whose end is not known yet.
 *
 * @param attempt the try that is waited for or under way, from 1
 * @param handovers how often this attempt was given to the senders without an answer; once it is
 *     sent, how often its report was waited for
 * @param dueAt when something must happen: the try itself, or the end of the patience with senders
 */
public record OpenNotice(Notice notice, Phase phase, int attempt, int handovers, Instant dueAt) {

  /** Who has it. */
  public enum Phase {
    /** Nobody: the next try is not due yet. */
    WAITING,
    /** The senders, who will answer. */
    HANDED_OVER,
    /** A gateway, which will report. */
    SENT
  }

  /** A notice that was just composed. */
  public static OpenNotice composed(Notice notice, Instant now) {
    return new OpenNotice(notice, Phase.WAITING, 1, 0, now);
  }
}

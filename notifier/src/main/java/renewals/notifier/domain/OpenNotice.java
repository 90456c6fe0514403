package renewals.notifier.domain;

import java.time.Instant;

/**
 * A notice whose end is not known yet.
 *
 * @param attempt the try that is waited for or under way, from 1
 * @param handovers how often this attempt was given to the senders without an answer; once it is
 *     sent, how often its report was waited for
 * @param dueAt when something must happen: the try itself, or the end of the patience with senders
 * @param isOvertaken whether it became void while senders had it: it is not tried again
 */
public record OpenNotice(
    Notice notice, Phase phase, int attempt, int handovers, Instant dueAt, boolean isOvertaken) {

  /** Who has it. */
  public enum Phase {
    /** Nobody: the next try is not due yet. */
    WAITING,
    /** The senders, who will answer. */
    HANDED_OVER,
    /** A gateway, which will report. */
    SENT
  }

  /** One that isn't overtaken. */
  public OpenNotice(Notice notice, Phase phase, int attempt, int handovers, Instant dueAt) {
    this(notice, phase, attempt, handovers, dueAt, false);
  }

  /** The same, overtaken. */
  OpenNotice overtaken() {
    return new OpenNotice(notice, phase, attempt, handovers, dueAt, true);
  }

  /** A notice that was just composed. */
  public static OpenNotice composed(Notice notice, Instant now) {
    return new OpenNotice(notice, Phase.WAITING, 1, 0, now);
  }
}

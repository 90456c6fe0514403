package renewals.activation.renewal.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.TreeSet;
import renewals.streams.record.ParkedRecords;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/** Fires what has fallen due, in order of time over all cases, touching only what is due. */
final class DeadlinePunctuator {

  /** How long a case with parked records is left alone: its next fact may be among them. */
  private static final Duration BEHIND_PARKED = Duration.ofMinutes(1);

  private final TimerStore index;
  private final DeadlineHandler handler;
  private final ParkedRecords parked;
  private final int most;

  DeadlinePunctuator(TimerStore index, DeadlineHandler handler, ParkedRecords parked, int most) {
    this.index = index;
    this.handler = handler;
    this.parked = parked;
    this.most = most;
  }

  /**
   * Fires at most {@code most} entries; what is left is due in the next tick.
   *
   * @param upTo what falls due later does not fire, in epoch milliseconds
   * @param now the wall clock, in epoch milliseconds
   */
  void fire(long upTo, long now) {
    TreeSet<Timer> due = new TreeSet<>(index.pollDue(upTo, most));
    while (!due.isEmpty()) {
      Timer entry = due.removeFirst();
      if (parked.holds(entry.subject().getBytes(StandardCharsets.UTF_8))) {
        index.schedule(now + BEHIND_PARKED.toMillis(), entry.subject());
        continue;
      }
      OptionalLong next =
          handler.fireOne(entry.subject(), Instant.ofEpochMilli(upTo), Instant.ofEpochMilli(now));
      if (next.isEmpty()) {
        continue;
      }
      if (next.getAsLong() <= upTo) {
        due.add(new Timer(next.getAsLong(), entry.subject()));
      } else {
        index.schedule(next.getAsLong(), entry.subject());
      }
    }
  }
}

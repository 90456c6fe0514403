package renewals.activation.topology;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Card;
import renewals.activation.domain.ReminderRules;
import renewals.activation.domain.ReminderRules.Reminder;
import renewals.activation.domain.ReminderRules.Told;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/** Reminds of expiries, in order of time over all cards, touching only what is due. */
final class ReminderPunctuator {

  private final TimerStore index;
  private final Ledgers ledgers;
  private final int most;
  private final Consumer<Told> remind;
  private final Estimating estimating;

  ReminderPunctuator(
      TimerStore index, Ledgers ledgers, int most, Estimating estimating, Consumer<Told> remind) {
    this.index = index;
    this.ledgers = ledgers;
    this.most = most;
    this.estimating = estimating;
    this.remind = remind;
  }

  /** Sees to it that a card that has changed is looked at in time; an early look does no harm. */
  void schedule(String cardKey, Card card) {
    Reminder next = ReminderRules.next(card);
    if (next != null) {
      index.schedule(next.at().toEpochMilli(), cardKey);
    }
  }

  /**
   * Tells at most {@code most} reminders; what is left is due in the next tick.
   *
   * @param upTo what falls due later is not told, in epoch milliseconds
   * @param now the wall clock, in epoch milliseconds
   */
  void fire(long upTo, long now) {
    TreeSet<Timer> due = new TreeSet<>(index.pollDue(upTo, most));
    while (!due.isEmpty()) {
      Timer entry = due.removeFirst();
      Reminder next = tellOne(entry.subject(), upTo, now);
      if (next == null) {
        continue;
      }
      long nextAt = next.at().toEpochMilli();
      if (nextAt <= upTo) {
        due.add(new Timer(nextAt, entry.subject()));
      } else {
        index.schedule(nextAt, entry.subject());
      }
    }
  }

  private Told told(Card card, Instant validUntil, Reminder reminder, Instant now) {
    return new Told(
        card.latest(), validUntil, reminder, estimating.ifRenewed(card.latest(), now), now);
  }

  private @Nullable Reminder tellOne(String cardKey, long upTo, long now) {
    Ledgers.Opened ledger = ledgers.open(cardKey);
    Card card = ledger.head();
    Reminder reminder = card == null ? null : ReminderRules.next(card);
    if (card == null || reminder == null || reminder.at().toEpochMilli() > upTo) {
      return reminder;
    }
    Instant validUntil = card.coverage().validUntil();
    if (validUntil == null) {
      return null;
    }
    remind.accept(told(card, validUntil, reminder, Instant.ofEpochMilli(now)));
    Card told = ReminderRules.told(card, reminder);
    ledger.save(told, List.of());
    return ReminderRules.next(told);
  }
}

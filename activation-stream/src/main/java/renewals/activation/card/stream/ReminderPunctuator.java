package renewals.activation.card.stream;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.card.model.ReminderRules.Reminder;
import renewals.activation.card.model.ReminderRules.Told;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/** Reminds of expiries, in order of time over all cards, touching only what is due. */
final class ReminderPunctuator {

  private final TimerStore index;
  private final Ledgers ledgers;
  private final int most;
  private final Function<Told, Runnable> remind;
  private final CardParts parts;

  /**
   * Reminders of a partition.
   *
   * @param remind makes the record of a reminder; what it returns publishes it
   */
  ReminderPunctuator(
      TimerStore index, Ledgers ledgers, CardParts parts, Function<Told, Runnable> remind) {
    this.index = index;
    this.ledgers = ledgers;
    this.most = parts.ticks().most();
    this.parts = parts;
    this.remind = remind;
  }

  /** Sees to it that a card that has changed is looked at in time; an early look does no harm. */
  void schedule(String cardKey, Card card, Instant now) {
    Instant next;
    try {
      next = at(ReminderRules.next(card));
    } catch (RuntimeException e) {
      next = setAside(card, now, e);
    }
    if (next != null) {
      index.schedule(next.toEpochMilli(), cardKey);
    }
  }

  /**
   * Publishes at most {@code most} reminders; what is left is due in the next tick.
   *
   * @param upTo what falls due later is left, in epoch milliseconds
   * @param now the wall clock, in epoch milliseconds
   */
  void fire(long upTo, long now) {
    TreeSet<Timer> due = new TreeSet<>(index.pollDue(upTo, most));
    while (!due.isEmpty()) {
      Timer entry = due.removeFirst();
      Instant next = tellOne(entry.subject(), upTo, Instant.ofEpochMilli(now));
      if (next == null) {
        continue;
      }
      if (next.toEpochMilli() <= upTo) {
        due.add(new Timer(next.toEpochMilli(), entry.subject()));
      } else {
        index.schedule(next.toEpochMilli(), entry.subject());
      }
    }
  }

  /**
   * One reminder of a card, with nothing published yet.
   *
   * @param after the card once it is sent
   * @param next when the card has to be looked at again
   */
  private record Due(Runnable giveOut, Card after, @Nullable Instant next) {}

  /**
   * Publishes a card's reminder if it is due. Returns when to look at the card again, null if
   * never.
   */
  private @Nullable Instant tellOne(String cardKey, long upTo, Instant now) {
    Ledgers.Opened ledger = ledgers.open(cardKey);
    Card card = ledger.head();
    if (card == null) {
      return null;
    }
    Due due;
    try {
      Reminder reminder = ReminderRules.next(card);
      Instant validUntil = card.coverage().validUntil();
      if (reminder == null || validUntil == null || reminder.at().toEpochMilli() > upTo) {
        return at(reminder);
      }
      due = due(card, validUntil, reminder, now);
    } catch (RuntimeException e) {
      return setAside(card, now, e);
    }
    due.giveOut().run();
    ledger.save(due.after(), List.of());
    parts.timers().succeeded(CardParts.REMINDER, card.latest().renewalId());
    return due.next();
  }

  private Due due(Card card, Instant validUntil, Reminder reminder, Instant now) {
    Told told =
        new Told(
            card.latest(),
            validUntil,
            reminder,
            parts.estimating().ifRenewed(card.latest(), now),
            now);
    Card after = ReminderRules.told(card, reminder);
    return new Due(remind.apply(told), after, at(ReminderRules.next(after)));
  }

  private static @Nullable Instant at(@Nullable Reminder reminder) {
    return reminder == null ? null : reminder.at();
  }

  /** By the card's latest renewal: its own number is not for logs. */
  private Instant setAside(Card card, Instant now, RuntimeException thrown) {
    return parts.timers().failed(CardParts.REMINDER, card.latest().renewalId(), now, thrown);
  }
}

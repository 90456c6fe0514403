package renewals.activation.card.stream;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.card.model.ReminderRecipients;
import renewals.activation.card.model.ReminderRecipients.Addressed;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.card.model.ReminderRules.Told;
import renewals.activation.card.model.RenewBy;
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
  void schedule(String cardKey, Ledgers.Opened ledger, Instant now) {
    Card card = ledger.head();
    if (card == null) {
      return;
    }
    Instant next;
    try {
      next = at(next(card, ledger, ledger.newest()));
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
   * The reminders of a card at one moment, with nothing published yet.
   *
   * @param publish one for each that is sent
   * @param after the card once they are sent
   * @param next when the card has to be looked at again
   */
  private record DueReminder(List<Runnable> publish, Card after, @Nullable Instant next) {}

  /**
   * Publishes what a card is reminded of if it is due. Returns when to look at the card again, null
   * if never.
   */
  private @Nullable Instant tellOne(String cardKey, long upTo, Instant now) {
    Ledgers.Opened ledger = ledgers.open(cardKey);
    Card card = ledger.head();
    if (card == null) {
      return null;
    }
    DueReminder reminder;
    try {
      List<LedgerEntry> entries = ledger.entries();
      List<Addressed> reminders = next(card, ledger, entries);
      Instant moment = at(reminders);
      Instant validUntil = card.coverage().validUntil();
      if (moment == null || validUntil == null || moment.toEpochMilli() > upTo) {
        return moment;
      }
      List<Runnable> publish =
          reminders.stream()
              .filter(one -> !one.reminder().isOver(now))
              .map(one -> remind.apply(told(one, validUntil, now)))
              .toList();
      Card after = ReminderRules.told(card, moment);
      reminder = new DueReminder(publish, after, at(next(after, ledger, entries)));
    } catch (RuntimeException e) {
      return setAside(card, now, e);
    }
    reminder.publish().forEach(Runnable::run);
    var unused = ledger.save(reminder.after(), List.of());
    parts.timers().succeeded(CardParts.REMINDER, card.latest().renewalId());
    return reminder.next();
  }

  private Told told(Addressed one, Instant validUntil, Instant now) {
    LatestRenewal renewal = one.renewal();
    return new Told(
        renewal,
        validUntil,
        one.reminder(),
        parts.estimating().ifRenewed(renewal, now),
        RenewBy.of(
            validUntil,
            renewal.carrierId(),
            parts.policy(),
            then -> parts.estimating().ifRenewed(renewal, then),
            now),
        ReminderRules.closesAt(
                validUntil,
                parts.policy().calendars().of(renewal.carrierId()),
                parts.policy().zones().of(renewal.carrierId()))
            .orElse(null),
        now);
  }

  /**
   * Whoever books looks at the entries at hand only; a look at a card that is due reads them all.
   */
  private List<Addressed> next(Card card, Ledgers.Opened ledger, List<LedgerEntry> entries) {
    return ReminderRecipients.next(card, ledger.latestPeriod(), entries, parts.policy());
  }

  private static @Nullable Instant at(List<Addressed> reminders) {
    return reminders.isEmpty() ? null : reminders.getFirst().reminder().at();
  }

  /** By the card's latest renewal: its own number is not for logs. */
  private Instant setAside(Card card, Instant now, RuntimeException thrown) {
    return parts.timers().failed(CardParts.REMINDER, card.latest().renewalId(), now, thrown);
  }
}

package renewals.activation.card.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.ReminderRules.Reminder;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * Who is told of a card beside the merchant of its latest renewal: each merchant before him, as
 * long as his own period lasts, so that nobody's renewal hides anything from another.
 *
 * <p>Source: rules, "What becomes of a card between renewals".
 */
public final class ReminderRecipients {

  private ReminderRecipients() {}

  /** A reminder, and the renewal under which it is sent. */
  public record Addressed(LatestRenewal renewal, Reminder reminder) {}

  /**
   * Of each merchant but the latest renewal's his own latest period that counts, if it lasts.
   *
   * @param entries of the ledger, in their sequence
   * @param at what ends until then is over
   */
  public static List<LedgerEntry> before(
      LatestRenewal latest, List<LedgerEntry> entries, Instant at) {
    List<LedgerEntry> before = new ArrayList<>(0);
    Set<String> merchants = null;
    for (int i = entries.size() - 1; i >= 0; i--) {
      LedgerEntry entry = entries.get(i);
      String merchantId = entry.renewal().merchantId();
      boolean lasts = !entry.reversed() && entry.validUntil().isAfter(at);
      if (lasts && !merchantId.equals(latest.merchantId())) {
        merchants = merchants == null ? new HashSet<>() : merchants;
        if (merchants.add(merchantId)) {
          before.add(entry);
        }
      }
    }
    return before;
  }

  /**
   * The card's next reminders: all of one moment, to whom they go; none if none is left for this
   * expiry. A merchant before is reminded by the calendar of his own renewal's carrier.
   *
   * @param latestPeriod how long the latest period is, null where that isn't known
   * @param entries of the ledger, as far as they are at hand
   */
  public static List<Addressed> next(
      Card card, @Nullable Duration latestPeriod, List<LedgerEntry> entries, RulePolicy policy) {
    List<LedgerEntry> before = before(card.latest(), entries, card.remindedUpTo());
    if (before.isEmpty()) {
      // almost always, and at each booking
      return toLatest(card, ReminderRules.next(card, latestPeriod, policy));
    }
    List<Addressed> all = toLatest(card, ReminderRules.toCome(card, latestPeriod, policy));
    before.forEach(entry -> addTo(all, card, entry, policy));
    Instant first =
        all.stream().map(one -> one.reminder().at()).min(Comparator.naturalOrder()).orElse(null);
    return all.stream().filter(one -> one.reminder().at().equals(first)).toList();
  }

  private static List<Addressed> toLatest(Card card, List<Reminder> reminders) {
    List<Addressed> all = new ArrayList<>(reminders.size());
    reminders.forEach(reminder -> all.add(new Addressed(card.latest(), reminder)));
    return all;
  }

  /** What is almost as long as his own period is left out: the latest isn't his. */
  private static void addTo(List<Addressed> all, Card card, LedgerEntry entry, RulePolicy policy) {
    LatestRenewal renewal = entry.renewal();
    Duration period = ReminderRules.latestPeriod(List.of(entry));
    for (Reminder one : ReminderRules.toCome(card, renewal.carrierId(), period, policy)) {
      if (one.at().isBefore(entry.validUntil())) {
        all.add(new Addressed(renewal, one));
      }
    }
  }
}

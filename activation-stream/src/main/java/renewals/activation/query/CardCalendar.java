package renewals.activation.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.card.model.RenewBy;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * What comes of a card's expiry, for a renewal like its latest.
 *
 * @param renewBy until when to renew it so that it works without a gap, null where nobody can say
 * @param closesAt when the carrier closes it for good, null where it never does
 * @param reminders when its merchant will be reminded, in order of time
 */
record CardCalendar(
    @Nullable Instant renewBy, @Nullable Instant closesAt, List<Instant> reminders) {

  CardCalendar {
    reminders = List.copyOf(reminders);
  }

  /** What comes, as it is known now. */
  static CardCalendar of(
      Card head, List<LedgerEntry> ledger, RulePolicy policy, Estimating estimating, Instant now) {
    Instant expiry = head.coverage().validUntil();
    if (expiry == null) {
      return new CardCalendar(null, null, List.of());
    }
    LatestRenewal latest = head.latest();
    String carrierId = latest.carrierId();
    return new CardCalendar(
        RenewBy.of(expiry, carrierId, policy, then -> estimating.ifRenewed(latest, then), now),
        ReminderRules.closesAt(
                expiry, policy.calendars().of(carrierId), policy.zones().of(carrierId))
            .orElse(null),
        ReminderRules.toCome(head, ReminderRules.latestPeriod(ledger), policy).stream()
            .map(ReminderRules.Reminder::at)
            .filter(at -> at.isAfter(now))
            .distinct()
            .toList());
  }
}

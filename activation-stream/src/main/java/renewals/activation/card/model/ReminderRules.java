package renewals.activation.card.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;

/**
 * When a merchant is reminded that his card expires (rules, "A card"): 30, 7 and 1 days before and
 * at the expiry, each at most once for one expiry, and only later than the decision that set it.
 */
public final class ReminderRules {

  private static final List<Integer> DAYS_BEFORE = List.of(30, 7, 1, 0);

  private ReminderRules() {}

  /**
   * A reminder.
   *
   * @param at when it falls due
   * @param daysBefore 30, 7, 1 or 0
   */
  public record Reminder(Instant at, int daysBefore) {}

  /**
   * One reminder of a card, on its way to the merchant.
   *
   * @param reminder which one
   * @param ifRenewedNow when a renewal that is requested at the step's time would be usable, null
   *     where nobody can say
   * @param at the step's time
   */
  public record Told(
      LatestRenewal renewal,
      Instant validUntil,
      Reminder reminder,
      @Nullable ExpectedUsable ifRenewedNow,
      Instant at) {

    /** The same whenever the same reminder is made again: of a renewal, an expiry and a day. */
    public String updateId() {
      return "%s/e%d/%d"
          .formatted(renewal.renewalId(), reminder.daysBefore(), validUntil.getEpochSecond());
    }
  }

  /** The card's next reminder, null if none is left for this expiry. */
  public static @Nullable Reminder next(Card card) {
    Instant validUntil = card.coverage().validUntil();
    if (validUntil == null) {
      return null;
    }
    for (int days : DAYS_BEFORE) {
      Instant at = validUntil.minus(Duration.ofDays(days));
      if (at.isAfter(card.remindedUpTo())) {
        return new Reminder(at, days);
      }
    }
    return null;
  }

  /** The card once a reminder has been sent. */
  public static Card told(Card card, Reminder reminder) {
    return new Card(card.coverage(), card.entries(), card.latest(), reminder.at());
  }
}

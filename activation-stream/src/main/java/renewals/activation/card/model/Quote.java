package renewals.activation.card.model;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * What a renewal that is requested now would give: the dates of its activation at the likely time,
 * by the functions that book the activation itself (rules, Quote). Nothing is stored.
 *
 * @param validFrom null where nobody can name a likely time
 * @param validUntil likewise
 * @param renewBy until when to renew so that the card works without a gap; null where nobody can
 *     say, and where the card isn't known to be valid
 * @param warnings what speaks against it, in the order of the contract
 */
public record Quote(
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    @Nullable Instant renewBy,
    List<Warning> warnings) {

  private static final Money FREE = new Money(0, "XXX");

  /** What speaks against a renewal, though it is never refused for it. */
  public enum Warning {
    /** The number's check digit does not fit: it may be mistyped, though real cards fail it too. */
    CHECK_DIGIT,
    /** The carrier's cut-off for what the card has left has passed. */
    CUTOFF_PASSED,
    /** The carrier's maintenance makes it later, or nobody can name a time for it. */
    CARRIER_MAINTENANCE,
    /** The carrier's outage makes it later, or nobody can name a time for it. */
    CARRIER_OUTAGE,
    /** The card works now and would stand still before the renewal is usable. */
    EXPIRES_BEFORE_USABLE
  }

  /**
   * What is asked.
   *
   * @param currentValidUntil when the card expires as who asks knows it, null where he doesn't
   * @param checkDigitFits whether the card's number is as it should be
   */
  public record Asked(
      String carrierId,
      String channelId,
      Plan plan,
      @Nullable Instant currentValidUntil,
      boolean checkDigitFits) {}

  public Quote {
    warnings = List.copyOf(warnings);
  }

  /**
   * The quote.
   *
   * @param head the ledger's head, null for a card that is new
   * @param ifRenewed when a renewal that is requested at an instant would be usable, null where
   *     nobody can say
   */
  public static Quote of(
      @Nullable Card head,
      Asked asked,
      RulePolicy policy,
      Function<Instant, @Nullable ExpectedUsable> ifRenewed,
      Instant now) {
    ExpectedUsable expected = ifRenewed.apply(now);
    Instant expiry = expiry(head, asked);
    Optional<CardRules.Outcome> activation =
        Optional.ofNullable(expected)
            .map(ExpectedUsable::likely)
            .flatMap(likely -> activated(head, asked, policy, likely, now));
    return new Quote(
        activation.map(CardRules.Outcome::validFrom).orElse(null),
        activation.map(CardRules.Outcome::validUntil).orElse(null),
        expiry == null ? null : RenewBy.of(expiry, asked.carrierId(), policy, ifRenewed, now),
        List.copyOf(warnings(asked, expiry, policy, expected, now)));
  }

  /** The activation that would be booked if it became usable then. */
  private static Optional<CardRules.Outcome> activated(
      @Nullable Card head, Asked asked, RulePolicy policy, Instant likely, Instant now) {
    CardChange change =
        CardChange.activation(
            new Fact.Requested(
                "",
                asked.channelId(),
                asked.carrierId(),
                "",
                "",
                "",
                asked.plan(),
                FREE,
                null,
                asked.currentValidUntil(),
                now),
            1,
            new Case.Usability(likely, null, likely),
            null);
    return CardRules.activate(head, null, change, policy).map(CardRules.Booked::outcome);
  }

  private static @Nullable Instant expiry(@Nullable Card head, Asked asked) {
    Coverage known = head == null ? Coverage.NONE : head.coverage();
    return known.told(asked.currentValidUntil()).validUntil();
  }

  private static Set<Warning> warnings(
      Asked asked,
      @Nullable Instant expiry,
      RulePolicy policy,
      @Nullable ExpectedUsable expected,
      Instant now) {
    Set<Warning> warnings = EnumSet.noneOf(Warning.class);
    if (!asked.checkDigitFits()) {
      warnings.add(Warning.CHECK_DIGIT);
    }
    if (expiry != null && expiry.isAfter(now)) {
      boolean cutOff =
          ReminderRules.cutoff(
                  expiry,
                  policy.calendars().of(asked.carrierId()),
                  policy.zones().of(asked.carrierId()))
              .filter(cutoff -> !now.isBefore(cutoff))
              .isPresent();
      if (cutOff) {
        warnings.add(Warning.CUTOFF_PASSED);
      }
      if (expected != null && isAfter(expected, expiry)) {
        warnings.add(Warning.EXPIRES_BEFORE_USABLE);
      }
    }
    CarrierCondition.State trouble = expected == null ? null : expected.trouble();
    if (trouble == CarrierCondition.State.MAINTENANCE) {
      warnings.add(Warning.CARRIER_MAINTENANCE);
    } else if (trouble == CarrierCondition.State.OUTAGE) {
      warnings.add(Warning.CARRIER_OUTAGE);
    }
    return warnings;
  }

  /** Whether it may take so long: where nobody can name a latest time, whether it probably does. */
  private static boolean isAfter(ExpectedUsable expected, Instant expiry) {
    Instant latest = expected.by() == null ? expected.likely() : expected.by();
    return latest != null && latest.isAfter(expiry);
  }
}

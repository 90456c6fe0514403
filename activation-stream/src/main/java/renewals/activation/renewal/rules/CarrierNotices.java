package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.estimate.model.ReestimatePolicy;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.DeadlineWait;

/**
 * What a merchant is told when a change of his carrier's status moves the time he was quoted
 * (rules, "When will it be usable").
 */
public final class CarrierNotices {

  private CarrierNotices() {}

  /**
   * Whether a renewal is to be re-estimated: it waits for the review of one of the carriers. The
   * merchant of one that has stalled was told that his money is owed back, and is quoted no time
   * any more; one who was never quoted a time has nothing to be corrected.
   */
  public static boolean concern(Case.Renewal renewal, Set<String> carriers) {
    return carriers.contains(renewal.request().carrierId())
        && renewal.waiting() instanceof DeadlineWait.ForReview spell
        && !spell.stalled()
        && !renewal.promises().isEmpty();
  }

  /**
   * Re-estimates one of them. That trouble is over is told only to those who were told of it: one
   * that began and ended while nobody looked is not worth a notice.
   *
   * @param expected of now
   * @param carrier what is known of it
   * @return CARRIER_NOTICE and the case that remembers it; null if the merchant is not told
   */
  public static @Nullable ExpectedTimes reconsider(
      Case.Renewal renewal, ExpectedUsable expected, CarrierProfile carrier, Instant now) {
    QuotedTime quoted = renewal.promises().getLast();
    CarrierStatusReport word = behind(expected, carrier, now);
    CarrierCondition.State cause =
        word == null ? CarrierCondition.State.NORMAL : word.condition().state();
    boolean troubled = cause != CarrierCondition.State.NORMAL;
    boolean concerns = troubled || quoted.troubled();
    if (!concerns || !ReestimatePolicy.isDue(now, quoted.by(), expected.by())) {
      return null;
    }
    UpdateCollector collected =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), now);
    collected.emitUpdate(
        CaseUpdateKind.CARRIER_NOTICE, cause.name(), word == null ? null : word.messageAt(now));
    Case.Renewal after = renewal.withWaiting(renewal.waiting(), collected.history());
    return ExpectedTimes.of(after, collected.updates(), expected, troubled);
  }

  /**
   * The status report that explains what is expected: that of the trouble it allows for, else that
   * of now.
   */
  private static @Nullable CarrierStatusReport behind(
      ExpectedUsable expected, CarrierProfile carrier, Instant now) {
    CarrierCondition.State trouble = expected.trouble();
    if (trouble == null) {
      return carrier.holding(now);
    }
    for (CarrierStatusReport word : carrier.timeline()) {
      if (word.condition().state() == trouble && !word.isOver(now)) {
        return word;
      }
    }
    return null;
  }
}

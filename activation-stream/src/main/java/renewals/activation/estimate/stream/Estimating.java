package renewals.activation.estimate.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.ExpectedTimes;

/**
 * How expected times are learnt and quoted.
 *
 * @param ofRenewals estimates by what has been learnt
 * @param publishEvery how often a partition publishes what it has learnt
 * @param on whether anything is learnt and quoted at all
 */
public record Estimating(RenewalEstimates ofRenewals, Duration publishEvery, boolean on) {

  /** A step with the times that merchants are quoted. */
  public ExpectedTimes foretell(@Nullable Case after, List<Update> updates, Instant now) {
    Case.Renewal asked = ExpectedTimes.asked(after, updates);
    ExpectedUsable expected = asked == null ? null : of(asked, now);
    return asked == null || expected == null
        ? new ExpectedTimes(after, updates)
        : ExpectedTimes.of(asked, updates, expected);
  }

  /** When a renewal will be usable; null where nobody can say. */
  public @Nullable ExpectedUsable of(Case.Renewal renewal, Instant now) {
    return on ? ofRenewals.of(renewal, now) : null;
  }

  /** When a renewal like the latest would be usable if it were requested now. */
  public @Nullable ExpectedUsable ifRenewed(LatestRenewal latest, Instant now) {
    return ifRequested(latest.carrierId(), latest.channelId(), now);
  }

  /** When a renewal would be usable that is requested now; null where nobody can say. */
  public @Nullable ExpectedUsable ifRequested(String carrierId, String channelId, Instant now) {
    return on ? ofRenewals.ifRequested(carrierId, channelId, now) : null;
  }
}

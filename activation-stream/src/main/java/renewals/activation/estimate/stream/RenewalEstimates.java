package renewals.activation.estimate.stream;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.model.EstimateQuery;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.Stage;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.StageWait;

/** When renewals will be usable, by the newest estimates and the status of carriers. */
public final class RenewalEstimates {

  private final Supplier<Estimates> estimates;
  private final Carriers carriers;

  /**
   * An outlook.
   *
   * @param estimates the newest
   */
  public RenewalEstimates(Supplier<Estimates> estimates, Carriers carriers) {
    this.estimates = estimates;
    this.carriers = carriers;
  }

  /** The newest estimates. */
  public Estimates estimates() {
    return estimates.get();
  }

  /**
   * When a renewal will be usable.
   *
   * @return null where that waits for nothing that could be measured: it is usable, rejected, has
   *     lapsed or stalled, or is approved and only has to be paid
   */
  public @Nullable ExpectedUsable of(Case.Renewal renewal, Instant now) {
    StageWait stay = StageWait.of(renewal);
    if (stay == null || RenewalStatus.of((Case) renewal).approved()) {
      return null;
    }
    return expect(
        renewal.request().carrierId(),
        renewal.request().channelId(),
        stay.stage(),
        stay.since(),
        now);
  }

  /** When a renewal that is requested now would be usable. */
  public ExpectedUsable ifRequested(String carrierId, String channelId, Instant now) {
    return expect(carrierId, channelId, Stage.PAYMENT, now, now);
  }

  private ExpectedUsable expect(
      String carrierId, String channelId, Stage stage, Instant since, Instant now) {
    EstimateQuery question =
        new EstimateQuery(
            carrierId,
            channelId,
            stage,
            since,
            carriers.conditions(carrierId),
            carriers.downtime(carrierId));
    return estimates.get().expect(question, now);
  }
}

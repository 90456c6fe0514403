package renewals.activation.estimate.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;

/**
 * When a renewal is expected to be usable.
 *
 * @param likely the median
 * @param by the 90 % quantile; null where nobody can say, and then {@code why} is given
 * @param observations decided renewals of the last fortnight that the basis rests on; 0 for the
 *     default
 */
public record ExpectedUsable(
    @Nullable Instant likely,
    @Nullable Instant by,
    Basis basis,
    long observations,
    @Nullable Why why) {

  /** Why there is no {@code by}, or why it is later than usual. */
  public enum Why {
    /** Maintenance, end known: the times are shifted by it. */
    MAINTENANCE(CarrierCondition.State.MAINTENANCE),
    /** Outage, end known: the times are shifted by it. */
    OUTAGE(CarrierCondition.State.OUTAGE),
    /** Maintenance, end unknown: there are no times. */
    MAINTENANCE_OPEN_END(CarrierCondition.State.MAINTENANCE),
    /** Outage, end unknown: there are no times. */
    OUTAGE_OPEN_END(CarrierCondition.State.OUTAGE),
    /** The time lies further ahead than anything that was ever seen. */
    BEYOND_EXPERIENCE(null);

    private final CarrierCondition.@Nullable State state;

    Why(CarrierCondition.@Nullable State state) {
      this.state = state;
    }

    /** The state of the carrier that it comes of; null if it comes of none. */
    public CarrierCondition.@Nullable State state() {
      return state;
    }
  }

  /** The trouble of the carrier that the times allow for; null if there is none. */
  public CarrierCondition.@Nullable State trouble() {
    return why == null ? null : why.state();
  }
}

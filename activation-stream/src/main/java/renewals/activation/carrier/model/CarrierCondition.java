package renewals.activation.carrier.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a carrier's latest status report says of its state. */
public record CarrierCondition(State state, Instant startsAt, @Nullable Instant endsAt) {

  /** Nothing known, so nothing wrong. */
  public static final CarrierCondition NORMAL =
      new CarrierCondition(State.NORMAL, Instant.EPOCH, null);

  /** States of a carrier, as in the contract. */
  public enum State {
    NORMAL,
    DEGRADED,
    MAINTENANCE,
    OUTAGE
  }

  /** Whether nothing is decided while it lasts. */
  public boolean halts() {
    return state == State.MAINTENANCE || state == State.OUTAGE;
  }
}

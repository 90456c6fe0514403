package renewals.activation.estimate.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant was told of when his renewal will be usable, to be compared with what comes.
 *
 * @param by the 90 % quantile he was told; null where he was told that nobody can say
 * @param basis what it rested on
 * @param troubled whether he was told of the carrier's trouble with it
 */
public record QuotedTime(@Nullable Instant by, Basis basis, boolean troubled) {

  /** Whether a renewal that was decided at {@code at} kept it; only where there is a {@code by}. */
  public boolean heldBy(Instant at) {
    return by != null && !at.isAfter(by);
  }
}

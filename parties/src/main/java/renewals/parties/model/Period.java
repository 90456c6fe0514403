package renewals.parties.model;

import java.time.Instant;
import java.util.Optional;

/**
 * When a key counts.
 *
 * @param notBefore the first moment at which it does
 * @param notAfter the first moment at which it does no more
 * @param disabledAt the same, said because the key was lost
 */
public record Period(
    Optional<Instant> notBefore, Optional<Instant> notAfter, Optional<Instant> disabledAt) {

  /** Always. */
  public static final Period ALWAYS =
      new Period(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether a key counts at a moment. */
  public boolean includes(Instant time) {
    return whyNot(time).isEmpty();
  }

  /** Why a key doesn't count at a moment; empty if it does. */
  public Optional<String> whyNot(Instant time) {
    if (disabledAt.isPresent() && !time.isBefore(disabledAt.get())) {
      return Optional.of("was disabled at " + disabledAt.get());
    }
    if (notBefore.isPresent() && time.isBefore(notBefore.get())) {
      return Optional.of("counts from " + notBefore.get() + " on");
    }
    if (notAfter.isPresent() && !time.isBefore(notAfter.get())) {
      return Optional.of("ended at " + notAfter.get());
    }
    return Optional.empty();
  }
}

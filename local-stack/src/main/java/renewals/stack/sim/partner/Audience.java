package renewals.stack.sim.partner;

import java.time.Duration;

/** Receives the pipeline's outputs, as far as what is played next depends on them. */
public interface Audience {

  /** Waits until a renewal has become usable; false where that took too long. */
  boolean awaitUsable(String renewalId, Duration atMost) throws InterruptedException;

  /**
   * Waits until the merchant of a renewal was told of its carrier's trouble; false where that took
   * too long.
   */
  boolean awaitCarrierNotice(String renewalId, Duration atMost) throws InterruptedException;
}

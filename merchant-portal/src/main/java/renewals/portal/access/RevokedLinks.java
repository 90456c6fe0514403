package renewals.portal.access;

import java.time.Instant;

/** Tells which links open nothing any more. */
@FunctionalInterface
public interface RevokedLinks {

  /**
   * Whether a link to a renewal's page was revoked.
   *
   * @param madeAt when it was made
   */
  boolean isRevoked(String renewalId, Instant madeAt);
}

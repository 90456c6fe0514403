package renewals.activation.carrier.model;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One round past all renewals that wait for a review, to look again at those of some carriers. It
 * goes on where it was, after a restart too. Immutable.
 *
 * <p>Carriers that change before it has begun share it. One that changes later, even one of its
 * own, waits for the next round: what has been passed was seen without the change. So carriers that
 * change all the time never keep a round from ending.
 *
 * @param carriers whose renewals are looked at
 * @param reached how far it has come, null before it begins
 * @param next carriers of the next round, maybe none
 */
public record ReestimationScan(Set<String> carriers, @Nullable Reached reached, Set<String> next) {

  /**
   * How far it has come.
   *
   * @param upTo what falls due later is not looked at
   * @param at when the entry passed last falls due
   * @param renewalId the entry passed last; empty before the first
   */
  public record Reached(Instant upTo, Instant at, String renewalId) {}

  public ReestimationScan {
    carriers = Set.copyOf(carriers);
    next = Set.copyOf(next);
  }

  /** A carrier has changed: joined with the scan that is under way, if there is one. */
  public static ReestimationScan joined(@Nullable ReestimationScan underWay, String carrierId) {
    if (underWay == null) {
      return new ReestimationScan(Set.of(carrierId), null, Set.of());
    }
    return underWay.reached() == null
        ? new ReestimationScan(with(underWay.carriers(), carrierId), null, underWay.next())
        : new ReestimationScan(
            underWay.carriers(), underWay.reached(), with(underWay.next(), carrierId));
  }

  /** It has come so far. */
  public ReestimationScan to(Reached now) {
    return new ReestimationScan(carriers, now, next);
  }

  /** It has come to its end: the next round, null if nobody waits for one. */
  public @Nullable ReestimationScan ended() {
    return next.isEmpty() ? null : new ReestimationScan(next, null, Set.of());
  }

  private static Set<String> with(Set<String> carriers, String one) {
    Set<String> more = new TreeSet<>(carriers);
    more.add(one);
    return more;
  }
}

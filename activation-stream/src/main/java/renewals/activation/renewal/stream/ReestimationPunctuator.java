package renewals.activation.renewal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.ReestimationScan;
import renewals.activation.carrier.model.ReestimationScan.Reached;
import renewals.activation.carrier.stream.ReestimationScans;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/**
 * The re-estimation scan: passes all renewals of a partition that wait for a review, a slice a
 * tick, and has those of the carriers that changed estimated anew.
 *
 * <p>It goes along the deadline index. A renewal that waits for a review and has not stalled has an
 * entry there not later than its STALLED deadline, and entries are only ever put back to later
 * times, so a scan that goes from the earliest to the longest STALLED deadline passes each at least
 * once. Passing one twice does no harm.
 */
final class ReestimationPunctuator {

  /** Room for clocks that differ, and for entries that were put off behind parked records. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** How far behind a partition may be: further, and a new estimate may be outdated at once. */
  static final Duration UP_TO_DATE = Duration.ofSeconds(30);

  /** Looks at a renewal again, if it waits for one of the carriers. */
  interface Look {
    void at(String renewalId, Set<String> carriers, Instant now);
  }

  private final ReestimationScans scans;
  private final TimerStore index;
  private final Duration reach;
  private final int most;
  private final Look look;

  ReestimationPunctuator(
      ReestimationScans scans, TimerStore index, RulePolicy policy, int most, Look look) {
    this.scans = scans;
    this.index = index;
    this.reach = policy.longestReview().plus(MARGIN);
    this.most = most;
    this.look = look;
  }

  /**
   * Goes on by at most {@code most} entries, unless the partition is behind.
   *
   * @param watermark what was appended before then has been read, in epoch milliseconds
   * @param wallClock in epoch milliseconds
   */
  void goOn(long watermark, long wallClock) {
    ReestimationScan scan = scans.find();
    if (scan == null || watermark < wallClock - UP_TO_DATE.toMillis()) {
      return;
    }
    Instant now = Instant.ofEpochMilli(wallClock);
    Reached from = scan.reached();
    if (from == null) {
      from = new Reached(now.plus(reach), Instant.EPOCH, "");
    }
    List<Timer> slice =
        index.behind(
            new Timer(from.at().toEpochMilli(), from.renewalId()),
            from.upTo().toEpochMilli(),
            most);
    for (Timer entry : slice) {
      look.at(entry.subject(), scan.carriers(), now);
    }
    scans.save(after(scan, from.upTo(), slice));
  }

  private @Nullable ReestimationScan after(ReestimationScan scan, Instant upTo, List<Timer> slice) {
    if (slice.size() < most) {
      return scan.ended();
    }
    Timer last = slice.getLast();
    return scan.to(new Reached(upTo, Instant.ofEpochMilli(last.at()), last.subject()));
  }
}

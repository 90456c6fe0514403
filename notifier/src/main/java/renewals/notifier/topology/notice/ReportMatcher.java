package renewals.notifier.topology.notice;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.state.ReferenceState;
import renewals.notifier.codec.state.ReferenceState.Report;
import renewals.notifier.codec.state.Referent;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;

/**
 * Brings gateways' reports to their notices. A report names a gateway's reference and nothing else,
 * and comes to whichever instance the gateway likes, so it is published under that reference. A
 * notice that was accepted announces its reference under the same key. Both meet here, in the
 * partition of the reference, whichever comes first.
 */
public final class ReportMatcher {

  private static final Logger LOG = LoggerFactory.getLogger(ReportMatcher.class);

  /** How long a reference is remembered after its notice has given up waiting. */
  private static final Duration AFTERWARDS = Duration.ofDays(1);

  /** How long a report waits for its notice: no longer, since gateways give ids again. */
  private static final Duration EARLY = Duration.ofDays(1);

  private final KeyValueStore<Bytes, byte[]> references;
  private final Duration memory;
  private final TimerService timers;
  private final NoticePublisher publisher;
  private final Counts counts;

  /**
   * A matcher.
   *
   * @param reportWait how long a notice waits for its report
   */
  public ReportMatcher(
      KeyValueStore<Bytes, byte[]> references,
      Duration reportWait,
      TimerService timers,
      NoticePublisher publisher,
      Counts counts) {
    this.references = references;
    this.memory = reportWait.plus(AFTERWARDS);
    this.timers = timers;
    this.publisher = publisher;
    this.counts = counts;
  }

  /**
   * A notice has that reference.
   *
   * @return whether that is new
   */
  public boolean referenced(String reference, Referent referent, Instant now) {
    ReferenceState known = known(reference);
    if (known != null && referent.equals(known.referent())) {
      return false;
    }
    // a gateway that counts its ids around gives one again: it stands for the newer notice
    Report early = known == null || known.referent() != null ? null : known.report();
    keep(reference, new ReferenceState(referent, early, now));
    if (early != null) {
      publisher.report(referent, reference, early, now);
    }
    return true;
  }

  /**
   * A gateway has reported. Its first word holds.
   *
   * @return whether that is new
   */
  public boolean reported(String reference, Report report, Instant now) {
    ReferenceState known = known(reference);
    if (known != null && known.report() != null) {
      return false;
    }
    if (known == null || known.referent() == null) {
      counts.count(Counts.Event.REPORT_EARLY);
      keep(reference, new ReferenceState(null, report, now));
      return true;
    }
    ReferenceState matched = new ReferenceState(known.referent(), report, known.since());
    references.put(Keys.text(reference), matched.toBytes());
    publisher.report(known.referent(), reference, report, now);
    return true;
  }

  /** Lets go of a reference that was remembered long enough. */
  public void forget(String reference, Instant at) {
    ReferenceState known = known(reference);
    if (known == null || !endOf(known).equals(at)) {
      return;
    }
    if (known.referent() == null) {
      counts.count(Counts.Event.REPORT_UNMATCHED);
      LOG.warn("A gateway reported of {}, which no notice has", reference);
    }
    references.delete(Keys.text(reference));
  }

  private @Nullable ReferenceState known(String reference) {
    byte[] kept = references.get(Keys.text(reference));
    return kept == null ? null : ReferenceState.read(kept);
  }

  private void keep(String reference, ReferenceState state) {
    references.put(Keys.text(reference), state.toBytes());
    timers.schedule(Lane.FREE, new Timer(endOf(state), Timer.What.REFERENCE, reference));
  }

  private Instant endOf(ReferenceState state) {
    return state.since().plus(state.referent() == null ? EARLY : memory);
  }
}

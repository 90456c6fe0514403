package renewals.activation.announcement.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import renewals.activation.record.LabelledCounters;

/** What announcements came to. */
public final class AnnouncementCounts {

  private final LabelledCounters counters;

  /** Counts in a registry, from 0. */
  public AnnouncementCounts(MeterRegistry meters) {
    this.counters = new LabelledCounters(meters);
    updates();
  }

  /** A merchant was told. */
  void told() {
    updates().increment();
  }

  private Counter updates() {
    return counters.counter(
        "renewals.updates", "Updates given out, by kind", "kind", "ANNOUNCEMENT");
  }
}

package renewals.activation.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one kind of thing each, with a label. A step that is rolled back and done again
 * counts again: the counts are for watching; the topics are the record. What can be foreseen begins
 * at 0, since the first step from nothing is a rise that nobody who watches would see. Names and
 * labels stand in docs/metrics.md.
 */
public final class LabelledCounters {

  private record Label(String name, String value, String second) {}

  private final MeterRegistry meters;
  private final Map<Label, Counter> counters = new ConcurrentHashMap<>();

  /** Counters in a registry; none yet. */
  public LabelledCounters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The counter without a label. */
  public Counter counter(String name, String help) {
    return counters.computeIfAbsent(
        new Label(name, "", ""), label -> Counter.builder(name).description(help).register(meters));
  }

  /** The counter of a label's value. */
  public Counter counter(String name, String help, String tag, String value) {
    return counters.computeIfAbsent(
        new Label(name, value, ""),
        label -> Counter.builder(name).description(help).tag(tag, value).register(meters));
  }

  /** The counter of two labels' values. */
  public Counter counter(
      String name, String help, String tag, String value, String secondTag, String second) {
    return counters.computeIfAbsent(
        new Label(name, value, second),
        label ->
            Counter.builder(name)
                .description(help)
                .tag(tag, value)
                .tag(secondTag, second)
                .register(meters));
  }
}

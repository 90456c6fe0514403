package renewals.activation.renewal.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.estimate.stream.EstimateStores;
import renewals.streams.state.StateStores;

/** The state stores of renewals: what each key and value is stands with the class that uses it. */
public final class RenewalStores {

  /** Case by renewalId: {@link Cases}. */
  public static final String CASES = "cases";

  /** What falls due, in order of time: {@link renewals.streams.timer.TimerStore}. */
  public static final String DEADLINES = "deadlines";

  /** Facts without a request, in order of arrival: {@link HeldFacts}. */
  public static final String HELD = "held-facts";

  /** Records that cannot be judged yet: {@link renewals.streams.record.ParkedRecords}. */
  public static final String PARKED = "parked-records";

  /** How many renewals are in which state: {@link PartitionStateCounts}. */
  public static final String TALLY = "tally";

  /** All of them; each has a part for each partition of renewals. */
  public static final List<String> ALL =
      List.of(CASES, DEADLINES, HELD, PARKED, TALLY, EstimateStores.LEARNT);

  private RenewalStores() {}

  /**
   * Makes them.
   *
   * @param mostBytes how much memory a partition's newest cases may use, and the facts held for
   *     them an eighth of it
   */
  static Set<StoreBuilder<?>> builders(long mostBytes) {
    // in this order: the description of the graph must not change from run to run
    return new LinkedHashSet<>(
        List.of(
            StateStores.writeBehind(CASES, mostBytes),
            StateStores.cached(DEADLINES, Serdes.ByteArray()),
            StateStores.writeBehind(HELD, mostBytes / 8),
            StateStores.onDisk(PARKED, Serdes.ByteArray()),
            StateStores.cached(TALLY, Serdes.String()),
            EstimateStores.learnt()));
  }
}

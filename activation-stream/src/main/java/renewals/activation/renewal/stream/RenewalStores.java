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

  /** Case by renewalId: {@link Cases}; and the facts that wait for a request: {@link HeldFacts}. */
  public static final String CASES = "cases";

  /**
   * What falls due, in order of time: {@link renewals.streams.timer.TimerStore}. Behind it, how
   * many renewals are in which state: {@link PartitionStateCounts}.
   */
  public static final String DEADLINES = "deadlines";

  /** Facts without a request, of an earlier build: {@link HeldFacts}. */
  public static final String HELD = "held-facts";

  /** Records that cannot be judged yet: {@link renewals.streams.record.ParkedRecords}. */
  public static final String PARKED = "parked-records";

  /** How many renewals are in which state, of an earlier build: {@link PartitionStateCounts}. */
  public static final String TALLY = "tally";

  /** All of them; each has a part for each partition of renewals. */
  public static final List<String> ALL =
      List.of(CASES, DEADLINES, HELD, PARKED, TALLY, EstimateStores.LEARNT);

  private RenewalStores() {}

  /** Whether a key of {@link #CASES} is a renewalId, which has no slash, and not a held fact's. */
  public static boolean isCase(String key) {
    return key.indexOf('/') < 0;
  }

  /**
   * Makes them.
   *
   * @param mostBytes how much memory a partition's newest cases may use
   */
  static Set<StoreBuilder<?>> builders(long mostBytes) {
    // in this order: the description of the graph must not change from run to run
    return new LinkedHashSet<>(
        List.of(
            StateStores.writeBehind(CASES, mostBytes),
            StateStores.cached(DEADLINES, Serdes.ByteArray()),
            StateStores.onDisk(HELD, Serdes.String()),
            StateStores.onDisk(PARKED, Serdes.ByteArray()),
            StateStores.onDisk(TALLY, Serdes.String()),
            EstimateStores.learnt()));
  }
}

package renewals.activation.renewal.stream;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.StateCountsFormat;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.StateCounts;

/**
 * The state counts of one partition. They are kept in the same transactions as the cases, so that
 * they are right after every rollback; their store has a cache, so that they cost one changelog
 * record a commit.
 */
final class PartitionStateCounts {

  private static final String ALL = "all";

  private final KeyValueStore<String, byte[]> store;
  private final StateCountsFormat format = new StateCountsFormat();
  private final StateCountsBoard board;
  private final int partition;
  private final StateCounts stateCounts;
  private boolean posted;

  PartitionStateCounts(KeyValueStore<String, byte[]> store, StateCountsBoard board, int partition) {
    this.store = store;
    this.board = board;
    this.partition = partition;
    byte[] kept = store.get(ALL);
    this.stateCounts = kept == null ? new StateCounts() : format.read(kept);
  }

  void moved(@Nullable Case before, @Nullable Case after) {
    if (stateCounts.moved(before, after)) {
      store.put(ALL, format.write(stateCounts));
      posted = false;
    }
  }

  /** Shows it to others, if it has changed. */
  void post() {
    if (!posted) {
      StateCounts copy = new StateCounts();
      copy.add(stateCounts);
      board.post(partition, copy);
      posted = true;
    }
  }
}

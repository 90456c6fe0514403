package renewals.activation.renewal.stream;

import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.StateCountsFormat;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.StateCounts;

/**
 * The state counts of one partition. They are kept in the same transactions as the cases, so that
 * they are right after every rollback. They lie behind all moments of the index of deadlines, which
 * has a cache and is written to in each commit anyway: so they cost one changelog record a commit,
 * and no partition more. Those of an earlier build lie in a store of their own.
 */
final class PartitionStateCounts {

  /** The key of an earlier build. */
  private static final String ALL = "all";

  /** Behind each moment, which is not negative. */
  private static final byte[] KEY = {(byte) 0xFF};

  private final KeyValueStore<byte[], byte[]> store;
  private final StateCountsFormat format = new StateCountsFormat();
  private final StateCountsBoard board;
  private final int partition;
  private final StateCounts stateCounts;
  private boolean posted;

  /**
   * Those of a task.
   *
   * @param store of deadlines
   * @param earlier where an earlier build kept them; nothing is written to it
   */
  PartitionStateCounts(
      KeyValueStore<byte[], byte[]> store,
      ReadOnlyKeyValueStore<String, byte[]> earlier,
      StateCountsBoard board,
      int partition) {
    this.store = store;
    this.board = board;
    this.partition = partition;
    byte[] here = store.get(KEY);
    byte[] kept = here == null ? earlier.get(ALL) : here;
    this.stateCounts = kept == null ? new StateCounts() : format.read(kept);
  }

  void moved(@Nullable Case before, @Nullable Case after) {
    if (stateCounts.moved(before, after)) {
      store.put(KEY, format.write(stateCounts));
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

package renewals.activation.topology;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.TallyFormat;
import renewals.activation.domain.Case;
import renewals.activation.domain.Tally;

/**
 * The tally of one partition. It is kept in the same transactions as the cases, so that it is right
 * after every rollback; its store has a cache, so that it costs one changelog record a commit.
 */
final class PartitionTally {

  private static final String ALL = "all";

  private final KeyValueStore<String, byte[]> store;
  private final TallyFormat format = new TallyFormat();
  private final TallyBoard board;
  private final int partition;
  private final Tally tally;
  private boolean posted;

  PartitionTally(KeyValueStore<String, byte[]> store, TallyBoard board, int partition) {
    this.store = store;
    this.board = board;
    this.partition = partition;
    byte[] kept = store.get(ALL);
    this.tally = kept == null ? new Tally() : format.read(kept);
  }

  void moved(@Nullable Case before, @Nullable Case after) {
    if (tally.moved(before, after)) {
      store.put(ALL, format.write(tally));
      posted = false;
    }
  }

  /** Shows it to others, if it has changed. */
  void post() {
    if (!posted) {
      Tally copy = new Tally();
      copy.add(tally);
      board.post(partition, copy);
      posted = true;
    }
  }
}

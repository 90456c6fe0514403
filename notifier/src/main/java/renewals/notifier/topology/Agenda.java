package renewals.notifier.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.notifier.topology.DueIndex.Lane;

/** All deadlines of a partition. */
final class Agenda {

  private final DueIndex free;
  private final DueIndex afterReading;
  private final LongSupplier readUpTo;

  /**
   * @param readUpTo everything appended to the partition's inputs before then was read, in epoch
   *     milliseconds
   */
  Agenda(KeyValueStore<Bytes, byte[]> store, LongSupplier readUpTo) {
    this.free = new DueIndex(store, Lane.FREE);
    this.afterReading = new DueIndex(store, Lane.AFTER_READING);
    this.readUpTo = readUpTo;
  }

  void arm(Lane lane, Due due) {
    index(lane).arm(due);
  }

  void disarm(Lane lane, Due due) {
    index(lane).disarm(due);
  }

  /** Removes what may fire now, at most {@code most} of each lane. */
  List<Due> take(Instant now, int most) {
    List<Due> due = new ArrayList<>(free.take(now, most));
    Instant upTo = Instant.ofEpochMilli(Math.min(readUpTo.getAsLong(), now.toEpochMilli()));
    Optional<Due> earliest = afterReading.peek(now);
    if (earliest.isPresent() && !upTo.isBefore(earliest.get().at())) {
      due.addAll(afterReading.take(upTo, most));
    }
    return due;
  }

  private DueIndex index(Lane lane) {
    return switch (lane) {
      case FREE -> free;
      case AFTER_READING -> afterReading;
    };
  }
}

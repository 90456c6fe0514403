package renewals.notifier.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.notifier.topology.DueIndex.Lane;

/** All deadlines of a partition. */
final class Agenda {

  private final DueIndex free;
  private final DueIndex afterReading;
  private final ReadProgress progress;
  private final int partition;

  Agenda(KeyValueStore<Bytes, byte[]> store, ReadProgress progress, int partition) {
    this.free = new DueIndex(store, Lane.FREE);
    this.afterReading = new DueIndex(store, Lane.AFTER_READING);
    this.progress = progress;
    this.partition = partition;
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
    Optional<Due> earliest = afterReading.peek(now);
    if (earliest.isPresent()) {
      Instant read = progress.readUpTo(partition, earliest.get().at());
      Instant upTo = read.isBefore(now) ? read : now;
      if (!upTo.isBefore(earliest.get().at())) {
        due.addAll(afterReading.take(upTo, most));
      }
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

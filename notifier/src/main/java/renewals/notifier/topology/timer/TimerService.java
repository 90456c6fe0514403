package renewals.notifier.topology.timer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.notifier.topology.timer.TimerStore.Lane;

/** All deadlines of a partition. */
public final class TimerService {

  private final TimerStore free;
  private final TimerStore afterReading;
  private final LongSupplier watermark;

  /**
   * The deadlines in a store.
   *
   * @param watermark everything appended to the partition's inputs before then was read, in epoch
   *     milliseconds
   */
  public TimerService(KeyValueStore<Bytes, byte[]> store, LongSupplier watermark) {
    this.free = new TimerStore(store, Lane.FREE);
    this.afterReading = new TimerStore(store, Lane.AFTER_READING);
    this.watermark = watermark;
  }

  /** Has it fire at its time. */
  public void schedule(Lane lane, Timer due) {
    index(lane).schedule(due);
  }

  /** Has it not fire. */
  public void cancel(Lane lane, Timer due) {
    index(lane).cancel(due);
  }

  /** Removes what may fire now, at most {@code most} of each lane. */
  public List<Timer> pollDue(Instant now, int most) {
    List<Timer> due = new ArrayList<>(free.pollDue(now, most));
    Instant upTo = Instant.ofEpochMilli(Math.min(watermark.getAsLong(), now.toEpochMilli()));
    Optional<Timer> earliest = afterReading.peek(now);
    if (earliest.isPresent() && !upTo.isBefore(earliest.get().at())) {
      due.addAll(afterReading.pollDue(upTo, most));
    }
    return due;
  }

  private TimerStore index(Lane lane) {
    return switch (lane) {
      case FREE -> free;
      case AFTER_READING -> afterReading;
    };
  }
}

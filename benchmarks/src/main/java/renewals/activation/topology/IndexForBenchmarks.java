package renewals.activation.topology;

import org.apache.kafka.streams.state.KeyValueStore;
import renewals.streams.timer.TimerStore;

/** Lets benchmarks use the deadline index as it is; it stays the topology's own otherwise. */
public final class IndexForBenchmarks {

  private final TimerStore index;

  public IndexForBenchmarks(KeyValueStore<byte[], byte[]> store) {
    this.index = new TimerStore(store);
  }

  /** An entry. */
  public void arm(long at, String subject) {
    index.schedule(at, subject);
  }

  /** Takes out what is due. */
  public int takeDue(long upTo, int most) {
    return index.pollDue(upTo, most).size();
  }
}

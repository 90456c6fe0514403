package renewals.streams.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Does a piece of work on stores whole or not at all. The transaction takes back what a record
 * wrote only if the thread dies with it; where the record is given up and the thread goes on, what
 * the work wrote before it failed has to be taken back by hand. For one thread.
 */
public final class UndoLog {

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final UndoableStore.BeforeWrite remembered = new Remembered();
  private boolean atWork;

  /** The work failed, and the stores are as they were before; the cause is what it threw. */
  public static final class TakenBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException thrown;

    TakenBackException(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    /** What the work threw. */
    public RuntimeException thrown() {
      return thrown;
    }
  }

  /** A store whose writes can be taken back, as long as all of them go through this view. */
  public <K, V> KeyValueStore<K, V> over(KeyValueStore<K, V> store) {
    return new UndoableStore<>(store, remembered);
  }

  /**
   * Does the work.
   *
   * @throws TakenBackException it threw
   * @throws KafkaException Kafka or a store failed: nothing is taken back, since that is for the
   *     transaction to do
   */
  public <T> T attempt(Supplier<T> work) {
    atWork = true;
    try {
      return work.get();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      while (!undo.isEmpty()) {
        undo.pop().run();
      }
      throw new TakenBackException(e);
    } finally {
      atWork = false;
      undo.clear();
    }
  }

  /** Remembers what a key had before it is written; outside of an attempt nothing is remembered. */
  private final class Remembered implements UndoableStore.BeforeWrite {
    @Override
    public <K, V> void before(KeyValueStore<K, V> store, K key) {
      if (atWork) {
        V value = store.get(key);
        undo.push(() -> store.put(key, value));
      }
    }
  }
}

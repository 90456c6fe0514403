package renewals.notifier.senders.dispatch;

import java.util.List;
import renewals.v1.NoticeDue;

/** Sends notices of one channel. Thread-safe. */
public interface Sender {

  /**
   * Tries once, within a bounded time. Whatever goes wrong comes as a result, not as an exception.
   */
  SendResult send(NoticeDue due);

  /** What a notice shares its fate with: a slow one holds up only those behind the same keys. */
  List<KeyedExecutor.Key> keysOf(NoticeDue due);

  /** Whether {@link #keysOf} names all of them, or {@link #locate} must look first. */
  default boolean isLocated(NoticeDue due) {
    return true;
  }

  /** Finds out where it goes, within a bounded time; what fails is seen when it is sent. */
  default void locate(NoticeDue due) {}
}

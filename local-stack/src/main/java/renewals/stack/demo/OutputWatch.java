package renewals.stack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;
import renewals.stack.tail.Output;
import renewals.stack.tail.TopicTail;

/** Reads all outputs along from their beginning, each in a thread of its own. */
public final class OutputWatch implements AutoCloseable {

  private final Observed observed;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  private OutputWatch(Observed observed) {
    this.observed = observed;
  }

  /** Starts reading. */
  public static OutputWatch start(Settings settings, Observed observed) {
    OutputWatch watch = new OutputWatch(observed);
    for (Output output : Output.values()) {
      watch.threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("watch-" + output)
              .start(() -> watch.read(settings, output)));
    }
    return watch;
  }

  /** Throws what ended the reading before its time. */
  void mustBeReading() {
    RuntimeException ended = failure.get();
    if (ended != null) {
      throw ended;
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void read(Settings settings, Output output) {
    try {
      new TopicTail(settings, output)
          .read(
              true,
              null,
              line -> {
                observed.take(output, line);
                return !closed;
              });
    } catch (RuntimeException e) {
      if (!closed) {
        failure.compareAndSet(null, e);
      }
    }
  }
}

package renewals.stack.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** Reads all outputs along from their beginning, each in a thread of its own. */
public final class OutputWatch implements AutoCloseable {

  private final ObservedOutputs observed;
  private final List<TopicTail> tails = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private OutputWatch(ObservedOutputs observed) {
    this.observed = observed;
  }

  /** Starts reading. */
  public static OutputWatch start(Settings settings, ObservedOutputs observed) {
    OutputWatch watch = new OutputWatch(observed);
    for (Output output : Output.values()) {
      TopicTail tail = new TopicTail(settings, output);
      watch.tails.add(tail);
      Thread.ofPlatform().daemon().name("watch-" + output).start(() -> watch.read(tail, output));
    }
    return watch;
  }

  /** Throws what ended the reading before its time. */
  public void mustBeReading() {
    RuntimeException ended = failure.get();
    if (ended != null) {
      throw ended;
    }
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::stop);
  }

  private void read(TopicTail tail, Output output) {
    try {
      tail.read(
          true,
          null,
          line -> {
            observed.take(output, line);
            return true;
          });
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }
}

package renewals.stack.verify;

import java.util.ArrayList;
import java.util.List;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** Reads outputs along from their beginning, each in a thread of its own. */
public final class OutputWatch implements AutoCloseable {

  private final OutputAwaiter taker;
  private final List<TopicTail> tails = new ArrayList<>();

  private OutputWatch(OutputAwaiter taker) {
    this.taker = taker;
  }

  /** Starts reading all of them. */
  public static OutputWatch start(Settings settings, OutputAwaiter taker) {
    return start(settings, List.of(Output.values()), taker);
  }

  /**
   * Starts reading.
   *
   * @param taker takes what is read, and is told where that ends before its time
   */
  public static OutputWatch start(Settings settings, List<Output> outputs, OutputAwaiter taker) {
    OutputWatch watch = new OutputWatch(taker);
    for (Output output : outputs) {
      TopicTail tail = new TopicTail(settings, output);
      watch.tails.add(tail);
      Thread.ofPlatform().daemon().name("watch-" + output).start(() -> watch.read(tail, output));
    }
    return watch;
  }

  /** Throws what ended the reading before its time. */
  public void mustBeReading() {
    taker.mustBeReading();
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
            taker.take(output, line);
            return true;
          });
    } catch (RuntimeException e) {
      taker.fail(e);
    }
  }
}

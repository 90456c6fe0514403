package renewals.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;
import renewals.stack.verify.OutputAwaiter;

/** What is committed to the outputs while the experiment runs, as far as somebody waits for it. */
public final class LiveOutputs extends OutputAwaiter implements AutoCloseable {

  /** States of a receipt after which another follows. */
  public static final Set<String> NOT_LAST = Set.of("RETRYING", "SENT", "HELD");

  private final Set<String> told = new HashSet<>();
  private final List<TopicTail> tails = new ArrayList<>();
  private int activations;

  private LiveOutputs() {}

  /** Reads along from the beginning. */
  public static LiveOutputs start(Settings settings) {
    LiveOutputs live = new LiveOutputs();
    for (Output output : List.of(Output.ACTIVATIONS, Output.UPDATES, Output.RECEIPTS)) {
      TopicTail tail = new TopicTail(settings, output);
      live.tails.add(tail);
      Thread.ofPlatform().daemon().name("live-" + output).start(() -> live.read(tail, output));
    }
    return live;
  }

  /** Waits until the last word on a notice has been said; false where that took too long. */
  public boolean awaitTold(String noticeId, Duration atMost) throws InterruptedException {
    return await(() -> told.contains(noticeId), atMost);
  }

  /** How many activations came. */
  public synchronized int activations() {
    return activations;
  }

  /** How many notices came to an end. */
  public synchronized int told() {
    return told.size();
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
            take(output, line);
            return true;
          });
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  protected void keep(Output output, JsonNode record) {
    if (output == Output.ACTIVATIONS && isActivated(record)) {
      activations++;
    } else if (output == Output.RECEIPTS && !NOT_LAST.contains(record.path("state").asText())) {
      told.add(record.path("noticeId").asText());
    }
  }
}

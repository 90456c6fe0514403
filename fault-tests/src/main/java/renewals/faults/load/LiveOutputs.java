package renewals.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.Output;
import renewals.kit.Settings;
import renewals.stack.verify.ExpectedNotices;
import renewals.stack.verify.OutputAwaiter;
import renewals.stack.verify.OutputWatch;

/** What is committed to the outputs while the experiment runs, as far as somebody waits for it. */
public final class LiveOutputs extends OutputAwaiter implements AutoCloseable {

  private final Set<String> told = new HashSet<>();
  private @Nullable OutputWatch watch;
  private final Set<String> activated = new HashSet<>();
  private int activations;

  private LiveOutputs() {}

  /** Reads along from the beginning. */
  public static LiveOutputs start(Settings settings) {
    LiveOutputs live = new LiveOutputs();
    live.watch =
        OutputWatch.start(
            settings, List.of(Output.ACTIVATIONS, Output.UPDATES, Output.RECEIPTS), live);
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

  /** The renewals that were activated until now. */
  public synchronized Set<String> activatedRenewals() {
    return Set.copyOf(activated);
  }

  /** How many notices came to an end. */
  public synchronized int told() {
    return told.size();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  @Override
  protected void keep(Output output, JsonNode record) {
    if (output == Output.ACTIVATIONS && isActivated(record)) {
      activations++;
      activated.add(record.path("renewalId").asText());
    } else if (output == Output.RECEIPTS && ExpectedNotices.isEnd(record)) {
      told.add(record.path("noticeId").asText());
    }
  }
}

package renewals.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;
import renewals.stack.demo.CarrierNoticesCheck;
import renewals.stack.process.StackException;
import renewals.stack.sim.Audience;
import renewals.stack.tail.Output;
import renewals.stack.tail.TopicTail;

/** What is committed to the outputs while the experiment runs, as far as somebody waits for it. */
public final class LiveOutputs implements Audience, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> usable = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Set<String> toldOfCarrier = new HashSet<>();
  private final List<TopicTail> tails = new ArrayList<>();
  private int activations;
  private long lastAt = System.nanoTime();
  private @Nullable RuntimeException failure;

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

  @Override
  public boolean awaitUsable(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> usable.getOrDefault(renewalId, 0) > 0, atMost);
  }

  @Override
  public boolean awaitCarrierNotice(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> toldOfCarrier.contains(renewalId), atMost);
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

  /** For how long nothing has come. */
  public synchronized Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastAt);
  }

  /** Throws what ended the reading before its time. */
  public synchronized void mustBeReading() {
    if (failure != null) {
      throw new StackException("the outputs are not read any more: " + failure, failure);
    }
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::stop);
  }

  private synchronized boolean await(BooleanSupplier there, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!there.getAsBoolean()) {
      mustBeReading();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
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

  private synchronized void fail(RuntimeException e) {
    failure = e;
    notifyAll();
  }

  private synchronized void take(Output output, String line) {
    JsonNode record;
    try {
      record = JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("an output is no JSON", e);
    }
    lastAt = System.nanoTime();
    if (output == Output.ACTIVATIONS) {
      boolean activated = record.path("status").asText().equals("ACTIVATED");
      usable.merge(record.path("renewalId").asText(), activated ? 1 : -1, Integer::sum);
      activations += activated ? 1 : 0;
    } else if (output == Output.UPDATES) {
      if (CarrierNoticesCheck.isCarrierNotice(record)) {
        toldOfCarrier.add(record.path("renewalId").asText());
      }
    } else if (!record.path("state").asText().equals("RETRYING")) {
      told.add(record.path("noticeId").asText());
    }
    notifyAll();
  }
}

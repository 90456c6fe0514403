package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.Output;
import renewals.stack.process.StackException;
import renewals.stack.sim.partner.Audience;

/** Receives what is committed to the output topics, so that one can wait for it. Thread-safe. */
public abstract class OutputAwaiter implements Audience {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> usable = new HashMap<>();
  private final Set<String> toldOfCarrier = new HashSet<>();
  private long lastAt = System.nanoTime();
  private @Nullable RuntimeException failure;

  /** Takes one record as {@code tail} writes it. */
  public final synchronized void take(Output output, String line) {
    JsonNode record = parse(line);
    lastAt = System.nanoTime();
    if (output == Output.ACTIVATIONS) {
      usable.merge(renewalOf(record), isActivated(record) ? 1 : -1, Integer::sum);
    } else if (output == Output.UPDATES && CarrierNoticesCheck.isCarrierNotice(record)) {
      toldOfCarrier.add(renewalOf(record));
    }
    keep(output, record);
    notifyAll();
  }

  /** Keeps what else is wanted of a record; called with this object's lock held. */
  protected abstract void keep(Output output, JsonNode record);

  /** Whether an activation is one, not a reversal. */
  protected static boolean isActivated(JsonNode activation) {
    return activation.path("status").asText().equals("ACTIVATED");
  }

  @Override
  public boolean awaitUsable(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> usable.getOrDefault(renewalId, 0) > 0, atMost);
  }

  @Override
  public boolean awaitCarrierNotice(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> toldOfCarrier.contains(renewalId), atMost);
  }

  /** For how long nothing has come. */
  public final synchronized Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastAt);
  }

  /** Throws what ended the reading before its time. */
  public final synchronized void mustBeReading() {
    if (failure != null) {
      throw new StackException("the outputs are not read any more: " + failure, failure);
    }
  }

  /** Nothing more will come: whoever waits is told why. */
  final synchronized void fail(RuntimeException cause) {
    failure = cause;
    notifyAll();
  }

  /** Waits until something is so that depends on what came; false where that took too long. */
  protected final synchronized boolean await(BooleanSupplier there, Duration atMost)
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

  private static String renewalOf(JsonNode record) {
    return record.path("renewalId").asText();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("an output is no JSON", e);
    }
  }
}

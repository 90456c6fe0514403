package renewals.kit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether a service may be sent work. It is live as long as it answers at all and has not failed
 * for good: only what a restart can mend makes it fail. It is ready when every part that it
 * requires says so; other parts are reported, but work goes on without them.
 */
public final class Health {

  /** What a part that is ready says. */
  public static final String READY = "ready";

  private final Map<String, Part> parts = new ConcurrentHashMap<>();
  private final MeterRegistry meters;
  private volatile String fatal = "";

  private record Part(Supplier<String> state, boolean required) {}

  /** The health of what a service is about to start; its parts are gauges in the registry. */
  public Health(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("renewals.live", () -> fatal.isEmpty() ? 1 : 0)
        .description("1 unless the instance should be restarted")
        .register(meters);
  }

  /**
   * Adds a part that must be ready, or puts it in the place of the one of that name.
   *
   * @param state says {@link #READY}, or in a few words why not
   */
  public void require(String part, Supplier<String> state) {
    put(part, new Part(state, true));
  }

  /**
   * Adds a part that work goes on without.
   *
   * @param state says {@link #READY}, or in a few words why not
   */
  public void report(String part, Supplier<String> state) {
    put(part, new Part(state, false));
  }

  private void put(String name, Part part) {
    if (parts.put(name, part) == null) {
      Gauge.builder("renewals.part.ready", () -> READY.equals(stateOf(name)) ? 1 : 0)
          .description("1 while the part is ready")
          .tag("part", name)
          .register(meters);
    }
  }

  private String stateOf(String name) {
    Part part = parts.get(name);
    return part == null ? "unknown" : part.state().get();
  }

  /** Says that the service has failed for good and should be restarted. */
  public void fail(String why) {
    fatal = why;
  }

  /** Why the service should be restarted, empty while it should not. */
  public String fatal() {
    return fatal;
  }

  /**
   * What holds at one moment.
   *
   * @param ready whether nothing has failed and every required part is ready
   * @param parts what each part says
   */
  public record Report(boolean ready, Map<String, String> parts) {}

  /** Asks each part once. */
  public Report report() {
    boolean ready = fatal.isEmpty();
    Map<String, String> states = new TreeMap<>();
    for (Map.Entry<String, Part> entry : parts.entrySet()) {
      String state = entry.getValue().state().get();
      states.put(entry.getKey(), state);
      ready &= READY.equals(state) || !entry.getValue().required();
    }
    return new Report(ready, states);
  }
}

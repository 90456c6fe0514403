package renewals.kit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether a service may be sent work. It is live as long as it answers at all and has not failed
 * for good; it is ready when every named part says that it is.
 */
public final class Health {

  /** What a part that is ready says. */
  public static final String READY = "ready";

  private final Map<String, Supplier<String>> parts = new ConcurrentHashMap<>();
  private volatile String fatal = "";

  /**
   * Adds a part that must be ready.
   *
   * @param state says {@link #READY}, or in a few words why not
   */
  public void require(String part, Supplier<String> state) {
    parts.put(part, state);
  }

  /** Says that the service has failed for good and should be restarted. */
  public void fail(String why) {
    fatal = why;
  }

  /** Why the service should be restarted, empty while it should not. */
  public String fatal() {
    return fatal;
  }

  /** What each part says now. */
  public Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    parts.forEach((part, state) -> states.put(part, state.get()));
    return states;
  }

  /** Whether nothing has failed and every part is ready. */
  public boolean isReady() {
    return fatal.isEmpty() && states().values().stream().allMatch(READY::equals);
  }
}

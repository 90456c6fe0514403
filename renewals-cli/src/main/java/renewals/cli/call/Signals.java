package renewals.cli.call;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and {@code kill}: the first signal stops in order, the second ends at once.
 *
 * <p>Java has no public interface for this. {@code sun.misc.Signal} of module jdk.unsupported is
 * the one that JDKs keep; it is reached by reflection because naming it is a compiler warning that
 * nothing can suppress.
 */
public final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final int EXIT_BY_SIGNAL = 128;
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private Signals() {}

  /** From now on this process obeys a second signal. */
  public static void endAtOnceBySecond() {
    AtomicInteger received = new AtomicInteger();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (Map.Entry<String, Integer> known : NUMBERS.entrySet()) {
        Object obedience =
            Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> obey(known.getValue(), received));
        signal
            .getMethod("handle", signal, handler)
            .invoke(
                null, signal.getConstructor(String.class).newInstance(known.getKey()), obedience);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("a second signal will wait for the orderly stop: {}", e.toString());
    }
  }

  private static Object obey(int number, AtomicInteger received) {
    if (received.getAndIncrement() > 0) {
      Runtime.getRuntime().halt(EXIT_BY_SIGNAL + number);
    }
    Thread.ofPlatform().name("stop").start(() -> System.exit(EXIT_BY_SIGNAL + number));
    return received;
  }
}

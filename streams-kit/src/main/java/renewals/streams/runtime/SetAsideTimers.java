package renewals.streams.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/**
 * Timers at which a rule threw. A record that a rule fails at becomes a dead letter; a timer has no
 * record, and would throw again at every tick, in this thread and in each that replaces it. So it
 * is tried again an hour later, when it may be another build's, and everything else goes on.
 *
 * <p>The timer itself is kept where it always is, in its store. Here stands what operators are
 * shown: a log line, a count, and the latest {@value #MOST_KEPT} that have not succeeded since. For
 * any number of threads.
 */
public final class SetAsideTimers {

  /** How much later one is tried again. */
  public static final Duration AGAIN_AFTER = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(SetAsideTimers.class);
  private static final int MOST_KEPT = 100;

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Counter> failures = new ConcurrentHashMap<>();
  private final Map<Key, SetAside> kept = new ConcurrentHashMap<>();

  private record Key(String timer, String subject) {}

  /**
   * A timer that is set aside.
   *
   * @param timer which one
   * @param subject whose: an id, which may stand in a log
   * @param at when it failed last
   * @param why what was thrown
   */
  public record SetAside(String timer, String subject, Instant at, String why) {

    /** In a few words: which, whose and why. */
    public String said() {
      return "%s of %s: %s".formatted(timer, subject, why);
    }
  }

  /**
   * None so far.
   *
   * @param timers what they are called; their counts begin at 0
   */
  public SetAsideTimers(Collection<String> timers, MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    timers.forEach(this::counter);
    Gauge.builder("renewals.timers.set.aside", this, all -> all.latest().size())
        .description("Timers at which a rule threw and that have not succeeded since, at most 100")
        .register(meters);
  }

  /**
   * A rule threw at a timer.
   *
   * @param subject whose: an id, which may stand in a log
   * @param now the time by which the timer fell due
   * @return when to try it again
   * @throws KafkaException what was thrown is Kafka's or a store's own failure, which is no timer's
   *     fault
   */
  public Instant failed(String timer, String subject, Instant now, RuntimeException thrown) {
    if (thrown instanceof KafkaException) {
      throw thrown;
    }
    Instant again = now.plus(AGAIN_AFTER);
    counter(timer).increment();
    forgetOld();
    SetAside failed = new SetAside(timer, subject, clock.instant(), thrown.toString());
    Key key = new Key(timer, subject);
    boolean isKept = kept.containsKey(key);
    // a defect may hit very many: one stack trace of each kind, and not for ever more kinds
    boolean hasRoom = isKept || kept.size() < MOST_KEPT;
    if (hasRoom && kept.values().stream().noneMatch(one -> one.why().equals(failed.why()))) {
      LOG.error("A rule failed at the {} of {}: again at {}", timer, subject, again, thrown);
    } else {
      LOG.error("A rule failed at the {}: again at {}", failed.said(), again);
    }
    if (hasRoom) {
      kept.put(key, failed);
    }
    return again;
  }

  /** A timer did its work. */
  public void succeeded(String timer, String subject) {
    if (!kept.isEmpty()) {
      kept.remove(new Key(timer, subject));
    }
  }

  /** Those that have not succeeded since, the latest first. */
  public List<SetAside> latest() {
    forgetOld();
    return kept.values().stream().sorted(Comparator.comparing(SetAside::at).reversed()).toList();
  }

  /** {@link Health#READY}, or what is set aside. */
  public String state() {
    List<SetAside> all = latest();
    if (all.isEmpty()) {
      return Health.READY;
    }
    String more = all.size() == 1 ? "" : " and %d more".formatted(all.size() - 1);
    return "a rule failed at the " + all.getFirst().said() + more;
  }

  /** What has not failed again where it must have been tried is somebody else's by now, or done. */
  private void forgetOld() {
    Instant before = clock.instant().minus(AGAIN_AFTER.multipliedBy(2));
    kept.values().removeIf(one -> one.at().isBefore(before));
  }

  private Counter counter(String timer) {
    return failures.computeIfAbsent(
        timer,
        name ->
            Counter.builder("renewals.timers.failed")
                .description("Timers at which a rule threw; each is tried again an hour later")
                .tag("timer", name)
                .register(meters));
  }
}

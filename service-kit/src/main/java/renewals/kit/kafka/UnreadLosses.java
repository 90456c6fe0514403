package renewals.kit.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/**
 * What retention took away before this instance had read it: nothing can bring it back, so it is
 * said loudly, and work goes on with what is left. For any number of threads.
 */
public final class UnreadLosses {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadLosses.class);

  /** A page shows no more. */
  private static final int MOST_KEPT = 100;

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Counter> byTopic = new ConcurrentHashMap<>();
  private final Deque<Loss> latest = new ArrayDeque<>();

  /**
   * A gap in what was read.
   *
   * @param at when it was noticed
   * @param from the first offset that was not read
   * @param to the first offset that is left
   */
  public record Loss(Instant at, String topic, int partition, long from, long to) {

    /** In a few words: where and how much. */
    public String said() {
      return "%s-%d offsets %d to %d".formatted(topic, partition, from, to - 1);
    }
  }

  /**
   * None so far.
   *
   * @param topics those that are read, whose counts begin at 0
   */
  public UnreadLosses(Collection<String> topics, MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    topics.forEach(this::counter);
  }

  /** The partition begins at {@code to} now, though only what was before {@code from} was read. */
  public void found(TopicPartition partition, long from, long to) {
    Loss loss = new Loss(clock.instant(), partition.topic(), partition.partition(), from, to);
    LOG.error("retention took away what was not read: {}; reading goes on at {}", loss.said(), to);
    counter(partition.topic()).increment((double) (to - from));
    synchronized (latest) {
      latest.addFirst(loss);
      if (latest.size() > MOST_KEPT) {
        latest.removeLast();
      }
    }
  }

  /** The newest first, those since the start of this instance. */
  public List<Loss> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** {@link Health#READY}, or what is missing since the start. */
  public String state() {
    List<Loss> all = latest();
    if (all.isEmpty()) {
      return Health.READY;
    }
    String more = all.size() == 1 ? "" : " and %d more".formatted(all.size() - 1);
    return "retention took away what was not read: " + all.getFirst().said() + more;
  }

  private Counter counter(String topic) {
    return byTopic.computeIfAbsent(
        topic,
        name ->
            Counter.builder("renewals.unread.lost")
                .description("Offsets that retention took away before they were read")
                .tag("topic", name)
                .register(meters));
  }
}

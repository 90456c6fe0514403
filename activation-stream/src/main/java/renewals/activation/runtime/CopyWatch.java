package renewals.activation.runtime;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows when this instance's copies of state were last seen complete: when the consumer that feeds
 * them had everything committed, and all that it had been given before was in place. Kafka Streams'
 * own lag can't say it: it counts the markers of transactions, so it is never 0 under exactly-once.
 */
public final class CopyWatch {

  private final String applicationId;
  private final Clock clock;
  private final Map<TopicPartition, Instant> complete = new ConcurrentHashMap<>();

  CopyWatch(String applicationId, Clock clock) {
    this.applicationId = applicationId;
    this.clock = clock;
  }

  /**
   * When the copy of a store's partition was last seen complete; empty if it never was, or if this
   * instance has no copy of it.
   */
  public Optional<Instant> completeAt(String store, int partition) {
    String changelog = "%s-%s-changelog".formatted(applicationId, store);
    return Optional.ofNullable(complete.get(new TopicPartition(changelog, partition)));
  }

  Instant now() {
    return clock.instant();
  }

  void sawComplete(TopicPartition changelog, Instant at) {
    complete.put(changelog, at);
  }

  /** These are fed no more, so nothing is known of them. */
  void forget(Collection<TopicPartition> changelogs) {
    complete.keySet().removeAll(changelogs);
  }
}

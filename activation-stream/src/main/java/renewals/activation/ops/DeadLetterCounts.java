package renewals.activation.ops;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import renewals.activation.follow.TopicTail;

/** Dead letters of the last 24 hours by reason and hour. */
public final class DeadLetterCounts implements TopicTail.Handler {

  static final Duration KEPT = Duration.ofHours(24);
  private static final String REASON = "dl-reason";

  /** Reasons are ours and few; whatever else claims to be one is counted together. */
  private static final int MOST_REASONS = 50;

  private static final String OTHERS = "(others)";

  private final Clock clock;
  private final Map<String, Map<Instant, Long>> byReason = new TreeMap<>();

  public DeadLetterCounts(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void take(ConsumerRecord<byte[], byte[]> message) {
    Header header = message.headers().lastHeader(REASON);
    String given =
        header == null || header.value() == null
            ? OTHERS
            : new String(header.value(), StandardCharsets.UTF_8);
    boolean room = byReason.containsKey(given) || byReason.size() < MOST_REASONS;
    Instant hour = Instant.ofEpochMilli(message.timestamp()).truncatedTo(ChronoUnit.HOURS);
    byReason
        .computeIfAbsent(room ? given : OTHERS, ignored -> new TreeMap<>())
        .merge(hour, 1L, Long::sum);
    forgetOld();
  }

  /** How many by reason, the last 24 hours. */
  synchronized Map<String, Long> byReason() {
    forgetOld();
    Map<String, Long> counts = new TreeMap<>();
    byReason.forEach(
        (reason, hours) ->
            counts.put(reason, hours.values().stream().mapToLong(Long::longValue).sum()));
    return counts;
  }

  /** How many by hour, the last 24 hours, oldest first, the hours without any included. */
  synchronized Map<Instant, Long> byHour() {
    forgetOld();
    Map<Instant, Long> counts = new TreeMap<>();
    Instant last = clock.instant().truncatedTo(ChronoUnit.HOURS);
    for (long ago = KEPT.toHours() - 1; ago >= 0; ago--) {
      counts.put(last.minus(ago, ChronoUnit.HOURS), 0L);
    }
    byReason
        .values()
        .forEach(
            hours -> hours.forEach((hour, n) -> counts.computeIfPresent(hour, (h, m) -> m + n)));
    return counts;
  }

  private void forgetOld() {
    Instant oldest = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(KEPT);
    byReason.values().forEach(hours -> hours.keySet().removeIf(hour -> !hour.isAfter(oldest)));
    byReason.values().removeIf(Map::isEmpty);
  }
}

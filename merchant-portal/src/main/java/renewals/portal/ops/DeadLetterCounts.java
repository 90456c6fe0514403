package renewals.portal.ops;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import renewals.streams.tail.TopicTail;

/**
 * Dead letters of the last 24 hours by reason and hour. Several letters of one record, as they are
 * written where committed offsets were lost, count once.
 */
public final class DeadLetterCounts implements TopicTail.Handler {

  static final Duration KEPT = Duration.ofHours(24);
  private static final String REASON = "dl-reason";
  private static final String ID = "dl-id";

  /** Reasons are ours and few; whatever else claims to be one is counted together. */
  private static final int MOST_REASONS = 50;

  /** So many records of a day are told apart; of more, doubled letters may count twice. */
  private static final int MOST_IDS = 100_000;

  private static final String OTHERS = "(others)";

  private final Clock clock;
  private final Map<String, Map<Instant, Long>> byReason = new TreeMap<>();

  /** When the first letter of a record came, the oldest first. */
  private final Map<String, Instant> hourById = new LinkedHashMap<>();

  public DeadLetterCounts(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void take(ConsumerRecord<byte[], byte[]> message) {
    Instant hour = Instant.ofEpochMilli(message.timestamp()).truncatedTo(ChronoUnit.HOURS);
    String id = text(message, ID);
    if (id != null && hourById.putIfAbsent(id, hour) != null) {
      return;
    }
    String said = text(message, REASON);
    String given = said == null ? OTHERS : said;
    boolean room = byReason.containsKey(given) || byReason.size() < MOST_REASONS;
    byReason
        .computeIfAbsent(room ? given : OTHERS, ignored -> new TreeMap<>())
        .merge(hour, 1L, Long::sum);
    forgetOld();
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
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
    Iterator<Instant> hours = hourById.values().iterator();
    while (hours.hasNext() && (!hours.next().isAfter(oldest) || hourById.size() > MOST_IDS)) {
      hours.remove();
    }
  }
}

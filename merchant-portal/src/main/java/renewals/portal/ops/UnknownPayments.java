package renewals.portal.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;
import renewals.schemas.reconcile.ReconcileDueJson;
import renewals.streams.tail.TopicTail;

/** Renewals of which no answer of their channel tells what was paid or given back. */
public final class UnknownPayments implements TopicTail.Handler {

  private static final int MOST = 500;

  private final Map<String, Unknown> unknown = new HashMap<>();

  /**
   * One of them.
   *
   * @param since when the channel was asked in vain
   */
  record Unknown(Instant since, String renewalId, String channelId, String why) {}

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null) {
      return;
    }
    String renewalId = new String(message.key(), UTF_8);
    Optional<ReconcileDue> due =
        message.value() == null ? Optional.empty() : ReconcileDueJson.read(message.value());
    synchronized (this) {
      if (due.isPresent() && due.get().state() == State.UNKNOWN) {
        String why = String.valueOf(due.get().why());
        unknown.put(
            renewalId, new Unknown(due.get().dueAt(), renewalId, due.get().channelId(), why));
      } else {
        unknown.remove(renewalId);
      }
    }
  }

  /** Those that wait longest first, not more than a page holds. */
  synchronized List<Unknown> oldest() {
    return unknown.values().stream()
        .sorted(Comparator.comparing(Unknown::since).thenComparing(Unknown::renewalId))
        .limit(MOST)
        .toList();
  }
}

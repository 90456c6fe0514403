package renewals.portal.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Iccid;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.tail.TopicTail;
import renewals.v1.RenewalUpdate;

/**
 * The renewals that were told of last, by the ids that a caller knows: no state is kept by terminal
 * or by the last digits of a card. Bounded in number and age; any thread may look.
 */
public final class RecentRenewals implements TopicTail.Handler {

  /** How old the news may be when reading begins. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Some 30 MB. */
  private static final int MOST = 100_000;

  private static final int TAIL = 4;

  private final CountedReader<RenewalUpdate> reader;
  private final Clock clock;
  private final int most;

  /** The one that was told of longest ago first. */
  private final Map<String, Told> renewals = new LinkedHashMap<>();

  /**
   * Of what an update speaks.
   *
   * @param cardKey of its card; null where it names none
   * @param tail the last four of its card; empty where it names none
   */
  private record Told(
      String merchantId,
      @Nullable String terminalId,
      @Nullable String cardKey,
      String tail,
      Instant at) {

    static Told of(RenewalUpdate update, String merchantId) {
      String iccid = update.getIccid();
      boolean known = iccid != null && iccid.length() >= TAIL;
      return new Told(
          merchantId,
          update.getTerminalId(),
          known ? Iccid.keyOf(iccid) : null,
          known ? iccid.substring(iccid.length() - TAIL) : "",
          update.getOccurredAt());
    }

    boolean fits(String text, String textAsCardKey) {
      return text.equalsIgnoreCase(merchantId)
          || text.equalsIgnoreCase(terminalId)
          || textAsCardKey.equals(cardKey)
          || text.equalsIgnoreCase(tail);
    }
  }

  /** Those of the last {@link #KEPT}, 100,000 at most. */
  public RecentRenewals(SchemaRegistry registry, Clock clock) {
    this(registry, clock, MOST);
  }

  RecentRenewals(SchemaRegistry registry, Clock clock, int most) {
    this.reader = new CountedReader<>(registry, new RenewalUpdate());
    this.clock = clock;
    this.most = most;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    reader.read(message, this::add);
  }

  private synchronized void add(RenewalUpdate update) {
    String renewalId = update.getRenewalId();
    String merchantId = update.getMerchantId();
    if (renewalId == null || merchantId == null) {
      return;
    }
    renewals.remove(renewalId);
    renewals.put(renewalId, Told.of(update, merchantId));
    if (renewals.size() > most) {
      renewals.remove(renewals.keySet().iterator().next());
    }
  }

  /**
   * The ids of renewals of a merchant, a terminal or a card, the one that was told of last first.
   *
   * @param text a merchantId or terminalId in any case; the number of a card or its last four
   * @param limit so many at most
   */
  synchronized List<String> find(String text, int limit) {
    if (text.isEmpty()) {
      return List.of();
    }
    Instant oldest = clock.instant().minus(KEPT);
    String cardKey = Iccid.keyOf(text);
    Deque<String> newest = new ArrayDeque<>();
    renewals.forEach(
        (renewalId, told) -> {
          if (!told.at().isBefore(oldest) && told.fits(text, cardKey)) {
            newest.addFirst(renewalId);
            if (newest.size() > limit) {
              newest.removeLast();
            }
          }
        });
    return List.copyOf(newest);
  }

  /** How many renewals are known. */
  synchronized int size() {
    return renewals.size();
  }

  /** How many updates could not be read. */
  long unread() {
    return reader.unread();
  }
}

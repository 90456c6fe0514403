package renewals.activation.api;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.CaseFormat;
import renewals.activation.domain.Case;
import renewals.activation.topology.CardState;
import renewals.activation.topology.Stores;

/** The state that this instance holds, as active or as standby. */
final class LocalState {

  private final KafkaStreams streams;
  private final Clock clock;

  LocalState(KafkaStreams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * How current an answer is.
   *
   * @param asOf the moment that the answer is of; null for a standby that is behind, which cannot
   *     say
   * @param source {@code active} or {@code standby}
   */
  record Seen(@Nullable Instant asOf, String source) {}

  /** The case of a renewal, null if this partition has none. */
  @Nullable Case find(String renewalId, int partition) {
    byte[] bytes = store(Stores.CASES, partition).get(renewalId);
    return bytes == null ? null : new CaseFormat().read(renewalId, bytes);
  }

  /** The ledgers of a partition's cards. */
  CardState cards(int partition) {
    return new CardState(store(Stores.CARDS, partition), store(Stores.LEDGER, partition));
  }

  /** How current this instance's copy of a store is. */
  Seen seen(String store, int partition, boolean active) {
    if (active) {
      return new Seen(now(), "active");
    }
    LagInfo lag = streams.allLocalStorePartitionLags().getOrDefault(store, Map.of()).get(partition);
    boolean current = lag != null && lag.offsetLag() == 0;
    return new Seen(current ? now() : null, "standby");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ReadOnlyKeyValueStore<String, byte[]> store(String name, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                name, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .withPartition(partition)
            .enableStaleStores());
  }
}

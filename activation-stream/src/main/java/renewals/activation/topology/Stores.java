package renewals.activation.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.record.ParkedRecords;
import renewals.streams.state.WriteBehindStore;
import renewals.streams.timer.TimerStore;

/** The state stores by name: what each key and value is stands with the class that uses it. */
public final class Stores {

  /** Case by renewalId: {@link Cases}. */
  public static final String CASES = "cases";

  /** What falls due, in order of time: {@link TimerStore}. */
  public static final String DEADLINES = "deadlines";

  /** Facts without a request, in order of arrival: {@link HeldFacts}. */
  public static final String HELD = "held-facts";

  /** Records whose schema nobody could be asked for: {@link ParkedRecords}. */
  public static final String PARKED = "parked-records";

  /** How many renewals are in which state: {@link PartitionStateCounts}. */
  public static final String TALLY = "tally";

  /** What this partition has learnt of processing times: {@link ProcessingTimeRecorder}. */
  public static final String LEARNT = "learnt-times";

  /** What all partitions have learnt, on every instance: {@link GlobalTimes}. */
  public static final String TIMES = "processing-times";

  /** Head and newest entries of a card's ledger by card: {@link Ledgers}. */
  public static final String CARDS = "cards";

  /** When a card's expiry is to be told, in order of time: {@link TimerStore}. */
  public static final String REMINDERS = "reminders";

  /** Older entries of a card's ledger: {@link Ledgers}. */
  public static final String LEDGER = "card-ledger";

  /** Statuses whose schema nobody could be asked for: {@link ParkedRecords}. */
  public static final String PARKED_STATUSES = "parked-statuses";

  /** What is known of each carrier, to judge the next word by: {@link CarrierRegisterProcessor}. */
  public static final String CARRIER_REGISTER = "carrier-register";

  /** What is known of each carrier, beside the renewals: {@link CarrierProcessor}. */
  public static final String CARRIERS = "carriers";

  /** The walk past a partition's renewals that is under way: {@link ReestimationScans}. */
  public static final String CARRIER_WALK = "carrier-walk";

  /** Those that have a part for each partition of renewals or cards. */
  static final List<String> SIZED_LIKE_RENEWALS =
      List.of(
          CASES,
          DEADLINES,
          HELD,
          PARKED,
          TALLY,
          LEARNT,
          CARRIERS,
          CARRIER_WALK,
          CARDS,
          REMINDERS,
          LEDGER);

  private Stores() {}

  /**
   * @param heldCaseBytes how much memory a partition's newest cases may use, and the facts held for
   *     them an eighth of it
   */
  static Set<StoreBuilder<?>> ofRenewals(long heldCaseBytes) {
    return inOrder(
        held(CASES, heldCaseBytes),
        index(DEADLINES),
        held(HELD, heldCaseBytes / 8),
        store(PARKED, Serdes.ByteArray()),
        builder(onDisk(TALLY), Serdes.String()).withCachingEnabled(),
        store(LEARNT, Serdes.String()));
  }

  /**
   * @param heldCardBytes how much memory the cards of a partition that changed last may use
   */
  static Set<StoreBuilder<?>> ofCards(long heldCardBytes) {
    return inOrder(held(CARDS, heldCardBytes), store(LEDGER, Serdes.String()), index(REMINDERS));
  }

  static Set<StoreBuilder<?>> ofStatuses() {
    return inOrder(small(PARKED_STATUSES, Serdes.ByteArray()));
  }

  static Set<StoreBuilder<?>> ofRegister() {
    return inOrder(small(CARRIER_REGISTER, Serdes.String()));
  }

  /** Those that renewals share with what is known of carriers. */
  static Set<StoreBuilder<?>> ofCarriers() {
    return inOrder(small(CARRIERS, Serdes.String()), small(CARRIER_WALK, Serdes.String()));
  }

  /**
   * A global store, whose topic is its changelog, in memory: Kafka 4.4.0 does not start again over
   * a global store on disk that was open when its process was killed (KAFKA-21034), and what one
   * instance reads anew at its start are some kB a carrier, channel and partition.
   */
  static StoreBuilder<KeyValueStore<String, byte[]>> ofTimes() {
    return inMemory(TIMES, Serdes.String()).withCachingDisabled().withLoggingDisabled();
  }

  /** The description of the graph must not change from run to run. */
  private static Set<StoreBuilder<?>> inOrder(StoreBuilder<?>... stores) {
    return new LinkedHashSet<>(List.of(stores));
  }

  /** Changelogged, without a record cache: parts of a renewal arrive too far apart for one. */
  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> store(String name, Serde<K> keys) {
    return builder(onDisk(name), keys).withCachingDisabled();
  }

  /** Changelogged, what changed last in memory: a renewal's parts come while its case is there. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> held(String name, long mostBytes) {
    return builder(WriteBehindStore.over(onDisk(name), mostBytes), Serdes.String())
        .withCachingDisabled();
  }

  /** With a record cache: many entries of one second come in one commit. */
  private static StoreBuilder<KeyValueStore<byte[], byte[]>> index(String name) {
    return builder(onDisk(name), Serdes.ByteArray()).withCachingEnabled();
  }

  /** Changelogged, in memory: for what a few carriers said a database of its own is too much. */
  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> small(String name, Serde<K> keys) {
    return inMemory(name, keys).withLoggingEnabled(Map.of()).withCachingDisabled();
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> inMemory(String name, Serde<K> keys) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
        keys,
        Serdes.ByteArray());
  }

  private static KeyValueBytesStoreSupplier onDisk(String name) {
    return org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> builder(
      KeyValueBytesStoreSupplier bytes, Serde<K> keys) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            bytes, keys, Serdes.ByteArray())
        .withLoggingEnabled(Map.of());
  }
}

package renewals.activation.announcement.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.model.Announced;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.WireReader;
import renewals.streams.record.TopicIds;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;
import renewals.testing.KnownSchemas;
import renewals.v1.RenewalUpdate;

/**
 * Partitions of cards and of merchants, with what announcements need of them. Each works in
 * transactions as Kafka Streams does: a crash takes back what wasn't committed, state and output
 * alike, and what comes after begins anew from the stores.
 */
final class WalkedPartitions {

  private static final List<Duration> LEADS =
      List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO);

  private final List<OfCards> cards = new ArrayList<>();
  private final List<OfMerchants> merchants = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final AnnouncementFormat format = new AnnouncementFormat();
  private final int most;

  /** One merchant was told of one revision. */
  record Told(String name, String merchantId, Instant at) {}

  /**
   * Partitions with nothing in them.
   *
   * @param most entries that a step of the walk may look at
   */
  WalkedPartitions(int ofCards, int ofMerchants, int most) {
    this.most = most;
    for (int i = 0; i < ofCards; i++) {
      cards.add(new OfCards());
    }
    for (int i = 0; i < ofMerchants; i++) {
      merchants.add(new OfMerchants());
    }
  }

  List<Told> told() {
    return told;
  }

  /** A renewal becomes the card's latest. */
  void book(
      String card,
      String merchantId,
      String carrierId,
      String channelId,
      String planId,
      Instant until,
      Instant now) {
    OfCards partition = cards.get(Math.floorMod(card.hashCode(), cards.size()));
    partition.commit();
    LatestRenewal latest =
        new LatestRenewal("R", merchantId, "T", card + "0", carrierId, channelId, planId);
    Card head = new Card(new Coverage(until, null), 1, latest, now);
    partition.heads.put(card, head);
    partition.schedule(card, head, now);
  }

  /** An announcement reaches every partition of cards. */
  void take(Announced announced) {
    for (OfCards partition : cards) {
      partition.commit();
      new AnnouncementWalks(partition.walk).join(announced);
      partition.commit();
    }
  }

  /** Reminders fall due everywhere. */
  void remind(Instant now) {
    for (OfCards partition : cards) {
      partition.commit();
      for (Timer due : partition.index.pollDue(now.toEpochMilli(), 1_000)) {
        partition.schedule(due.subject(), partition.heads.get(due.subject()), now);
      }
    }
  }

  /** Somebody goes on, and commits or not. */
  void work(Random random, Instant now, Instant watermark) {
    if (random.nextBoolean()) {
      cards.get(random.nextInt(cards.size())).tick(now, watermark, random.nextBoolean());
    } else {
      merchants.get(random.nextInt(merchants.size())).work(now, random.nextBoolean());
    }
  }

  /** Somebody loses what wasn't committed. */
  void crash(Random random) {
    if (random.nextBoolean()) {
      cards.get(random.nextInt(cards.size())).crash();
    } else {
      merchants.get(random.nextInt(merchants.size())).crash();
    }
  }

  /** All goes on until nothing is left to do. */
  void workOff(Instant now) {
    for (OfCards partition : cards) {
      while (new AnnouncementWalks(partition.walk).find() != null) {
        partition.tick(now, now, true);
      }
      partition.commit();
    }
    for (OfMerchants partition : merchants) {
      while (partition.next < partition.hits.size()) {
        partition.work(now, true);
      }
      partition.commit();
    }
  }

  private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
    KeyValueStore<K, byte[]> made =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    made.init(new MockProcessorContext<>().getStateStoreContext(), made);
    return made;
  }

  /** What a store held at the last commit. */
  private static final class Saved<K> {
    private final KeyValueStore<K, byte[]> store;
    private Map<K, byte[]> then = new LinkedHashMap<>();

    Saved(KeyValueStore<K, byte[]> store) {
      this.store = store;
    }

    void save() {
      then = all();
    }

    void takeBack() {
      all().keySet().forEach(store::delete);
      then.forEach(store::put);
    }

    private Map<K, byte[]> all() {
      Map<K, byte[]> all = new LinkedHashMap<>();
      try (KeyValueIterator<K, byte[]> entries = store.all()) {
        while (entries.hasNext()) {
          KeyValue<K, byte[]> entry = entries.next();
          all.put(entry.key, entry.value);
        }
      }
      return all;
    }
  }

  /** A partition of cards. */
  private final class OfCards {
    private final TimerStore index = new TimerStore(store("reminders", Serdes.ByteArray()));
    private final KeyValueStore<String, byte[]> walk = store("walk", Serdes.String());
    private final Saved<String> saved = new Saved<>(walk);
    private final Map<String, Card> heads = new HashMap<>();
    private final List<Record<byte[], byte[]>> found = new ArrayList<>();
    private AnnouncementPunctuator punctuator = begun();

    private AnnouncementPunctuator begun() {
      return new AnnouncementPunctuator(
          new AnnouncementWalks(walk),
          index,
          heads::get,
          most,
          (announced, merchantId) ->
              found.add(
                  new Record<>(
                      merchantId.getBytes(StandardCharsets.UTF_8),
                      format.write(announced),
                      announced.at().toEpochMilli())));
    }

    void schedule(String card, Card head, Instant now) {
      Instant until = head.coverage().validUntil();
      LEADS.stream()
          .map(until::minus)
          .filter(at -> at.isAfter(now))
          .findFirst()
          .ifPresent(at -> index.schedule(at.toEpochMilli(), card));
    }

    void tick(Instant now, Instant watermark, boolean commits) {
      punctuator.goOn(watermark.toEpochMilli(), now.toEpochMilli());
      if (commits) {
        commit();
      }
    }

    void commit() {
      saved.save();
      for (Record<byte[], byte[]> hit : found) {
        String merchantId = new String(hit.key(), StandardCharsets.UTF_8);
        merchants.get(Math.floorMod(merchantId.hashCode(), merchants.size())).hits.add(hit);
      }
      found.clear();
    }

    void crash() {
      saved.takeBack();
      found.clear();
      punctuator = begun();
    }
  }

  /** A partition of merchants. */
  private final class OfMerchants {
    private final KeyValueStore<String, byte[]> store =
        WalkedPartitions.store(AnnouncementStores.TOLD, Serdes.String());
    private final KeyValueStore<byte[], byte[]> until =
        WalkedPartitions.store(AnnouncementStores.TOLD_UNTIL, Serdes.ByteArray());
    private final Saved<String> saved = new Saved<>(store);
    private final Saved<byte[]> savedUntil = new Saved<>(until);
    private final List<Record<byte[], byte[]>> hits = new ArrayList<>();
    private final List<Told> uncommitted = new ArrayList<>();
    private final KnownSchemas registry = new KnownSchemas();
    private final WireReader<RenewalUpdate> reader =
        new WireReader<>(registry, new RenewalUpdate());
    private MockProcessorContext<byte[], byte[]> context;
    private Processor<byte[], byte[], byte[], byte[]> processor;
    private int next;
    private int committed;

    OfMerchants() {
      begin();
    }

    private void begin() {
      MeterRegistry meters = new SimpleMeterRegistry();
      RecordCounts counts = new RecordCounts(meters);
      AnnouncementParts parts =
          new AnnouncementParts(
              registry,
              RecordProvenance.OFF,
              1,
              new Ticks(Duration.ofSeconds(1), 100),
              new DeadLetters(TopicIds.NONE, counts),
              counts,
              new AnnouncementCounts(meters));
      context = new MockProcessorContext<>();
      context.addStateStore(store);
      context.addStateStore(until);
      context.setCurrentSystemTimeMs(0);
      processor = new TellOnceProcessor.Supplier(parts).get();
      processor.init(context);
    }

    void work(Instant now, boolean commits) {
      context.setCurrentSystemTimeMs(now.toEpochMilli());
      context
          .scheduledPunctuators()
          .forEach(tick -> tick.getPunctuator().punctuate(now.toEpochMilli()));
      if (next < hits.size()) {
        context.resetForwards();
        processor.process(hits.get(next++));
        context.forwarded().stream()
            .map(forwarded -> reader.read(forwarded.record().value()))
            .forEach(update -> uncommitted.add(toldBy(update, now)));
      }
      if (commits) {
        commit();
      }
    }

    private Told toldBy(RenewalUpdate update, Instant now) {
      return new Told(
          update.getAnnouncement().getAnnouncementId()
              + "/"
              + update.getAnnouncement().getRevision(),
          update.getMerchantId(),
          now);
    }

    void commit() {
      saved.save();
      savedUntil.save();
      told.addAll(uncommitted);
      uncommitted.clear();
      committed = next;
    }

    void crash() {
      saved.takeBack();
      savedUntil.takeBack();
      uncommitted.clear();
      next = committed;
      begin();
    }
  }
}

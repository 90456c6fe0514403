package renewals.notifier.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import renewals.kit.Settings;
import renewals.kit.tracing.Tracing;
import renewals.notifier.Samples;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.store.Nodes;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.TopicIds;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermark;
import renewals.testing.KnownSchemas;
import renewals.v1.Activation;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.RenewalUpdate;

/** The topology on Kafka's test driver, in memory, with events in and out. */
final class Bench implements AutoCloseable {

  final KnownSchemas registry = new KnownSchemas();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Counts counts = new Counts(meters);
  final SetAsideTimers timers =
      new SetAsideTimers(NotifierTopology.timers(), meters, Clock.systemUTC());

  /** How far inputs count as read; tests move it back to hold up deadlines. */
  Instant watermark = Instant.MAX;

  private final Map<String, String> settings;
  private final int partitions;
  private final UnaryOperator<Rules> rules;
  private final RecordProvenance provenance;
  private final Tracing tracing;
  private TopologyTestDriver driver;
  private Instant now = Samples.NOW;

  Bench() {
    this(Map.of());
  }

  /** With other rules than the settings give. */
  Bench(UnaryOperator<Rules> rules) {
    this.settings = Map.of();
    this.partitions = 1;
    this.rules = rules;
    this.provenance = RecordProvenance.OFF;
    this.tracing = Tracing.OFF;
    this.driver = newDriver();
  }

  Bench(Map<String, String> settings) {
    this(settings, 1);
  }

  /** Everything lies in partition 0 of so many, wherever its key belongs. */
  Bench(Map<String, String> settings, int partitions) {
    this.settings = settings;
    this.partitions = partitions;
    this.rules = UnaryOperator.identity();
    this.provenance = RecordProvenance.OFF;
    this.tracing = Tracing.OFF;
    this.driver = newDriver();
  }

  /** Where who said a contact is judged. */
  Bench(RecordProvenance provenance, int partitions) {
    this.settings = Map.of();
    this.partitions = partitions;
    this.rules = UnaryOperator.identity();
    this.provenance = provenance;
    this.tracing = Tracing.OFF;
    this.driver = newDriver();
  }

  /** Where spans are begun. */
  Bench(Tracing tracing) {
    this.settings = Map.of();
    this.partitions = 1;
    this.rules = UnaryOperator.identity();
    this.provenance = RecordProvenance.OFF;
    this.tracing = tracing;
    this.driver = newDriver();
  }

  private TopologyTestDriver newDriver() {
    NotifierConfig config = NotifierConfig.of(Settings.of(settings));
    Properties properties = config.kafka().streams();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, System.getProperty("java.io.tmpdir"));
    return new TopologyTestDriver(topology(config, properties), properties, now);
  }

  private Topology topology(NotifierConfig config, Properties properties) {
    return new NotifierTopology(
            rules.apply(config.rules()),
            registry,
            provenance,
            (inputs, partition) -> new HandHeld(),
            counts,
            TopicIds.NONE,
            timers,
            tracing,
            Stores::inMemoryKeyValueStore)
        .build(new StreamsConfig(properties), partitions);
  }

  /** Has read as far as the test says. */
  private final class HandHeld implements PartitionWatermark {
    @Override
    public void done(String topic, long offset) {}

    @Override
    public void hold(long from) {}

    @Override
    public long watermark() {
      return watermark.equals(Instant.MAX) ? Long.MAX_VALUE : watermark.toEpochMilli();
    }

    @Override
    public void end() {}
  }

  void tell(Activation activation) {
    pipe(Topics.RENEWAL_ACTIVATIONS, activation.getMerchantId(), activation, new Activation());
  }

  void tell(RenewalUpdate update) {
    String key = update.getMerchantId() == null ? update.getRenewalId() : update.getMerchantId();
    pipe(Topics.RENEWAL_UPDATES, key, update, new RenewalUpdate());
  }

  void give(MerchantContact contact) {
    pipe(Topics.MERCHANT_CONTACTS, contact.getMerchantId(), contact, new MerchantContact());
  }

  void takeBackContact(String merchantId) {
    pipe(Topics.MERCHANT_CONTACTS, bytes(merchantId), null, new RecordHeaders());
  }

  void answer(NoticeResult result) {
    pipe(Topics.NOTICE_RESULTS, result.getMerchantId(), result, new NoticeResult());
  }

  /** A gateway reports. */
  void report(NoticeResult report) {
    pipe(Topics.NOTICE_RESULTS, report.getReference(), report, new NoticeResult());
  }

  /** An answer that the broker stamped with another time than this machine's clock has. */
  void answer(NoticeResult result, Instant appended) {
    pipe(
        Topics.NOTICE_RESULTS,
        new TestRecord<>(
            bytes(result.getMerchantId()),
            wire(Topics.NOTICE_RESULTS, result, new NoticeResult()),
            new RecordHeaders(),
            appended));
  }

  <T extends SpecificRecord> void pipe(Topic topic, String key, T value, T prototype) {
    pipe(topic, bytes(key), wire(topic, value, prototype), new RecordHeaders());
  }

  void pipe(Topic topic, byte[] key, byte[] value, Headers headers) {
    pipe(topic, new TestRecord<>(key, value, headers, now));
  }

  private void pipe(Topic topic, TestRecord<byte[], byte[]> record) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  <T extends SpecificRecord> byte[] wire(Topic topic, T value, T prototype) {
    return WireWriter.of(registry, topic, prototype).write(value);
  }

  /** Ends the process and begins another, with the state that the changelogs hold. */
  void restart() {
    Map<String, Map<Bytes, byte[]>> kept = new HashMap<>();
    for (String store : driver.getAllStateStores().keySet()) {
      Map<Bytes, byte[]> entries = new LinkedHashMap<>();
      try (KeyValueIterator<Bytes, byte[]> all =
          driver.<Bytes, byte[]>getKeyValueStore(store).all()) {
        all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
      }
      kept.put(store, entries);
    }
    driver.close();
    driver = newDriver();
    kept.forEach(
        (store, entries) -> entries.forEach(driver.<Bytes, byte[]>getKeyValueStore(store)::put));
  }

  /** Another partition tells this one that it has read up to then. */
  void markRead(int from, Instant upTo) {
    try (Serde<Routed> serde = RoutedSerde.create()) {
      byte[] mark =
          serde
              .serializer()
              .serialize("", new Routed.RemoteWatermark(from, 0, upTo.toEpochMilli()));
      driver
          .createInputTopic(
              "notifier-moved-repartition", new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new TestRecord<>(bytes("mark"), mark, now));
    }
  }

  /** Moves the clock on, which fires what falls due. */
  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  Instant now() {
    return now;
  }

  List<NoticeDue> due() {
    return read(Topics.NOTICES_DUE, new NoticeDue());
  }

  List<NoticeReceipt> receipts() {
    return read(Topics.NOTICE_RECEIPTS, new NoticeReceipt());
  }

  List<TestRecord<byte[], byte[]>> records(Topic topic) {
    var output =
        driver.createOutputTopic(
            topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.isEmpty() ? List.of() : output.readRecordsToList();
  }

  /** How many records the changelog of a store got since it was asked last. */
  int changesOf(String store) {
    var changelog =
        driver.createOutputTopic(
            "notifier-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    return changelog.isEmpty() ? 0 : changelog.readRecordsToList().size();
  }

  private <T extends SpecificRecord> List<T> read(Topic topic, T prototype) {
    WireReader<T> reader = new WireReader<>(registry, prototype);
    List<T> values = new ArrayList<>();
    boolean away = registry.isAway();
    registry.setAway(false);
    records(topic).forEach(record -> values.add(reader.read(record.value())));
    registry.setAway(away);
    return values;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** As if it had been taken by a build that told nobody of it. */
  void keepContact(String merchantId, byte[] state) {
    driver.<Bytes, byte[]>getKeyValueStore(Nodes.CONTACTS_STORE).put(Keys.text(merchantId), state);
  }

  /** All that the stores hold, keys and values, by store. */
  Map<String, List<byte[]>> stored() {
    Map<String, List<byte[]>> stored = new LinkedHashMap<>();
    for (String store : driver.getAllStateStores().keySet()) {
      List<byte[]> bytes = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> all =
          driver.<Bytes, byte[]>getKeyValueStore(store).all()) {
        all.forEachRemaining(
            entry -> {
              bytes.add(entry.key.get());
              bytes.add(entry.value);
            });
      }
      stored.put(store, bytes);
    }
    return stored;
  }

  /** How many entries a store holds. */
  long sizeOf(String store) {
    try (var all = driver.getKeyValueStore(store).all()) {
      long size = 0;
      while (all.hasNext()) {
        all.next();
        size++;
      }
      return size;
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}

package renewals.activation.topology;

import static renewals.provenance.RecordProvenance.OFF;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.stream.CardLedgerReader;
import renewals.activation.card.stream.CardReportReader;
import renewals.activation.card.stream.CardStores;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.cardreport.model.ReportPolicy;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Fitting;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.stream.EstimateStores;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.stream.CardWatermarks;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.KnownSchemas;
import renewals.testing.StoresInMemory;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** The whole graph on the test driver: one partition, a clock that is moved by hand. */
public final class Pipeline implements AutoCloseable {

  /** Little, so that cases and cards are read from memory and from disk. */
  private static final long HELD_BYTES = 4_000;

  /** As a cluster would have given them. */
  private static final TopicIds TOPIC_IDS =
      new TopicIds(
          Topics.ALL.stream()
              .collect(Collectors.toMap(Topic::name, topic -> "id-of-" + topic.name())));

  /** The rules' own. */
  public static final ReportPolicy REPORTS =
      new ReportPolicy(ReportPolicy.THRESHOLDS, RulePolicy.DEFAULT.zones());

  /** Nothing was seen yet, so every estimate is the default's. */
  static final Estimating ESTIMATING = estimating(Carriers.SILENT);

  public final KnownSchemas registry = new KnownSchemas();
  private final KnownSchemas outside = new KnownSchemas();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final StateCountsBoard board = new StateCountsBoard(meters);
  public final CarrierBoard carriers;
  final SetAsideTimers timers = new SetAsideTimers(TopologyParts.TIMERS, meters, Clock.systemUTC());
  private final StoresInMemory stores = new StoresInMemory();
  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final TestOutputTopic<byte[], byte[]> updates;
  private final TestOutputTopic<byte[], byte[]> activations;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private Instant now;

  /** A dead letter as it lies on its topic. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as they lie there, never compared
  public record Letter(String key, byte[] value, Map<String, String> headers) {
    public String reason() {
      return headers.get("dl-reason");
    }
  }

  public Pipeline(Instant clock) {
    this(clock, PartitionWatermarks.neverBehind());
  }

  public Pipeline(Instant clock, PartitionWatermarks progress) {
    this(clock, progress, new CarrierBoard());
  }

  public Pipeline(Instant clock, Estimating estimating) {
    this(clock, PartitionWatermarks.neverBehind(), estimating, new CarrierBoard(), meters -> OFF);
  }

  /** Where who said records is judged. */
  public Pipeline(Instant clock, Function<MeterRegistry, RecordProvenance> provenance) {
    this(clock, PartitionWatermarks.neverBehind(), ESTIMATING, new CarrierBoard(), provenance);
  }

  public Pipeline(Instant clock, RulePolicy policy) {
    this(
        clock,
        PartitionWatermarks.neverBehind(),
        ESTIMATING,
        new CarrierBoard(),
        meters -> OFF,
        policy,
        Tracing.OFF);
  }

  /** Where spans are begun. */
  public Pipeline(Instant clock, Tracing tracing) {
    this(clock, tracing, new CarrierBoard());
  }

  private Pipeline(Instant clock, Tracing tracing, CarrierBoard carriers) {
    this(
        clock,
        PartitionWatermarks.neverBehind(),
        estimating(carriers),
        carriers,
        meters -> OFF,
        RulePolicy.DEFAULT,
        tracing);
  }

  private Pipeline(Instant clock, PartitionWatermarks progress, CarrierBoard carriers) {
    this(clock, progress, estimating(carriers), carriers, meters -> OFF);
  }

  private Pipeline(
      Instant clock,
      PartitionWatermarks progress,
      Estimating estimating,
      CarrierBoard carriers,
      Function<MeterRegistry, RecordProvenance> provenance) {
    this(clock, progress, estimating, carriers, provenance, RulePolicy.DEFAULT, Tracing.OFF);
  }

  private Pipeline(
      Instant clock,
      PartitionWatermarks progress,
      Estimating estimating,
      CarrierBoard carriers,
      Function<MeterRegistry, RecordProvenance> provenance,
      RulePolicy policy,
      Tracing tracing) {
    now = clock;
    this.carriers = carriers;
    Properties properties = properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/pipeline-state/" + UUID.randomUUID());
    stores.hold(properties);
    TopologyParts parts =
        new TopologyParts(
            registry,
            provenance.apply(meters),
            policy,
            REPORTS,
            1,
            new Ticks(Duration.ofSeconds(1), 10_000),
            HELD_BYTES,
            HELD_BYTES,
            progress,
            meters,
            estimating,
            board,
            carriers,
            TOPIC_IDS,
            timers,
            tracing);
    driver =
        new TopologyTestDriver(
            ActivationTopology.build(new StreamsConfig(properties), parts),
            properties,
            clock.minus(CardWatermarks.EVERY));
    for (Topic topic :
        List.of(
            Topics.RENEWAL_REQUESTS,
            Topics.RENEWAL_PAYMENTS,
            Topics.CARRIER_REVIEWS,
            Topics.CARRIER_STATUS,
            Topics.CARD_USAGE,
            Topics.CARD_STATUS,
            Topics.ANNOUNCEMENTS)) {
      inputs.put(
          topic.name(),
          driver.createInputTopic(
              topic.name(), new ByteArraySerializer(), new ByteArraySerializer()));
    }
    updates = output(Topics.RENEWAL_UPDATES);
    activations = output(Topics.RENEWAL_ACTIVATIONS);
    deadLetters = output(Topics.DEAD_LETTERS);
    // the partitions tell each other how far they have read
    driver.advanceWallClockTime(CardWatermarks.EVERY);
  }

  /** What a service gives Kafka Streams, as far as the graph depends on it. */
  public static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "activation-stream");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:0");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  private static Estimating estimating(Carriers carriers) {
    return new Estimating(
        new RenewalEstimates(
            () -> Fitting.ofNothing(Instant.EPOCH, EstimateSettings.DEFAULTS), carriers),
        Duration.ofSeconds(10),
        true);
  }

  private TestOutputTopic<byte[], byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public Instant now() {
    return now;
  }

  /** The clock goes on; what falls due fires. */
  public void advance(Duration by) {
    now = now.plus(by);
    driver.advanceWallClockTime(by);
  }

  /** Takes in an event, keyed and stamped as a producer and the broker would. */
  public void take(SpecificRecord event) {
    EventType type = EventType.of(event);
    take(type.topic(), utf8(type.key(event)), bytes(event));
  }

  /** Takes in whatever bytes, stamped now. */
  public void take(Topic topic, byte[] key, byte[] value) {
    take(topic, new TestRecord<>(key, value, now));
  }

  public void take(Topic topic, TestRecord<byte[], byte[]> record) {
    inputs.get(topic.name()).pipeInput(record);
  }

  /** Puts bytes into an internal topic, as a defect might. */
  public void takeInternal(String name, byte[] key, byte[] value) {
    driver
        .createInputTopic(
            "activation-stream-%s-repartition".formatted(name),
            new ByteArraySerializer(),
            new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, now));
  }

  /** An event in wire format. */
  public byte[] bytes(SpecificRecord event) {
    return WireWriter.of(registry, EventType.of(event).topic(), event).write(event);
  }

  /** A record in wire format as one writes it who has another version of the schema. */
  byte[] bytesOfVersion(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(registry.add(record.getSchema())).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema(), SpecificData.get())
        .write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** The updates since the last call. */
  public List<RenewalUpdate> updates() {
    WireReader<RenewalUpdate> reader = new WireReader<>(outside, new RenewalUpdate());
    return updates.readRecordsToList().stream().map(r -> reader.read(r.value())).toList();
  }

  /** The activations since the last call. */
  public List<Activation> activations() {
    WireReader<Activation> reader = new WireReader<>(outside, new Activation());
    return activations.readRecordsToList().stream().map(r -> reader.read(r.value())).toList();
  }

  /** With which stamps records went to topics since the last call, changelogs left out. */
  public Map<String, List<Instant>> stamps() {
    Map<String, List<Instant>> stamps = new TreeMap<>();
    for (String topic : driver.producedTopicNames()) {
      if (!topic.endsWith("-changelog")) {
        TestOutputTopic<byte[], byte[]> output =
            driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
          stamps
              .computeIfAbsent(topic, any -> new ArrayList<>())
              .add(output.readRecord().getRecordTime());
        }
      }
    }
    return stamps;
  }

  /** The dead letters since the last call. */
  public List<Letter> deadLetters() {
    List<Letter> letters = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : deadLetters.readRecordsToList()) {
      Map<String, String> headers = new HashMap<>();
      for (Header header : record.headers()) {
        byte[] value = header.value() == null ? new byte[0] : header.value();
        headers.put(header.key(), new String(value, StandardCharsets.UTF_8));
      }
      String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
      letters.add(new Letter(key, record.value(), headers));
    }
    return letters;
  }

  /** A store of texts and bytes. */
  KeyValueStore<String, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /** The records of an output since the last call, as they lie there. */
  public List<TestRecord<byte[], byte[]>> recordsOf(Topic topic) {
    return output(topic).readRecordsToList();
  }

  /** Begins with what another one has kept, as a task does that comes from elsewhere. */
  public void restore(Pipeline from) {
    for (String name :
        List.of(
            RenewalStores.CASES, RenewalStores.DEADLINES, RenewalStores.HELD, CardStores.CARDS)) {
      KeyValueStore<Object, Object> to = driver.getKeyValueStore(name);
      KeyValueStore<Object, Object> kept = from.driver.getKeyValueStore(name);
      try (KeyValueIterator<Object, Object> all = kept.all()) {
        all.forEachRemaining(entry -> to.put(entry.key, entry.value));
      }
    }
  }

  /** The case as it is kept, null if there is none. */
  public Case caseOf(String renewalId) {
    byte[] bytes = store(RenewalStores.CASES).get(renewalId);
    return bytes == null ? null : new CaseFormat().read(renewalId, bytes);
  }

  /** The ledger of a card. */
  public LedgerView ledgerOf(String iccid) {
    return ledgers().view(Iccid.keyOf(iccid));
  }

  /** How long a card is good for. */
  public Coverage coverageOf(String iccid) {
    Card head = ledgers().head(Iccid.keyOf(iccid));
    return head == null ? Coverage.NONE : head.coverage();
  }

  private CardLedgerReader ledgers() {
    return new CardLedgerReader(
        driver.getKeyValueStore(CardStores.CARDS), driver.getKeyValueStore(CardStores.LEDGER));
  }

  /** What a carrier has reported of a card, null if nothing. */
  public Reported reportedOf(String iccid, String carrierId) {
    return new CardReportReader(driver.getKeyValueStore(CardStores.REPORTS))
        .find(Iccid.keyOf(iccid), carrierId);
  }

  /** What all partitions have learnt, as the global store holds it. */
  Map<String, byte[]> processingTimes() {
    Map<String, byte[]> all = new TreeMap<>();
    KeyValueStore<String, byte[]> times = driver.getKeyValueStore(EstimateStores.TIMES);
    try (KeyValueIterator<String, byte[]> records = times.all()) {
      records.forEachRemaining(record -> all.put(record.key, record.value));
    }
    return all;
  }

  /** The estimates that an instance makes of it. */
  Estimates fitted() {
    Fitting fitting = new Fitting(now, Map.of(), EstimateSettings.DEFAULTS);
    processingTimes().forEach(fitting::add);
    return fitting.estimates();
  }

  /** When the renewals of a carrier are to be looked at again, null for never. */
  public Instant nextTurnOf(String carrierId) {
    KeyValueStore<String, byte[]> kept = driver.getKeyValueStore(CarrierStores.CARRIERS);
    return new CarrierFormat().readKept(carrierId, kept.get(carrierId)).nextTurn();
  }

  /** How many records were judged so. */
  public long judged(String outcome) {
    return (long)
        meters.find("renewals.records").tag("outcome", outcome).counters().stream()
            .mapToDouble(io.micrometer.core.instrument.Counter::count)
            .sum();
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
    stores.close();
  }
}

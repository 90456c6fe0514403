package renewals.activation.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.activation.announcement.stream.AnnouncementParts;
import renewals.activation.announcement.stream.AnnouncementRegister;
import renewals.activation.announcement.stream.AnnouncementScanProcessor;
import renewals.activation.announcement.stream.AnnouncementStores;
import renewals.activation.announcement.stream.ReadAnnouncements;
import renewals.activation.announcement.stream.TellOnceProcessor;
import renewals.activation.card.codec.ToCards;
import renewals.activation.card.stream.CardParts;
import renewals.activation.card.stream.CardProcessor;
import renewals.activation.card.stream.CardReportProcessor;
import renewals.activation.card.stream.CardStores;
import renewals.activation.carrier.stream.CarrierParts;
import renewals.activation.carrier.stream.CarrierProcessor;
import renewals.activation.carrier.stream.CarrierRegister;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.carrier.stream.ReadStatuses;
import renewals.activation.estimate.stream.EstimateStores;
import renewals.activation.estimate.stream.GlobalTimes;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.Inputs;
import renewals.activation.record.RecordCounts;
import renewals.activation.renewal.stream.CardWatermarks;
import renewals.activation.renewal.stream.RenewalNodes;
import renewals.activation.renewal.stream.RenewalParts;
import renewals.activation.renewal.stream.RenewalProcessor;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.kit.kafka.InternalTopics;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.streams.provenance.Arrival;
import renewals.streams.provenance.ProvenanceProcessor;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.MisroutedRecordProcessor.Ways;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.routing.RepartitionNodes;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;
import renewals.streams.state.StateStores;

/**
 * The whole graph: ingest, decide, emit. Every node, store and internal topic bears a name; a
 * processor forwards by the name of the node that takes it.
 *
 * <p>Long because it is read as one, from its inputs to its outputs.
 */
public final class ActivationTopology {

  /** Internal topic of records that their producer put into the wrong partition. */
  public static final String MOVED = "moved";

  /**
   * Internal topic of what is on its way to cards: changes and watermarks from renewals, reports
   * that their producer put into the wrong partition, announcements ({@link ToCards}).
   */
  public static final String CARD_CHANGES = RenewalNodes.TO_CARDS;

  /** The internal topics that have the partitions of an input; the others have one. */
  public static final InternalTopics INTERNAL = internalTopics();

  /** Renewals' records of keys that aren't known yet: {@link ProvenanceProcessor}. */
  public static final String UNKNOWN_KEYS = "facts-of-unknown-keys";

  /** Statuses of keys that aren't known yet. */
  public static final String UNKNOWN_STATUS_KEYS = "statuses-of-unknown-keys";

  /** Reports of cards of keys that aren't known yet. */
  public static final String UNKNOWN_REPORT_KEYS = "reports-of-unknown-keys";

  /** Announcements of keys that aren't known yet. */
  public static final String UNKNOWN_ANNOUNCEMENT_KEYS = "announcements-of-unknown-keys";

  private static final String FACTS_IN_PLACE = "renewal-facts-in-place";
  private static final List<String> FACTS =
      List.of(
          Topics.RENEWAL_REQUESTS.name(),
          Topics.RENEWAL_PAYMENTS.name(),
          Topics.CARRIER_REVIEWS.name());
  private static final List<String> REPORTS =
      List.of(Topics.CARD_USAGE.name(), Topics.CARD_STATUS.name());
  private static final String MOVED_REPORTS = "moved-reports";
  private static final String REPORTS_IN_PLACE = "reports-in-place";
  private static final String[] SHARED_BY_CARDS = CardStores.SHARED.toArray(String[]::new);
  private static final String[] OF_CARDS =
      Stream.concat(CardStores.SHARED.stream(), Stream.of(AnnouncementStores.WALK))
          .toArray(String[]::new);
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private ActivationTopology() {}

  private static InternalTopics internalTopics() {
    Stream<String> repartitions =
        Stream.of(MOVED, CarrierRegister.TO_RENEWALS, CARD_CHANGES, TellOnceProcessor.TO_MERCHANTS)
            .map(name -> name + "-repartition");
    Stream<String> changelogs =
        Stream.of(
                RenewalStores.ALL,
                CarrierStores.BESIDE_RENEWALS,
                CardStores.ALL,
                AnnouncementStores.BESIDE_CARDS,
                List.of(UNKNOWN_KEYS, UNKNOWN_REPORT_KEYS))
            .flatMap(List::stream)
            .map(store -> store + "-changelog");
    Map<String, String> sizedLike =
        Stream.concat(repartitions, changelogs)
            .collect(Collectors.toMap(name -> name, name -> Topics.RENEWAL_REQUESTS.name()));
    sizedLike.put(CarrierStores.PARKED_STATUSES + "-changelog", Topics.CARRIER_STATUS.name());
    sizedLike.put(UNKNOWN_STATUS_KEYS + "-changelog", Topics.CARRIER_STATUS.name());
    sizedLike.put(AnnouncementStores.PARKED + "-changelog", Topics.ANNOUNCEMENTS.name());
    sizedLike.put(UNKNOWN_ANNOUNCEMENT_KEYS + "-changelog", Topics.ANNOUNCEMENTS.name());
    return new InternalTopics(sizedLike);
  }

  /**
   * Builds the graph.
   *
   * @param config the application's own; names must be explicit there
   */
  public static Topology build(StreamsConfig config, TopologyParts parts) {
    RecordCounts records = new RecordCounts(parts.meters());
    DeadLetters deadLetters = new DeadLetters(parts.topics(), records);
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    CarrierStores.besideRenewals().forEach(builder::addStateStore);
    KStream<byte[], Routed> facts = ingest(builder, parts, records);
    KStream<byte[], byte[]> changes = renewals(facts, parts.renewals(records, deadLetters));
    CardParts ofCards = parts.cards(records, deadLetters);
    CardStores.shared(ofCards.writeBehindBytes()).forEach(builder::addStateStore);
    builder.addStateStore(AnnouncementStores.walk());
    KStream<byte[], byte[]> cards = cards(changes, ofCards);
    String toCards = internalTopic(config, CARD_CHANGES);
    reports(
        builder.stream(REPORTS, consumed("reports-of-cards"))
            .process(
                provenance(parts, records, REPORTS, UNKNOWN_REPORT_KEYS, Inputs.REPORTS),
                Named.as("provenance-of-reports")),
        cards,
        toCards,
        ofCards);
    String statuses = Topics.CARRIER_STATUS.name();
    KStream<byte[], Arrival> arrived =
        builder.stream(statuses, consumed("carrier-status"))
            .process(
                provenance(parts, records, List.of(statuses), UNKNOWN_STATUS_KEYS, Inputs.STATUSES),
                Named.as("provenance-of-statuses"));
    carriers(arrived, parts.carriers(records, deadLetters), parts.partitions());
    builder.addGlobalStore(
        EstimateStores.times(),
        Topics.PROCESSING_TIMES.name(),
        Consumed.with(Serdes.String(), BYTES).withName("all-processing-times"),
        GlobalTimes::new);
    String announcements = Topics.ANNOUNCEMENTS.name();
    announcements(
        builder.stream(announcements, consumed("announcements"))
            .process(
                provenance(
                    parts,
                    records,
                    List.of(announcements),
                    UNKNOWN_ANNOUNCEMENT_KEYS,
                    Inputs.ANNOUNCEMENTS),
                Named.as("provenance-of-announcements")),
        cards,
        toCards,
        parts.announcements(records, deadLetters));
    return builder.build();
  }

  /** Judges who said records, before anything else is asked of them. */
  private static ProvenanceProcessor.Supplier provenance(
      TopologyParts parts, RecordCounts records, List<String> topics, String store, Inputs inputs) {
    return new ProvenanceProcessor.Supplier(
        parts.provenance(),
        records::parked,
        Set.copyOf(topics),
        StateStores.onDisk(store, BYTES),
        inputs,
        parts.watermarks());
  }

  /** Reads the three inputs and brings each record to the partition of its renewal. */
  private static KStream<byte[], Routed> ingest(
      StreamsBuilder builder, TopologyParts parts, RecordCounts records) {
    KStream<byte[], Routed> placed =
        builder.stream(FACTS, consumed("renewal-facts"))
            .process(
                provenance(parts, records, FACTS, UNKNOWN_KEYS, Inputs.RENEWAL_FACTS),
                Named.as("provenance"))
            .process(
                () ->
                    new MisroutedRecordProcessor(
                        new Ways(FACTS_IN_PLACE, RepartitionNodes.entryOf(MOVED)),
                        Inputs.RENEWAL_FACTS,
                        parts.partitions(),
                        parts.watermarks(),
                        records::moved),
                Named.as("place"));
    return placed.merge(moved(placed, MOVED), Named.as(FACTS_IN_PLACE));
  }

  /** One case a renewal: everything that is known of it comes together here. */
  private static KStream<byte[], byte[]> renewals(
      KStream<byte[], Routed> facts, RenewalParts parts) {
    KStream<byte[], byte[]> renewals =
        facts.process(
            new RenewalProcessor.Supplier(parts), Named.as("renewals"), CarrierStores.SCAN);
    KStream<byte[], byte[]> changes =
        renewals.repartition(
            Repartitioned.with(BYTES, BYTES)
                .withStreamPartitioner(new RecordPartitioner<>(CardWatermarks::partitionsOf))
                .withName(CARD_CHANGES)
                .withNumberOfPartitions(parts.partitions()));
    write(renewals, RenewalNodes.UPDATES, Topics.RENEWAL_UPDATES);
    write(renewals, RenewalNodes.TIMES, Topics.PROCESSING_TIMES);
    write(renewals, RenewalNodes.DEAD_LETTERS, Topics.DEAD_LETTERS);
    return changes;
  }

  /**
   * One ledger a card: what renewals ask of it is booked here, and reminders of its expiry come
   * from here.
   */
  private static KStream<byte[], byte[]> cards(KStream<byte[], byte[]> changes, CardParts parts) {
    KStream<byte[], byte[]> cards =
        changes.process(new CardProcessor.Supplier(parts), Named.as("cards"), OF_CARDS);
    write(cards, CardProcessor.REMINDERS, Topics.RENEWAL_UPDATES);
    write(cards, CardProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    write(cards, CardProcessor.ACTIVATIONS, Topics.RENEWAL_ACTIVATIONS);
    return cards;
  }

  /**
   * What carriers report of cards: each comes to the partition of its card, and is judged beside
   * its ledger.
   */
  private static void reports(
      KStream<byte[], Arrival> arrived,
      KStream<byte[], byte[]> cards,
      String toCards,
      CardParts parts) {
    Serde<Routed> routed = RoutedSerde.create();
    KStream<byte[], Routed> placed =
        arrived.process(
            () ->
                new MisroutedRecordProcessor(
                    new Ways(REPORTS_IN_PLACE, MOVED_REPORTS),
                    parts.partitions(),
                    parts.records()::moved),
            Named.as("place-reports"));
    placed
        .mapValues(
            one -> ToCards.REPORT.wrap(routed.serializer().serialize(toCards, one)),
            Named.as(MOVED_REPORTS))
        .to(toCards, Produced.with(BYTES, BYTES).withName(MOVED_REPORTS + "-to-cards"));
    KStream<byte[], Routed> moved =
        cards.mapValues(
            bytes -> routed.deserializer().deserialize(toCards, bytes),
            Named.as(CardProcessor.MOVED_REPORTS));
    KStream<byte[], byte[]> judged =
        placed
            .merge(moved, Named.as(REPORTS_IN_PLACE))
            .process(
                new CardReportProcessor.Supplier(parts), Named.as("card-reports"), SHARED_BY_CARDS);
    write(judged, CardReportProcessor.NEWS, Topics.RENEWAL_UPDATES);
    write(judged, CardReportProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }

  /** To the partitions of their keys. */
  private static KStream<byte[], Routed> moved(KStream<byte[], Routed> placed, String name) {
    return placed.repartition(
        Repartitioned.with(BYTES, RoutedSerde.create())
            .withStreamPartitioner(new RecordPartitioner<>(MisroutedRecordProcessor::partitionOf))
            .withName(name));
  }

  /**
   * Status reports of carriers: read wherever they lie, judged in one place, and sent to every
   * partition of renewals.
   */
  private static void carriers(
      KStream<byte[], Arrival> statuses, CarrierParts parts, int partitions) {
    KStream<byte[], byte[]> read =
        statuses.process(ReadStatuses.making(parts), Named.as("read-status"));
    KStream<byte[], byte[]> judged =
        read.repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(ReadStatuses.TO_REGISTER)
                    .withNumberOfPartitions(1))
            .process(CarrierRegister.making(parts), Named.as("carrier-register"));
    KStream<byte[], byte[]> beside =
        judged
            .repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(CarrierRegister.TO_RENEWALS)
                    .withNumberOfPartitions(partitions)
                    .withStreamPartitioner(
                        new RecordPartitioner<>(
                            (key, value, count) -> RecordPartitioner.all(count))))
            .process(
                () -> new CarrierProcessor(parts),
                Named.as("carriers"),
                CarrierStores.CARRIERS,
                CarrierStores.SCAN);
    write(beside, "failed-words", Topics.DEAD_LETTERS);
    write(read, ReadStatuses.DEAD_LETTERS, Topics.DEAD_LETTERS);
    write(judged, CarrierRegister.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }

  /**
   * Announcements: read wherever they lie, judged in one place, and sent to the cards of every
   * partition. The walk past them finds merchants, each of whom is told once.
   */
  private static void announcements(
      KStream<byte[], Arrival> arrived,
      KStream<byte[], byte[]> cards,
      String toCards,
      AnnouncementParts parts) {
    KStream<byte[], byte[]> read =
        arrived.process(ReadAnnouncements.making(parts), Named.as("read-announcements"));
    KStream<byte[], byte[]> judged =
        read.repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(ReadAnnouncements.TO_REGISTER)
                    .withNumberOfPartitions(1))
            .process(AnnouncementRegister.making(parts), Named.as("announcement-register"));
    judged
        .mapValues(ToCards.ANNOUNCEMENT::wrap, Named.as(AnnouncementRegister.TO_CARDS))
        .to(
            toCards,
            Produced.with(BYTES, BYTES)
                .withName(AnnouncementRegister.TO_CARDS + "-to-cards")
                .withStreamPartitioner(
                    new RecordPartitioner<>((key, value, count) -> RecordPartitioner.all(count))));
    KStream<byte[], byte[]> beside =
        cards.process(
            () -> new AnnouncementScanProcessor(parts),
            Named.as(CardProcessor.ANNOUNCEMENTS),
            AnnouncementStores.WALK);
    KStream<byte[], byte[]> told =
        cards
            .repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(TellOnceProcessor.TO_MERCHANTS)
                    .withNumberOfPartitions(parts.partitions()))
            .process(new TellOnceProcessor.Supplier(parts), Named.as("tell-once"));
    write(beside, AnnouncementScanProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    write(told, TellOnceProcessor.TOLD, Topics.RENEWAL_UPDATES);
    write(told, TellOnceProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    write(read, ReadAnnouncements.DEAD_LETTERS, Topics.DEAD_LETTERS);
    write(judged, AnnouncementRegister.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }

  /** As Kafka Streams calls it. */
  private static String internalTopic(StreamsConfig config, String name) {
    return "%s-%s-repartition"
        .formatted(config.getString(StreamsConfig.APPLICATION_ID_CONFIG), name);
  }

  private static Consumed<byte[], byte[]> consumed(String node) {
    return Consumed.with(BYTES, BYTES)
        .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
        .withName(node);
  }

  private static void write(KStream<byte[], byte[]> from, String node, Topic topic) {
    from.to(topic.name(), Produced.with(BYTES, BYTES).withName(node));
  }
}

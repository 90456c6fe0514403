package renewals.notifier.topology;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import renewals.kit.kafka.InternalTopics;
import renewals.kit.tracing.Tracing;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.notifier.topology.store.NotifierStores;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.provenance.ProvenanceProcessor;
import renewals.streams.record.TopicIds;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.MisroutedRecordProcessor.Ways;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.routing.RepartitionNodes;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;

/** The graph: ingest, decide, emit. Bytes in and bytes out; the processor decodes. */
public final class NotifierTopology {

  /** The internal topics, which have the partitions of the inputs. */
  public static final InternalTopics INTERNAL =
      new InternalTopics(
          Stream.concat(
                  Stream.of(Nodes.MOVED + "-repartition", Nodes.UNKNOWN_KEYS_STORE + "-changelog"),
                  NotifierStores.STORES.stream().map(store -> store + "-changelog"))
              .collect(Collectors.toMap(name -> name, name -> Topics.MERCHANT_CONTACTS.name())));

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final Rules rules;
  private final SchemaRegistry registry;
  private final RecordProvenance provenance;
  private final PartitionWatermarks progress;
  private final Counts counts;
  private final TopicIds topics;
  private final SetAsideTimers timers;
  private final Tracing tracing;
  private final Function<String, KeyValueBytesStoreSupplier> stores;

  /**
   * A topology.
   *
   * @param registry must know the ids of what is written before the topology runs
   * @param provenance judges who said contacts, and whether they may
   * @param topics the ids of the inputs, for dead letters
   * @param timers where timers at which a rule threw are reported, made for {@link #timers()}
   * @param tracing what spans are begun by
   * @param stores makes the store of a name: on disk, or in memory
   */
  public NotifierTopology(
      Rules rules,
      SchemaRegistry registry,
      RecordProvenance provenance,
      PartitionWatermarks progress,
      Counts counts,
      TopicIds topics,
      SetAsideTimers timers,
      Tracing tracing,
      Function<String, KeyValueBytesStoreSupplier> stores) {
    this.rules = rules;
    this.registry = registry;
    this.provenance = provenance;
    this.progress = progress;
    this.counts = counts;
    this.topics = topics;
    this.timers = timers;
    this.tracing = tracing;
    this.stores = stores;
  }

  /** What its timers are called where operators see them. */
  public static List<String> timers() {
    return NoticeProcessor.timerNames();
  }

  /**
   * The graph for topics of so many partitions.
   *
   * @param config as the streams are run with
   */
  public Topology build(StreamsConfig config, int partitions) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

    KStream<byte[], byte[]> notices =
        ingest(builder, partitions).process(new Notices(partitions), Named.as(Nodes.NOTICES));

    write(notices, Topics.NOTICES_DUE, Nodes.NOTICES_DUE);
    write(notices, Topics.NOTICE_RECEIPTS, Nodes.RECEIPTS);
    write(notices, Topics.UNDELIVERED_NOTICES, Nodes.UNDELIVERED);
    write(notices, Topics.KNOWN_CONTACTS, Nodes.KNOWN_CONTACTS);
    write(notices, Topics.DEAD_LETTERS, Nodes.DEAD_LETTERS);
    write(notices, Topics.NOTICE_RESULTS, Nodes.RESULTS);
    return builder.build();
  }

  /** Brings each record to the partition of its key, wherever its producer put it. */
  private KStream<byte[], Routed> ingest(StreamsBuilder builder, int partitions) {
    KStream<byte[], Routed> placed =
        builder.stream(
                List.of(
                    Topics.RENEWAL_ACTIVATIONS.name(),
                    Topics.RENEWAL_UPDATES.name(),
                    Topics.NOTICE_RESULTS.name(),
                    Topics.MERCHANT_CONTACTS.name()),
                Consumed.with(BYTES, BYTES).withName(Nodes.INPUTS))
            .process(
                new ProvenanceProcessor.Supplier(
                    provenance,
                    topic -> counts.count(Counts.Event.PARKED),
                    Set.of(Topics.MERCHANT_CONTACTS.name()),
                    Stores.keyValueStoreBuilder(
                            stores.apply(Nodes.UNKNOWN_KEYS_STORE), BYTES, BYTES)
                        .withCachingDisabled(),
                    Inputs.NOTICES,
                    progress),
                Named.as(Nodes.PROVENANCE))
            .process(
                () ->
                    new MisroutedRecordProcessor(
                        new Ways(Nodes.WITH_MOVED, RepartitionNodes.entryOf(Nodes.MOVED)),
                        Inputs.NOTICES,
                        partitions,
                        progress,
                        rules.tick(),
                        () -> counts.count(Counts.Event.MISPLACED)),
                Named.as(Nodes.PLACE));
    KStream<byte[], Routed> moved =
        placed.repartition(
            Repartitioned.with(BYTES, RoutedSerde.create())
                .withStreamPartitioner(
                    new RecordPartitioner<>(MisroutedRecordProcessor::partitionOf))
                .withName(Nodes.MOVED)
                .withNumberOfPartitions(partitions));
    return placed.merge(moved, Named.as(Nodes.WITH_MOVED));
  }

  private static void write(KStream<byte[], byte[]> from, Topic topic, String node) {
    from.to(topic.name(), Produced.with(BYTES, BYTES).withName(node));
  }

  private final class Notices implements ProcessorSupplier<byte[], Routed, byte[], byte[]> {
    private final int partitions;

    private Notices(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public Processor<byte[], Routed, byte[], byte[]> get() {
      return new NoticeProcessor(
          rules, registry, provenance, progress, partitions, counts, topics, timers, tracing);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return NotifierStores.builders(stores);
    }
  }
}

package renewals.notifier.topology;

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
import renewals.kit.kafka.InternalTopics;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.TopicIds;

/** The graph: ingest, decide, emit. Bytes in and bytes out; the processor decodes. */
public final class NotifierTopology {

  /** The internal topics, which have the partitions of the inputs. */
  public static final InternalTopics INTERNAL =
      new InternalTopics(
          Stream.concat(
                  Stream.of(Nodes.MOVED + "-repartition"),
                  Shelves.STORES.stream().map(store -> store + "-changelog"))
              .collect(Collectors.toMap(name -> name, name -> Topics.MERCHANT_CONTACTS.name())));

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final Rules rules;
  private final SchemaRegistry registry;
  private final ReadProgress progress;
  private final Counts counts;
  private final TopicIds topics;
  private final Function<String, KeyValueBytesStoreSupplier> stores;

  /**
   * A topology.
   *
   * @param registry must know the ids of what is written before the topology runs
   * @param topics the ids of the inputs, for dead letters
   * @param stores makes the store of a name: on disk, or in memory
   */
  public NotifierTopology(
      Rules rules,
      SchemaRegistry registry,
      ReadProgress progress,
      Counts counts,
      TopicIds topics,
      Function<String, KeyValueBytesStoreSupplier> stores) {
    this.rules = rules;
    this.registry = registry;
    this.progress = progress;
    this.counts = counts;
    this.topics = topics;
    this.stores = stores;
  }

  /**
   * The graph for topics of so many partitions.
   *
   * @param config as the streams are run with
   */
  public Topology build(StreamsConfig config, int partitions) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

    KStream<byte[], byte[]> contacts = read(builder, Topics.MERCHANT_CONTACTS, Nodes.CONTACTS_IN);
    KStream<byte[], byte[]> inPlace =
        contacts.process(
            () -> new Placement.InPlace(partitions), Named.as(Nodes.CONTACTS_IN_PLACE));
    KStream<byte[], byte[]> moved =
        contacts
            .process(
                () -> new Placement.OutOfPlace(partitions, counts),
                Named.as(Nodes.CONTACTS_OUT_OF_PLACE))
            .repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(Nodes.MOVED)
                    .withNumberOfPartitions(partitions));

    KStream<byte[], byte[]> notices =
        read(builder, Topics.RENEWAL_ACTIVATIONS, Nodes.ACTIVATIONS_IN)
            .merge(
                read(builder, Topics.RENEWAL_UPDATES, Nodes.UPDATES_IN),
                Named.as(Nodes.WITH_UPDATES))
            .merge(
                read(builder, Topics.NOTICE_RESULTS, Nodes.RESULTS_IN),
                Named.as(Nodes.WITH_RESULTS))
            .merge(inPlace, Named.as(Nodes.WITH_CONTACTS))
            .merge(moved, Named.as(Nodes.WITH_MOVED))
            .process(new Notices(), Named.as(Nodes.NOTICES));

    write(notices, Topics.NOTICES_DUE, Nodes.NOTICES_DUE);
    write(notices, Topics.NOTICE_RECEIPTS, Nodes.RECEIPTS);
    write(notices, Topics.DEAD_LETTERS, Nodes.DEAD_LETTERS);
    return builder.build();
  }

  private static KStream<byte[], byte[]> read(StreamsBuilder builder, Topic topic, String node) {
    return builder.stream(topic.name(), Consumed.with(BYTES, BYTES).withName(node));
  }

  private static void write(KStream<byte[], byte[]> from, Topic topic, String node) {
    from.to(topic.name(), Produced.with(BYTES, BYTES).withName(node));
  }

  private final class Notices implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new NoticeProcessor(rules, registry, progress, counts, topics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Shelves.builders(stores);
    }
  }
}

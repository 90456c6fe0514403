package renewals.activation.merchant.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.activation.record.Inputs;
import renewals.kit.kafka.InternalTopics;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * The graph of the merchants' lists: the outputs, one processor, its stores. An application of its
 * own, so that nothing of it lies between a fact and its activation.
 */
public final class MerchantTopology {

  /** What is behind the application id of the pipeline in its own. */
  public static final String SUFFIX = "-merchants";

  /** What it reads. */
  public static final List<Topic> READ =
      List.of(Topics.RENEWAL_UPDATES, Topics.RENEWAL_ACTIVATIONS);

  /** Its internal topics: all have the partitions of the outputs. */
  public static final InternalTopics INTERNAL =
      new InternalTopics(
          MerchantStores.ALL.stream()
              .collect(
                  Collectors.toMap(
                      store -> store + "-changelog", store -> Topics.RENEWAL_UPDATES.name())));

  private MerchantTopology() {}

  /** What has to have been read before a merchant or a renewal of his is unknown. */
  public static Map<Inputs, Set<String>> watched() {
    return Map.of(Inputs.OUTPUTS, READ.stream().map(Topic::name).collect(Collectors.toSet()));
  }

  /**
   * Builds the graph.
   *
   * @param config the application's own; names must be explicit there
   */
  public static Topology build(StreamsConfig config, MerchantParts parts) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    builder.stream(
            READ.stream().map(Topic::name).toList(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
                .withName("outputs"))
        .process(new MerchantProcessor.Supplier(parts), Named.as("merchants"));
    return builder.build();
  }
}

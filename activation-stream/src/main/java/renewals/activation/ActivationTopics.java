package renewals.activation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import renewals.activation.merchant.stream.MerchantTopology;
import renewals.activation.record.Inputs;
import renewals.activation.record.RecordCounts;
import renewals.activation.topology.GraphTopics;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/** The topics of the service: what it needs, what it reads, what its deadlines wait for. */
final class ActivationTopics {

  /** What is read with a place in it that is committed. */
  static final List<Topic> READ = RecordCounts.INPUTS;

  static final List<Topic> NEEDED =
      Stream.concat(
              READ.stream(),
              Stream.of(
                  Topics.RENEWAL_ACTIVATIONS,
                  Topics.RENEWAL_UPDATES,
                  Topics.PROCESSING_TIMES,
                  Topics.DEAD_LETTERS))
          .toList();

  private ActivationTopics() {}

  /**
   * The names of what is read.
   *
   * @param merchants whether the outputs are followed for merchants' lists
   */
  static List<String> namesRead(boolean merchants) {
    return Stream.concat(READ.stream(), merchants ? MerchantTopology.READ.stream() : Stream.empty())
        .map(Topic::name)
        .toList();
  }

  /** Watches that what is read keeps its partitions. */
  static InputPartitions inputs(
      Admin admin,
      String applicationId,
      Map<String, Integer> partitions,
      Consumer<UnfitClusterException> onChange) {
    Map<String, Integer> read = new HashMap<>(partitions);
    read.keySet().retainAll(namesRead(false));
    return new InputPartitions(admin, applicationId, read, onChange);
  }

  /** What has to have been read before a deadline may fire. */
  static Map<Inputs, Set<String>> watched(String applicationId) {
    return Map.of(
        Inputs.RENEWAL_FACTS,
        Set.of(
            Topics.RENEWAL_REQUESTS.name(),
            Topics.RENEWAL_PAYMENTS.name(),
            Topics.CARRIER_REVIEWS.name()),
        Inputs.CARD_CHANGES,
        Set.of(internal(applicationId, GraphTopics.CARD_CHANGES)));
  }

  private static String internal(String applicationId, String name) {
    return "%s-%s-repartition".formatted(applicationId, name);
  }
}

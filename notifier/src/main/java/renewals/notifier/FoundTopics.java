package renewals.notifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import renewals.kit.kafka.ClusterPreflight;
import renewals.notifier.config.KafkaSettings;
import renewals.notifier.topology.NotifierTopology;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.streams.record.TopicIds;

/**
 * What the cluster has of the notifier's topics.
 *
 * @param partitions by topic
 * @param ids of those that are read
 */
record FoundTopics(Map<String, Integer> partitions, TopicIds ids) {

  /** What is read with a place in it that is committed. */
  static final List<Topic> READ =
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICE_RESULTS,
          Topics.NOTICES_DUE);

  private static final List<Topic> NEEDED =
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICES_DUE,
          Topics.NOTICE_RESULTS,
          Topics.NOTICE_RECEIPTS,
          Topics.UNDELIVERED_NOTICES,
          Topics.KNOWN_CONTACTS,
          Topics.DEAD_LETTERS);

  /**
   * Looks at the cluster.
   *
   * @throws renewals.kit.kafka.UnfitClusterException it is not as it must be
   */
  static FoundTopics verified(Admin admin, KafkaSettings kafka) {
    ClusterPreflight check =
        new ClusterPreflight(admin, kafka.applicationId(), !kafka.unreplicated());
    return new FoundTopics(
        check.verify(NEEDED, NotifierTopology.INTERNAL), new TopicIds(check.ids(READ)));
  }

  /** How many partitions the inputs have. */
  int inputs() {
    return Objects.requireNonNull(
        partitions.get(Topics.MERCHANT_CONTACTS.name()), "verified before");
  }

  /** The partitions of the topics that are read. */
  Map<String, Integer> read() {
    Map<String, Integer> read = new HashMap<>(partitions);
    read.keySet().retainAll(READ.stream().map(Topic::name).toList());
    return read;
  }
}

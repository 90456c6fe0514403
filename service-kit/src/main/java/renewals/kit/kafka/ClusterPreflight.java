package renewals.kit.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import renewals.schemas.Topic;

/**
 * Checks at start that the cluster is as the guarantees need it; a service that started anyway
 * would lose or double what it was given.
 */
public final class ClusterPreflight {

  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final short LEAST_TRANSACTION_VERSION = 2;
  private static final int LEAST_REPLICATION = 3;
  private static final int LEAST_IN_SYNC = 2;
  private static final long SECONDS = 30;

  private static final String TRANSACTION_STATE = "__transaction_state";

  private final Admin admin;
  private final boolean replicated;
  private final String applicationId;

  /**
   * A check of one cluster.
   *
   * @param applicationId of the service: its internal topics are checked where they exist already
   * @param replicated whether replication 3 and min.insync.replicas 2 are demanded: everywhere but
   *     in a local stack
   */
  public ClusterPreflight(Admin admin, String applicationId, boolean replicated) {
    this.admin = admin;
    this.applicationId = applicationId;
    this.replicated = replicated;
  }

  /**
   * Checks that all topics are there, that those of a group have the same partition count, that
   * those are stamped on append that must be, and that transactions are of version 2.
   *
   * @param internal of the service: those that exist must still fit its inputs
   * @return partition count by topic
   * @throws UnfitClusterException the first thing that is wrong, in one line
   */
  public Map<String, Integer> verify(Collection<Topic> topics, InternalTopics internal) {
    Map<String, TopicDescription> found = describe(topics);
    verifyPartitions(topics, found);
    verifySizes(internal, found);
    verifyConfigs(topics);
    verifyInternal();
    verifyTransactions();
    Map<String, Integer> partitions = new HashMap<>();
    found.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  /** The ids of topics that exist, by name; those of a cluster that gives none are left out. */
  public Map<String, String> ids(Collection<Topic> topics) {
    Map<String, String> ids = new HashMap<>();
    describe(topics)
        .forEach(
            (name, topic) -> {
              if (!topic.topicId().equals(Uuid.ZERO_UUID)) {
                ids.put(name, topic.topicId().toString());
              }
            });
    return ids;
  }

  private Map<String, TopicDescription> describe(Collection<Topic> topics) {
    Set<String> existing = get(admin.listTopics().names());
    Set<String> missing = new TreeSet<>();
    for (Topic topic : topics) {
      if (!existing.contains(topic.name())) {
        missing.add(topic.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new UnfitClusterException(
          "topics %s are missing, expected them to exist: create them with ./renewals topics"
              .formatted(missing));
    }
    return get(admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames());
  }

  private void verifyPartitions(Collection<Topic> topics, Map<String, TopicDescription> found) {
    Map<String, Map<String, Integer>> groups = new TreeMap<>();
    for (Topic topic : topics) {
      TopicDescription description = found.get(topic.name());
      if (description != null) {
        groups
            .computeIfAbsent(topic.sizedLike(), group -> new TreeMap<>())
            .put(topic.name(), description.partitions().size());
        verifyReplication(description);
      }
    }
    groups.forEach(
        (group, counts) -> {
          if (new TreeSet<>(counts.values()).size() > 1) {
            throw new UnfitClusterException(
                "partition counts %s differ, expected the same for all of %s"
                    .formatted(counts, group));
          }
        });
  }

  private void verifySizes(InternalTopics internal, Map<String, TopicDescription> found) {
    Map<String, Integer> partitions = new TreeMap<>();
    found.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    List<String> own =
        get(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(applicationId + "-"))
            .toList();
    get(admin.describeTopics(own).allTopicNames())
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    internal
        .misfit(applicationId, partitions)
        .ifPresent(
            misfit -> {
              throw new UnfitClusterException(misfit);
            });
  }

  /** Open transactions and state are worth as much as the topics themselves. */
  private void verifyInternal() {
    if (!replicated) {
      return;
    }
    Set<String> internal = new TreeSet<>();
    for (String name : get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names())) {
      if (name.equals(TRANSACTION_STATE) || name.startsWith(applicationId + "-")) {
        internal.add(name);
      }
    }
    get(admin.describeTopics(internal).allTopicNames()).values().forEach(this::verifyReplication);
    configsOf(internal).forEach((name, config) -> verifyInSync(name, config));
  }

  private void verifyReplication(TopicDescription description) {
    for (TopicPartitionInfo partition : description.partitions()) {
      if (replicated && partition.replicas().size() < LEAST_REPLICATION) {
        throw new UnfitClusterException(
            "replication of %s is %d, expected at least %d (kafka.unreplicated=true allows less)"
                .formatted(description.name(), partition.replicas().size(), LEAST_REPLICATION));
      }
    }
  }

  private void verifyConfigs(Collection<Topic> topics) {
    Map<String, Config> configs = configsOf(topics.stream().map(Topic::name).toList());
    for (Topic topic : topics) {
      Config config = configs.get(topic.name());
      if (config != null) {
        verifyStamp(topic, config);
        verifyInSync(topic.name(), config);
      }
    }
  }

  private Map<String, Config> configsOf(Collection<String> names) {
    List<ConfigResource> asked =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new TreeMap<>();
    get(admin.describeConfigs(asked).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  private static void verifyStamp(Topic topic, Config config) {
    String stamp = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
    if (topic.mustBeStampedOnAppend() && !"LogAppendTime".equals(stamp)) {
      throw new UnfitClusterException(
          "%s of %s is %s, expected LogAppendTime"
              .formatted(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, topic.name(), stamp));
    }
  }

  private void verifyInSync(String name, Config config) {
    int inSync = Integer.parseInt(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
    if (replicated && inSync < LEAST_IN_SYNC) {
      throw new UnfitClusterException(
          "%s of %s is %d, expected at least %d (kafka.unreplicated=true allows less)"
              .formatted(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, name, inSync, LEAST_IN_SYNC));
    }
  }

  private void verifyTransactions() {
    Map<String, FinalizedVersionRange> features =
        get(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    FinalizedVersionRange transactions = features.get(TRANSACTION_VERSION);
    short version = transactions == null ? 0 : transactions.maxVersionLevel();
    if (version < LEAST_TRANSACTION_VERSION) {
      throw new UnfitClusterException(
          "%s of the cluster is %d, expected at least %d"
              .formatted(TRANSACTION_VERSION, version, LEAST_TRANSACTION_VERSION));
    }
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new UnreachableClusterException(
          "the cluster gives no answer within %d s".formatted(SECONDS));
    } catch (ExecutionException e) {
      String why = "the cluster gives no answer: " + e.getCause();
      throw e.getCause() instanceof RetriableException
          ? new UnreachableClusterException(why)
          : new UnfitClusterException(why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnfitClusterException("interrupted while asking the cluster");
    }
  }
}

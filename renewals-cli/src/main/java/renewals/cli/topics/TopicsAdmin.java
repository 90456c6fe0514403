package renewals.cli.topics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import renewals.activation.topology.GraphTopics;
import renewals.kit.Settings;
import renewals.kit.kafka.InternalTopics;
import renewals.notifier.topology.NotifierTopology;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/** The catalogue's topics in a cluster: created where they are missing, verified where not. */
public final class TopicsAdmin implements AutoCloseable {

  private static final String ON_APPEND = "LogAppendTime";

  private final Admin admin;
  private final TopicSettings wanted;
  private final Map<String, InternalTopics> internal;

  private TopicsAdmin(Admin admin, TopicSettings wanted, Map<String, InternalTopics> internal) {
    this.admin = admin;
    this.wanted = wanted;
    this.internal = internal;
  }

  /** Works on the cluster of {@code kafka.bootstrap.servers}. */
  public static TopicsAdmin connect(Settings settings) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.putAll(settings.below("kafka."));
    Map<String, InternalTopics> internal = new TreeMap<>();
    internal.put(
        settings.text("activation.application.id", "activation-stream"), GraphTopics.INTERNAL);
    internal.put(settings.text("notifier.application.id", "notifier"), NotifierTopology.INTERNAL);
    return new TopicsAdmin(Admin.create(properties), TopicSettings.of(settings), internal);
  }

  /**
   * Creates what is missing and verifies what is there. Ends when brokers report what was created
   * and changed, not when the controller has accepted it.
   *
   * @return what was found or done of each topic in the catalogue's order
   * @throws TopicsException a topic is not as it must be; nothing was created if partition counts
   *     differ, or inputs have grown away from what a service has made for itself
   */
  public List<TopicState> createOrVerify() {
    Map<String, Integer> present = partitionsOfPresent();
    PartitionCounts.conflict(Topics.ALL, present)
        .ifPresent(
            conflict -> {
              throw new TopicsException(conflict);
            });
    verifyInternal();
    List<Planned> plan =
        Topics.ALL.stream()
            .map(
                topic ->
                    new Planned(
                        topic,
                        PartitionCounts.countFor(topic, Topics.ALL, present, wanted.partitions()),
                        present.containsKey(topic.name())))
            .toList();
    verify(plan.stream().filter(Planned::present).map(Planned::topic).toList());
    AppliedTopics.create(
        admin,
        plan.stream()
            .filter(planned -> !planned.present())
            .map(planned -> newTopic(planned.topic(), planned.partitions(), wanted))
            .toList());
    recompress(plan.stream().filter(Planned::present).map(Planned::topic).toList());
    return plan.stream().map(Planned::state).toList();
  }

  /** What is stored already stays as it is: readers take each batch as its header says. */
  private void recompress(List<Topic> present) {
    List<Topic> outputs = present.stream().filter(Topic::isOutput).toList();
    if (!wanted.recompress() || outputs.isEmpty()) {
      return;
    }
    Collection<AlterConfigOp> change =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(
                    TopicConfig.COMPRESSION_TYPE_CONFIG, wanted.outputCompression().topicValue()),
                AlterConfigOp.OpType.SET));
    KafkaAnswers.await(
        admin
            .incrementalAlterConfigs(
                outputs.stream()
                    .collect(Collectors.toMap(TopicsAdmin::resourceOf, topic -> change)))
            .all());
    AppliedTopics.in(admin)
        .await(
            outputs.stream()
                .map(
                    topic ->
                        new ExpectedTopic(
                            topic.name(),
                            0,
                            Map.of(
                                TopicConfig.COMPRESSION_TYPE_CONFIG,
                                wanted.outputCompression().topicValue())))
                .toList());
  }

  private static ConfigResource resourceOf(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  @Override
  public void close() {
    admin.close();
  }

  private record Planned(Topic topic, int partitions, boolean present) {
    TopicState state() {
      return new TopicState(topic.name(), partitions, !present);
    }
  }

  /** How a topic is made that isn't there yet. */
  static NewTopic newTopic(Topic topic, int partitions, TopicSettings wanted) {
    Map<String, String> config = new TreeMap<>(demanded(topic));
    if (topic.isStampedOnAppend()) {
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, ON_APPEND);
    }
    config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(wanted.minInSyncReplicas()));
    if (topic.isOutput()) {
      config.put(TopicConfig.COMPRESSION_TYPE_CONFIG, wanted.outputCompression().topicValue());
    }
    if (wanted.sandbox()) {
      config.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
      config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    } else if (topic.retention() != null) {
      config.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(topic.retention().toMillis()));
      if (topic.isCompacted()) {
        // nothing is deleted or compacted of the segment that is written to
        config.put(
            TopicConfig.SEGMENT_MS_CONFIG,
            String.valueOf(topic.retention().dividedBy(4).toMillis()));
      }
    }
    return new NewTopic(topic.name(), partitions, wanted.replication()).configs(config);
  }

  /** What a topic's configuration must say, whoever created it; how long it keeps is his choice. */
  private static Map<String, String> demanded(Topic topic) {
    Map<String, String> config = new TreeMap<>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(topic.maxRecordBytes()));
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupOf(topic));
    if (topic.mustBeStampedOnAppend()) {
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, ON_APPEND);
    }
    return config;
  }

  private static String cleanupOf(Topic topic) {
    if (!topic.isCompacted()) {
      return TopicConfig.CLEANUP_POLICY_DELETE;
    }
    return topic.retention() == null
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;
  }

  private void verify(Collection<Topic> present) {
    List<ConfigResource> resources = present.stream().map(TopicsAdmin::resourceOf).toList();
    Map<ConfigResource, Config> found = KafkaAnswers.await(admin.describeConfigs(resources).all());
    for (Topic topic : present) {
      Config config = Objects.requireNonNull(found.get(resourceOf(topic)), "what was asked for");
      demanded(topic).forEach((name, expected) -> verify(topic, config, name, expected));
    }
  }

  private static void verify(Topic topic, Config config, String name, String expected) {
    String given = config.get(name).value();
    if (!expected.equals(given)) {
      throw new TopicsException(
          "%s of topic %s is %s, expected %s".formatted(name, topic.name(), given, expected));
    }
  }

  private Map<String, Integer> partitionsOfPresent() {
    List<String> names = Topics.ALL.stream().map(Topic::name).toList();
    return partitionsOf(
        KafkaAnswers.await(admin.listTopics().names()).stream().filter(names::contains).toList());
  }

  /** State and internal topics of a service were made for as many partitions as its inputs had. */
  private void verifyInternal() {
    List<String> ours =
        KafkaAnswers.await(admin.listTopics().names()).stream()
            .filter(
                name ->
                    Topics.named(name).isPresent()
                        || internal.keySet().stream().anyMatch(id -> name.startsWith(id + "-")))
            .toList();
    Map<String, Integer> all = partitionsOf(ours);
    internal.forEach(
        (applicationId, topics) ->
            topics
                .misfit(applicationId, all)
                .ifPresent(
                    misfit -> {
                      throw new TopicsException(misfit);
                    }));
  }

  private Map<String, Integer> partitionsOf(Collection<String> present) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, TopicDescription> found =
        KafkaAnswers.await(admin.describeTopics(present).allTopicNames());
    found.forEach((name, description) -> counts.put(name, description.partitions().size()));
    return counts;
  }
}

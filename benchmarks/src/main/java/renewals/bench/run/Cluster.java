package renewals.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.result.InternalTopics;
import renewals.bench.rival.Contender;
import renewals.cli.topics.AppliedTopics;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.broker.RegistryProcess;
import renewals.stack.process.StartWatch;

/** The one broker and registry that all contenders work on. */
public final class Cluster implements AutoCloseable {

  private final BrokerProcess broker;
  private final RegistryProcess registry;
  private final Admin admin;
  private final int partitions;

  private Cluster(BrokerProcess broker, RegistryProcess registry, int partitions) {
    this.broker = broker;
    this.registry = registry;
    this.partitions = partitions;
    this.admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }

  /** Starts both, creates all topics and registers all schemas. */
  public static Cluster start(Conditions conditions) {
    Path data = conditions.data();
    Path logs = data.resolve("logs");
    StartWatch watch = StartWatch.begin(conditions.startWithin(), step -> {});
    BrokerProcess broker = BrokerProcess.start(data.resolve("kafka"), logs, 0, watch);
    RegistryProcess registry;
    try {
      registry = RegistryProcess.start(data.resolve("registry"), logs, 0, watch);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    Cluster cluster = new Cluster(broker, registry, conditions.partitions());
    try {
      cluster.prepare(conditions);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void prepare(Conditions conditions) {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.put("topics.partitions", String.valueOf(partitions));
    try (TopicsAdmin topics = TopicsAdmin.connect(Settings.of(settings))) {
      topics.createOrVerify();
    }
    // earlier forms come before later ones, which must fit them
    conditions
        .baseline()
        .ifPresent(
            jars ->
                BaselineSchemas.register(
                    jars,
                    registry.url(),
                    conditions.data().resolve("logs").resolve("baseline-schemas.log")));
    SchemaSetup.register(Settings.of(settings));
    List<NewTopic> outputs = new ArrayList<>();
    for (Contender contender : Contender.values()) {
      if (!contender.isService()) {
        contender.outputs().forEach(name -> outputs.add(new NewTopic(name, partitions, (short) 1)));
      }
    }
    AppliedTopics.create(admin, outputs);
  }

  /** Where broker and registry are, for services and contenders. */
  public Map<String, String> settings() {
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "schema.registry.url", registry.url(),
        "kafka.unreplicated", "true");
  }

  /** What clients use as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Base URL of the registry. */
  public String registryUrl() {
    return registry.url();
  }

  /** The broker's process id. */
  public long brokerPid() {
    return broker.pid();
  }

  /** Where the topics end for readers of committed records. */
  public Map<TopicPartition, Long> committedEnds(List<String> topics) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /** The internal topics of an application, as they are on the broker's disk. */
  public InternalTopics internalTopics(String applicationId) {
    String prefix = applicationId + "-";
    Map<String, Long> bytes = new TreeMap<>();
    var disks = await(admin.describeLogDirs(Set.of(1)).allDescriptions());
    for (var disk : disks.values()) {
      for (var dir : disk.values()) {
        for (var replica : dir.replicaInfos().entrySet()) {
          String topic = replica.getKey().topic();
          if (topic.startsWith(prefix)) {
            bytes.merge(topic.substring(prefix.length()), replica.getValue().size(), Long::sum);
          }
        }
      }
    }
    return new InternalTopics(bytes);
  }

  /** Deletes the internal topics of an application that will not run again. */
  void forget(String applicationId) {
    Set<String> internal =
        await(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(applicationId + "-"))
            .collect(Collectors.toSet());
    await(admin.deleteTopics(internal).all());
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
    broker.close();
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new BenchException("Kafka refused: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while waiting for Kafka", e);
    }
  }
}

package renewals.bench.run;

import java.nio.file.Path;
import java.time.Duration;
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
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.bench.load.BenchException;
import renewals.bench.result.InternalTopics;
import renewals.bench.rival.Contender;
import renewals.cli.topics.AppliedTopics;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.broker.RegistryProcess;
import renewals.stack.process.StartWatch;
import renewals.v1.RenewalUpdate;

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

  /** What a group has read and committed of some partitions; 0 where it has nothing. */
  public Map<TopicPartition, Long> committedBy(String group, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = known.get(partition);
      committed.put(partition, offset == null ? 0 : offset.offset());
    }
    return committed;
  }

  /** Deletes all records of a topic: who begins at its beginning finds none. */
  public void empty(String topic) {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    committedEnds(List.of(topic))
        .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
    await(admin.deleteRecords(all).all());
  }

  /** How many updates of a kind have come since these ends. */
  public long countOfKind(Map<TopicPartition, Long> since, String kind) {
    Map<TopicPartition, Long> ends = committedEnds(List.of(Topics.RENEWAL_UPDATES.name()));
    WireReader<RenewalUpdate> reader =
        new WireReader<>(new HttpSchemaRegistry(registry.url()), new RenewalUpdate());
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    long count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(since.keySet());
      since.forEach(consumer::seek);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> update : consumer.poll(Duration.ofMillis(100))) {
          count += reader.read(update.value()).getKind().name().equals(kind) ? 1 : 0;
        }
      }
    }
    return count;
  }

  /** The internal topics of an application, as they are on the broker's disk. */
  public InternalTopics internalTopics(String applicationId) {
    String prefix = applicationId + "-";
    Map<String, Long> bytes = new TreeMap<>();
    onDisk()
        .forEach(
            (topic, size) -> {
              if (topic.startsWith(prefix)) {
                bytes.put(topic.substring(prefix.length()), size);
              }
            });
    return new InternalTopics(bytes);
  }

  /** What a topic takes on the broker's disk. */
  public long bytesOf(String topic) {
    return onDisk().getOrDefault(topic, 0L);
  }

  private Map<String, Long> onDisk() {
    Map<String, Long> bytes = new TreeMap<>();
    var disks = await(admin.describeLogDirs(Set.of(1)).allDescriptions());
    for (var disk : disks.values()) {
      for (var dir : disk.values()) {
        dir.replicaInfos()
            .forEach((replica, found) -> bytes.merge(replica.topic(), found.size(), Long::sum));
      }
    }
    return bytes;
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

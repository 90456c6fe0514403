package renewals.stack.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.cli.access.AccessAdmin;
import renewals.cli.access.AccessChange;
import renewals.cli.access.AccessPlan;
import renewals.cli.access.ClientFiles;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Parties;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.process.StartWatch;
import renewals.testing.Patience;

/** What the users of a secured cluster really may, tried with real clients on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class AccessMatrixIT {

  private static final List<String> OTHERS =
      List.of(
          "activation-stream-cases-changelog", "notifier-notices-changelog", "of-somebody-else");
  private static final List<AclOperation> OPERATIONS =
      List.of(
          AclOperation.DESCRIBE,
          AclOperation.DESCRIBE_CONFIGS,
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.CREATE,
          AclOperation.DELETE,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS);

  private final Path data = Platform.folder();
  private StackSecurity security;
  private BrokerProcess broker;
  private AccessPlan plan;
  private Settings admin;

  @BeforeAll
  void startSecuredBroker() throws Exception {
    security = StackSecurity.of(data);
    broker =
        BrokerProcess.start(
            data.resolve("kafka"),
            data.resolve("logs"),
            0,
            Optional.of(security.broker()),
            StartWatch.usual());
    Path file = parties();
    Settings settings = Settings.of(Map.of("parties.file", file.toString()));
    security.apply(broker.bootstrapServers(), settings);
    plan = AccessPlan.of(settings, PartiesFile.load(file), Instant.now());
    Map<String, String> asAdmin = new TreeMap<>(security.settingsOf("admin"));
    asAdmin.put("topics.partitions", "1");
    admin = Settings.of(asAdmin);
    try (TopicsAdmin topics = TopicsAdmin.connect(admin)) {
      topics.createOrVerify();
    }
    try (Admin client = Admin.create(properties("admin"))) {
      client
          .createTopics(OTHERS.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }
    writeOneToEach();
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void shouldAllowEachUserOnEachTopicWhatIsPlannedAndNothingElse() throws Exception {
    Map<String, String> differences = new LinkedHashMap<>();
    int tried = 0;
    for (String user : users()) {
      Map<AclOperation, Map<String, Boolean>> found = onTopics(user);
      for (AclOperation operation : OPERATIONS) {
        for (String topic : topics()) {
          boolean planned = plan.allows(user, ResourceType.TOPIC, topic, operation);
          boolean real = found.get(operation).get(topic);
          tried++;
          if (planned != real) {
            differences.put(
                "%s %s %s".formatted(user, operation, topic),
                "planned %s, is %s".formatted(planned, real));
          }
        }
      }
    }

    assertThat(differences).isEmpty();
    assertThat(tried).isEqualTo(users().size() * topics().size() * OPERATIONS.size());
  }

  @Test
  void shouldAllowEachUserTheGroupsAndTransactionsThatArePlannedAndNothingElse() {
    Map<String, String> differences = new LinkedHashMap<>();
    for (String user : users()) {
      for (String group :
          List.of(
              "activation-stream",
              "activation-stream-merchants",
              "renewal-producer-reconcile",
              "notifier",
              "notifier-senders",
              "others-group",
              "dead-letters-replay.UNREADABLE")) {
        compare(
            differences,
            user + " READ group " + group,
            plan.allows(user, ResourceType.GROUP, group, AclOperation.READ),
            mayCommit(user, group));
      }
      for (String id :
          List.of("activation-stream-1", "notifier-1", "others-1", "dead-letters-replay.INVALID")) {
        compare(
            differences,
            user + " WRITE transactional id " + id,
            plan.allows(user, ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE),
            mayBegin(user, id));
      }
    }

    assertThat(differences).isEmpty();
  }

  @Test
  void shouldLetNobodyDoAnythingOnTheCluster() throws Exception {
    for (String user : users()) {
      try (Admin client = Admin.create(properties(user))) {
        assertThat(isRefused(client.describeAcls(AclBindingFilter.ANY).values())).isTrue();
        assertThat(isRefused(client.describeUserScramCredentials().all())).isTrue();
        assertThat(
                isRefused(
                    client.createTopics(List.of(new NewTopic("new-one", 1, (short) 1))).all()))
            .isTrue();
        assertThat(isRefused(client.describeLogDirs(List.of(1)).allDescriptions())).isTrue();
      }
    }
  }

  /** By hand, so that a mistake in the plan doesn't agree with itself. */
  @Test
  void shouldKeepWhatPassesBetweenNotifierAndSendersToTheNotifierAlone() {
    for (String user : users()) {
      for (Topic topic : List.of(Topics.NOTICES_DUE, Topics.NOTICE_RESULTS)) {
        for (AclOperation operation : OPERATIONS) {
          if (!user.equals("notifier")) {
            assertThat(plan.allows(user, ResourceType.TOPIC, topic.name(), operation)).isFalse();
          }
        }
      }
    }
    assertThat(readersOf(Topics.MERCHANT_CONTACTS)).containsExactlyInAnyOrder("notifier", "replay");
    assertThat(writersOf(Topics.RENEWAL_ACTIVATIONS)).containsExactly("activation");
    assertThat(writersOf(Topics.RENEWAL_PAYMENTS))
        .containsExactlyInAnyOrder("producer", "publish", "replay", "party-bank");
    assertThat(writersOf(Topics.CARRIER_REVIEWS))
        .containsExactlyInAnyOrder("producer", "publish", "replay");
  }

  @Test
  void shouldFindNothingToChangeWhenAppliedAgain() {
    try (AccessAdmin access = AccessAdmin.connect(admin)) {
      AccessChange again = access.apply(plan, new ClientFiles(security.clients(), admin));

      assertThat(again.isNone()).isTrue();
      assertThat(again.lines()).isEmpty();
    }
  }

  @Test
  void shouldRemoveTheUserOfAPartyThatLeftTheFileAndNothingElse() throws Exception {
    AccessPlan without = AccessPlan.of(Settings.of(Map.of()), Parties.NONE, Instant.now());
    ClientFiles files = new ClientFiles(security.clients(), admin);
    try (AccessAdmin access = AccessAdmin.connect(admin)) {
      AccessChange change = access.differenceTo(without);

      assertThat(change.oldUsers()).containsExactly("party-bank", "party-web");
      assertThat(change.newUsers()).isEmpty();
      assertThat(change.newRights()).isEmpty();
      assertThat(change.oldRights())
          .allMatch(right -> right.entry().principal().equals("User:party-bank"))
          .hasSize(1);
      assertThat(access.differenceTo(plan).isNone()).isTrue();
      assertThat(files.fileOf("party-bank")).exists();
    }
  }

  @Test
  void shouldLetNobodyInWithAWrongPasswordOrWithoutTls() {
    Properties wrong = properties("producer");
    wrong.put(
        "sasl.jaas.config",
        wrong.getProperty("sasl.jaas.config").replaceFirst("password=\"", "password=\"not-"));
    try (Admin client = Admin.create(wrong)) {
      assertThatThrownBy(
              () -> client.listTopics().names().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
    Properties plain = new Properties();
    plain.put("bootstrap.servers", broker.bootstrapServers());
    plain.put("default.api.timeout.ms", "3000");
    plain.put("request.timeout.ms", "2000");
    try (Admin client = Admin.create(plain)) {
      assertThatThrownBy(
              () -> client.listTopics().names().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  private Path parties() throws Exception {
    Path file = data.resolve("parties.yaml");
    PartiesEditor editor = PartiesEditor.open(file);
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    PartiesEditor.Grant payments =
        new PartiesEditor.Grant(
            List.of("payment"), List.of("bank-east"), List.of(), List.of(), false);
    Instant until = Instant.now().plus(Duration.ofDays(1));
    editor.add("bank", payments, "bank-1", NewKey.generate("hmac-sha256", "bank-1"), from, until);
    editor.add("web", payments, "web-1", NewKey.generate("ed25519", "web-1"), from, until);
    editor.save();
    return file;
  }

  private List<String> users() {
    return plan.rights().keySet().stream().toList();
  }

  private static List<String> topics() {
    return Stream.concat(Topics.ALL.stream().map(Topic::name), OTHERS.stream()).toList();
  }

  private List<String> readersOf(Topic topic) {
    return whoMay(topic, AclOperation.READ);
  }

  private List<String> writersOf(Topic topic) {
    return whoMay(topic, AclOperation.WRITE);
  }

  private List<String> whoMay(Topic topic, AclOperation operation) {
    return users().stream()
        .filter(user -> plan.allows(user, ResourceType.TOPIC, topic.name(), operation))
        .toList();
  }

  private Properties properties(String user) {
    Properties properties = new Properties();
    properties.putAll(Settings.of(security.settingsOf(user)).below("kafka."));
    return properties;
  }

  /** Without idempotence, which whoever may write nothing at all is refused at once. */
  private Properties writing(String user) {
    Properties properties = properties(user);
    properties.put("enable.idempotence", "false");
    return properties;
  }

  private void writeOneToEach() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(properties("admin"))) {
      for (String topic : topics()) {
        producer.send(record(topic)).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private Map<AclOperation, Map<String, Boolean>> onTopics(String user) throws Exception {
    Map<AclOperation, Map<String, Boolean>> found = new HashMap<>();
    OPERATIONS.forEach(operation -> found.put(operation, new HashMap<>()));
    try (Admin client = Admin.create(properties(user));
        KafkaProducer<byte[], byte[]> producer = producer(writing(user));
        KafkaConsumer<byte[], byte[]> consumer = consumer(user)) {
      for (String topic : topics()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        note(
            found,
            AclOperation.DESCRIBE,
            topic,
            client.describeTopics(List.of(topic)).allTopicNames());
        note(
            found,
            AclOperation.DESCRIBE_CONFIGS,
            topic,
            client.describeConfigs(List.of(resource)).all());
        note(
            found,
            AclOperation.CREATE,
            topic,
            client
                .createTopics(
                    List.of(new NewTopic(topic, 1, (short) 1)),
                    new CreateTopicsOptions().validateOnly(true))
                .all());
        note(
            found,
            AclOperation.DELETE,
            topic,
            client
                .deleteRecords(
                    Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
                .all());
        note(
            found,
            AclOperation.ALTER,
            topic,
            client
                .createPartitions(
                    Map.of(topic, NewPartitions.increaseTo(2)),
                    new CreatePartitionsOptions().validateOnly(true))
                .all());
        note(
            found,
            AclOperation.ALTER_CONFIGS,
            topic,
            client
                .incrementalAlterConfigs(
                    Map.of(
                        resource,
                        List.of(
                            new AlterConfigOp(
                                new ConfigEntry("retention.ms", "1000"),
                                AlterConfigOp.OpType.SET))),
                    new AlterConfigsOptions().validateOnly(true))
                .all());
        note(found, AclOperation.WRITE, topic, producer.send(record(topic)));
        found.get(AclOperation.READ).put(topic, mayRead(consumer, topic));
      }
    }
    return found;
  }

  private static void note(
      Map<AclOperation, Map<String, Boolean>> found,
      AclOperation operation,
      String topic,
      Object asked)
      throws Exception {
    found.get(operation).put(topic, !isRefused(asked));
  }

  /** Whether it isn't allowed; what fails for another reason got past that. */
  private static boolean isRefused(Object asked) throws Exception {
    try {
      Future<?> answer =
          asked instanceof Future<?> future
              ? future
              : ((KafkaFuture<?>) asked).toCompletionStage().toCompletableFuture();
      answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException;
    }
  }

  private static boolean mayRead(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seek(partition, 0);
    long end = System.nanoTime() + Patience.LONG.toNanos();
    while (true) {
      try {
        if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
          return true;
        }
      } catch (TopicAuthorizationException e) {
        // an answer that was on its way may still be about the topic before
        if (e.unauthorizedTopics().contains(topic)) {
          return false;
        }
      }
      assertThat(System.nanoTime()).as("neither records nor a refusal of " + topic).isLessThan(end);
    }
  }

  private boolean mayCommit(String user, String group) {
    Properties properties = properties(user);
    properties.put("group.id", group);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
      consumer.committed(Set.of(partition), Patience.LONG);
      return true;
    } catch (AuthorizationException e) {
      return e.getMessage().contains("topics");
    }
  }

  private boolean mayBegin(String user, String id) {
    Properties properties = properties(user);
    properties.put("transactional.id", id);
    try (KafkaProducer<byte[], byte[]> producer = producer(properties)) {
      producer.initTransactions();
      return true;
    } catch (AuthorizationException e) {
      return false;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String user) {
    Properties properties = properties(user);
    properties.put("enable.auto.commit", "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(Properties properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic) {
    byte[] some = "x".getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, 0, some, some);
  }

  private static void compare(
      Map<String, String> differences, String what, boolean planned, boolean real) {
    if (planned != real) {
      differences.put(what, "planned %s, is %s".formatted(planned, real));
    }
  }
}

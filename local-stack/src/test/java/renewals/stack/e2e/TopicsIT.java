package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.cli.topics.AppliedTopics;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;
import renewals.stack.command.Cli.Outcome;
import renewals.testing.Patience;

class TopicsIT {

  /**
   * In a batch of format 2: base offset 8, length 4, epoch 4, magic 1, checksum 4, attributes 2.
   */
  private static final int LOW_BYTE_OF_ATTRIBUTES = 22;

  private static final int CODEC = 7;

  private static final Map<String, String> STAMPED =
      Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "131072");

  private static final Path DATA = Platform.folder();
  private static BrokerProcess broker;
  private static Admin admin;

  @BeforeAll
  static void startBroker() {
    broker = BrokerProcess.start(DATA.resolve("kafka"), DATA.resolve("logs"), 0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  /** Each test has the broker to itself, without any topic. */
  @AfterEach
  void deleteTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    Patience.await("topics are gone", () -> admin.listTopics().names().get().isEmpty());
  }

  @Test
  void shouldRefuseInputsWithDifferentPartitionCountsAndCreateNothing() throws Exception {
    create(
        new NewTopic("renewal-requests", 3, (short) 1).configs(STAMPED),
        new NewTopic("carrier-reviews", 4, (short) 1).configs(STAMPED));

    Outcome outcome = Cli.run(settings(), "topics");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "renewals topics: partition counts differ: carrier-reviews has 4, renewal-requests has"
                + " 3, expected the same for all");
    assertThat(admin.listTopics().names().get())
        .isEqualTo(Set.of("renewal-requests", "carrier-reviews"));
  }

  /** Inputs, and nonces, which are forgotten by their stamps. */
  @ParameterizedTest
  @CsvSource({"renewal-payments, delete", "request-nonces, 'compact,delete'"})
  void shouldRefuseATopicThatItsWritersStampWhereStampsDecide(String name, String cleanup)
      throws Exception {
    create(
        new NewTopic(name, 4, (short) 1)
            .configs(Map.of("max.message.bytes", "131072", "cleanup.policy", cleanup)));

    Outcome outcome = Cli.run(settings(), "topics");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "renewals topics: message.timestamp.type of topic %s is CreateTime, expected %s"
                .formatted(name, "LogAppendTime"));
  }

  @Test
  void shouldCreateWhatIsMissingInTheSizeOfWhatIsThereAndVerifyItAgain() throws Exception {
    create(new NewTopic("renewal-payments", 6, (short) 1).configs(STAMPED));

    Outcome first = Cli.run(settings(), "topics");
    Outcome second = Cli.run(settings(), "topics");

    assertThat(first.exit()).isZero();
    assertThat(first.lines())
        .anyMatch(line -> line.matches("renewal-requests +6 partitions +created"))
        .anyMatch(line -> line.matches("renewal-payments +6 partitions +verified"))
        .anyMatch(line -> line.matches("carrier-status-value +schema \\d+, FULL_TRANSITIVE"));
    assertThat(second.lines()).noneMatch(line -> line.endsWith("created"));
    assertThat(admin.listTopics().names().get())
        .containsAll(Topics.ALL.stream().map(topic -> topic.name()).toList());
  }

  @Test
  void shouldHaveTheBrokerStampWhatTheNotifierAndItsSendersTellEachOther() throws Exception {
    Outcome outcome = Cli.run(settings(), "topics");

    assertThat(outcome.exit()).isZero();
    assertThat(stampOf(Topics.NOTICE_RESULTS)).isEqualTo("LogAppendTime");
    assertThat(stampOf(Topics.RENEWAL_ACTIVATIONS)).isEqualTo("CreateTime");
  }

  @ParameterizedTest
  @CsvSource({"none, 0", "gzip, 1", "lz4, 3", "zstd, 4"})
  void shouldStoreOutputsCompressedAsIsSet(String compression, int codec) throws Exception {
    Map<String, String> settings = settings();
    settings.put("topics.output-compression", compression);

    assertThat(Cli.run(settings, "topics").exit()).isZero();

    for (Topic output : List.of(Topics.RENEWAL_ACTIVATIONS, Topics.DEAD_LETTERS)) {
      assertThat(codecOf(output, "lz4")).as("sent as lz4 to %s", output.name()).isEqualTo(codec);
    }
    assertThat(codecOf(Topics.RENEWAL_REQUESTS, "gzip")).as("as partners send it").isEqualTo(1);
  }

  @Test
  void shouldChangeTheCompressionOfTopicsThatAreThereOnlyWhereItIsSet() throws Exception {
    Map<String, String> gzip = settings();
    gzip.put("topics.output-compression", "gzip");

    assertThat(Cli.run(settings(), "topics").exit()).isZero();
    assertThat(config(Topics.RENEWAL_UPDATES, "compression.type")).isEqualTo("lz4");
    assertThat(Cli.run(gzip, "topics").exit()).isZero();
    assertThat(config(Topics.RENEWAL_UPDATES, "compression.type")).isEqualTo("gzip");
    assertThat(Cli.run(settings(), "topics").exit()).isZero();
    assertThat(config(Topics.RENEWAL_UPDATES, "compression.type")).isEqualTo("gzip");
  }

  /** As the header of the batch on the broker's disk says after a record was sent in some way. */
  private int codecOf(Topic topic, String sentAs) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", sentAs);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), 0, new byte[1], new byte[1000])).get();
    }
    Path log = DATA.resolve("kafka").resolve(topic.name() + "-0/00000000000000000000.log");
    return Files.readAllBytes(log)[LOW_BYTE_OF_ATTRIBUTES] & CODEC;
  }

  private String stampOf(Topic topic) throws Exception {
    return config(topic, "message.timestamp.type");
  }

  private String config(Topic topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }

  private void create(NewTopic... topics) {
    AppliedTopics.create(admin, List.of(topics));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = Platform.settings();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    return settings;
  }
}

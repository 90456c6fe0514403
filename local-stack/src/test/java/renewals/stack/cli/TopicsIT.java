package renewals.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.stack.Platform;
import renewals.stack.cli.Cli.Outcome;
import renewals.stack.process.BrokerProcess;

class TopicsIT {

  private static final Map<String, String> STAMPED =
      Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "131072");

  private BrokerProcess broker;
  private Admin admin;

  @BeforeEach
  void startBroker() {
    Path data = Platform.folder();
    broker = BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
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

  @Test
  void shouldRefuseAnInputThatPartnersStamp() throws Exception {
    create(
        new NewTopic("renewal-payments", 4, (short) 1)
            .configs(Map.of("max.message.bytes", "131072")));

    Outcome outcome = Cli.run(settings(), "topics");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "renewals topics: message.timestamp.type of topic renewal-payments is CreateTime,"
                + " expected LogAppendTime");
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

  private String stampOf(Topic topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("message.timestamp.type")
        .value();
  }

  private void create(NewTopic... topics) throws Exception {
    admin.createTopics(List.of(topics)).all().get();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = Platform.settings();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    return settings;
  }
}

package renewals.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/** The topics of {@code deploy/kubernetes} are those of the catalogue, set up as by the command. */
class KubernetesTopicsTest {

  private static final Path FILE = Path.of("..", "deploy", "kubernetes", "base", "topics.yaml");

  /** What the job {@code setup} verifies; the file says the same. */
  private static final TopicSettings SETTINGS =
      TopicSettings.of(Settings.of(Map.of("topics.partitions", "12", "topics.replication", "3")));

  @Test
  void shouldMakeTheTopicsOfTheCatalogue() throws IOException {
    String wanted =
        "# Made from the topic catalogue; a test compares, and writes what it expects to"
            + " renewals-cli/target/topics.yaml.\n"
            + Topics.ALL.stream()
                .map(KubernetesTopicsTest::resourceOf)
                .collect(Collectors.joining("---\n"));
    Files.writeString(Path.of("target", "topics.yaml"), wanted);

    assertThat(FILE).hasContent(wanted);
  }

  private static String resourceOf(Topic topic) {
    NewTopic made = TopicsAdmin.newTopic(topic, SETTINGS.partitions(), SETTINGS);
    String config =
        new TreeMap<>(made.configs())
            .entrySet().stream()
                .map(entry -> "    %s: \"%s\"%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    return """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: %s
          labels:
            strimzi.io/cluster: renewals
        spec:
          partitions: %d
          replicas: %d
          config:
        %s"""
        .formatted(made.name(), made.numPartitions(), made.replicationFactor(), config);
  }
}

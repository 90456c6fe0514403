package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.topology.output.Counts;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.KnownSchemas;

/** Names of nodes, stores and internal topics are part of the state: a change must be meant. */
class GoldenTopologyTest {

  @Test
  void shouldBeTheTopologyOfTheGoldenFile() throws IOException {
    assertThat(topology().describe().toString()).isEqualToNormalizingNewlines(golden());
  }

  @Test
  void shouldNameEveryNodeItself() {
    assertThat(topology().describe().toString()).doesNotContainPattern("0000000\\d\\d");
  }

  @Test
  void shouldKnowEveryInternalTopicThatInputsMayOutgrow() {
    Set<String> internal = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology().describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          internal.addAll(source.topicSet());
        } else if (node instanceof TopologyDescription.Processor processor) {
          processor.stores().forEach(store -> internal.add(store + "-changelog"));
        }
      }
    }
    Topics.ALL.forEach(topic -> internal.remove(topic.name()));

    assertThat(NotifierTopology.INTERNAL.sizedLike().keySet()).isEqualTo(internal);
  }

  @Test
  void shouldJudgeWhoSaidItBeforeAnythingElseOfEveryInput() {
    Set<String> judged = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology().describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source
            && source.successors().stream()
                .allMatch(next -> next.name().startsWith("provenance"))) {
          judged.addAll(source.topicSet());
        }
      }
    }

    assertThat(judged).containsAll(Set.of(Topics.MERCHANT_CONTACTS.name()));
  }

  private static Topology topology() {
    NotifierConfig config = NotifierConfig.of(Settings.of(Map.of()));
    return new NotifierTopology(
            config.rules(),
            new KnownSchemas(),
            RecordProvenance.OFF,
            PartitionWatermarks.neverBehind(),
            new Counts(new SimpleMeterRegistry()),
            TopicIds.NONE,
            new SetAsideTimers(
                NotifierTopology.timers(), new SimpleMeterRegistry(), Clock.systemUTC()),
            Stores::persistentKeyValueStore)
        .build(new StreamsConfig(config.kafka().streams()), 4);
  }

  private static String golden() throws IOException {
    try (InputStream in = GoldenTopologyTest.class.getResourceAsStream("/topology.golden.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;
import renewals.kit.tracing.Tracing;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.topology.output.Counts;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.GoldenTopology;
import renewals.testing.KnownSchemas;

/** Names of nodes, stores and internal topics are part of the state: a change must be meant. */
class GoldenTopologyTest {

  @Test
  void shouldBeTheTopologyOfTheGoldenFile() {
    golden().demandThatOf(getClass(), "/topology.golden.txt");
  }

  @Test
  void shouldNameEveryNodeItself() {
    assertThat(topology().describe().toString()).doesNotContainPattern("0000000\\d\\d");
  }

  @Test
  void shouldKnowEveryInternalTopicThatInputsMayOutgrow() {
    assertThat(NotifierTopology.INTERNAL.sizedLike().keySet()).isEqualTo(golden().internalTopics());
  }

  @Test
  void shouldJudgeWhoSaidItBeforeAnythingElseOfEveryInput() {
    assertThat(golden().judgedTopics()).contains(Topics.MERCHANT_CONTACTS.name());
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
            Tracing.OFF,
            Stores::persistentKeyValueStore)
        .build(new StreamsConfig(config.kafka().streams()), 4);
  }

  private static GoldenTopology golden() {
    return new GoldenTopology(topology().describe());
  }
}

package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.GoldenTopology;
import renewals.testing.KnownSchemas;

/** The graph changes only with the commit that means it: names of nodes and stores are state. */
class TopologyShapeTest {

  @Test
  void shouldBeTheGraphOfTheGoldenFile() {
    golden().demandThatOf(getClass(), "/topology.txt");
  }

  @Test
  void shouldKnowEveryInternalTopicThatInputsMayOutgrow() {
    Set<String> internal = golden().internalTopics();
    // of one partition, whatever the inputs have
    internal.remove("carrier-reports-repartition");
    internal.remove("carrier-register-changelog");
    internal.remove("arrived-announcements-repartition");
    internal.remove("announcement-register-changelog");

    assertThat(GraphTopics.INTERNAL.sizedLike().keySet()).isEqualTo(internal);
  }

  @Test
  void shouldJudgeWhoSaidItBeforeAnythingElseOfEveryInput() {
    assertThat(golden().judgedTopics()).containsAll(inputs());
  }

  private static Set<String> inputs() {
    Set<String> read = golden().readTopics();
    read.removeIf(topic -> Topics.named(topic).filter(Topic::isInput).isEmpty());
    return read;
  }

  private static GoldenTopology golden() {
    return new GoldenTopology(described());
  }

  private static TopologyDescription described() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TopologyParts parts =
        new TopologyParts(
            new KnownSchemas(),
            RecordProvenance.OFF,
            RulePolicy.DEFAULT,
            Pipeline.REPORTS,
            4,
            new Ticks(Duration.ofSeconds(1), 100),
            1_000,
            1_000,
            PartitionWatermarks.neverBehind(),
            meters,
            Pipeline.ESTIMATING,
            new StateCountsBoard(meters),
            new CarrierBoard(),
            TopicIds.NONE,
            new SetAsideTimers(TopologyParts.TIMERS, meters, Clock.systemUTC()),
            Tracing.OFF);
    return ActivationTopology.build(new StreamsConfig(Pipeline.properties()), parts).describe();
  }
}

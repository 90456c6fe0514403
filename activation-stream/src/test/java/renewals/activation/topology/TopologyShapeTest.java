package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import renewals.activation.domain.Terms;

/** The graph changes only with the commit that means it: names of nodes and stores are state. */
class TopologyShapeTest {

  @Test
  void shouldBeTheGraphOfTheGoldenFile() throws IOException {
    Parts parts =
        new Parts(
            new KnownSchemas(),
            Terms.DEFAULT,
            4,
            4,
            Duration.ofSeconds(1),
            100,
            1_000,
            1_000,
            ReadProgress.neverBehind(),
            new PipelineCounts(new SimpleMeterRegistry()),
            Pipeline.ESTIMATING,
            new TallyBoard(new SimpleMeterRegistry()),
            new CarrierBoard());
    String described =
        ActivationTopology.build(new StreamsConfig(Pipeline.properties()), parts)
            .describe()
            .toString();

    try (var golden = getClass().getResourceAsStream("/topology.txt")) {
      assertThat(described)
          .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

package renewals.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

class SameRecordsTest {

  private static final int A_RENEWAL = 9;

  @TempDir private Path state;

  @Test
  void shouldWriteNineRecordsARenewal() {
    Properties properties = RivalProperties.in(state);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(SameRecords.build(new StreamsConfig(properties)), properties)) {
      Stream.of(Topics.RENEWAL_REQUESTS, Topics.RENEWAL_PAYMENTS, Topics.CARRIER_REVIEWS)
          .map(Topic::name)
          .forEach(
              topic ->
                  driver
                      .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                      .pipeInput("R-1", new byte[] {1}));

      long written =
          SameRecords.TOPICS.stream()
              .map(
                  topic ->
                      driver.createOutputTopic(
                          topic, new StringDeserializer(), new StringDeserializer()))
              .mapToLong(output -> output.readKeyValuesToList().size())
              .sum();

      assertThat(written).isEqualTo(A_RENEWAL);
    }
  }
}

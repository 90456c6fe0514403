package renewals.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example does what it says. */
class TurnstileTest {

  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  private final TopologyTestDriver driver =
      new TopologyTestDriver(Turnstile.topology(), properties(), NOON);
  private final TestInputTopic<String, String> passages =
      driver.createInputTopic(
          "passages", new StringSerializer(), new StringSerializer(), NOON, Duration.ZERO);
  private final TestOutputTopic<String, String> overdue = output("overdue");
  private final TestOutputTopic<String, String> dead = output("dead-letters");

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldTellWhoIsInsideForAnHour() {
    passages.pipeInput("badge-1", "in");

    driver.advanceWallClockTime(Duration.ofHours(1));

    assertThat(overdue.readKeyValuesToList())
        .containsExactly(KeyValue.pair("badge-1", "inside since 2026-03-02T04:00:00Z"));
  }

  @Test
  void shouldNotTellWhoWentOut() {
    passages.pipeInput("badge-1", "in");
    passages.pipeInput("badge-1", "out");

    driver.advanceWallClockTime(Duration.ofHours(2));

    assertThat(overdue.isEmpty()).isTrue();
  }

  @Test
  void shouldLayAsideWhatItCannotReadAndGoOn() {
    passages.pipeInput("badge-1", "sideways");
    passages.pipeInput("badge-2", "in");

    driver.advanceWallClockTime(Duration.ofHours(1));

    assertThat(dead.readKeyValuesToList()).containsExactly(KeyValue.pair("badge-1", "sideways"));
    assertThat(overdue.readKeyValuesToList()).extracting(one -> one.key).containsExactly("badge-2");
  }

  private TestOutputTopic<String, String> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "turnstile");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:0");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/example-state/" + UUID.randomUUID());
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    return properties;
  }
}

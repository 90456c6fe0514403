package renewals.streams.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class TickingTest {

  private static final Instant BEGUN = Instant.parse("2026-11-23T04:00:00.123Z");

  private final List<Long> heard = new ArrayList<>();

  private TopologyTestDriver driver() {
    Topology topology = new Topology();
    topology.addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input");
    topology.addProcessor(
        "ticked",
        () ->
            new Processor<byte[], byte[], Void, Void>() {
              @Override
              public void init(ProcessorContext<Void, Void> context) {
                Ticking.every(Duration.ofMillis(500), context, heard::add);
              }

              @Override
              public void process(Record<byte[], byte[]> record) {}
            },
        "source");
    return new TopologyTestDriver(topology, new Properties(), BEGUN);
  }

  @Test
  void shouldTickAtWholeMultiplesWheneverItsTaskBegan() {
    try (TopologyTestDriver driver = driver()) {
      driver.advanceWallClockTime(Duration.ofMillis(376));
      assertThat(heard).isEmpty();
      driver.advanceWallClockTime(Duration.ofMillis(1));
      driver.advanceWallClockTime(Duration.ofMillis(500));
    }

    assertThat(heard)
        .containsExactly(
            BEGUN.plusMillis(377).toEpochMilli(), BEGUN.plusMillis(877).toEpochMilli());
  }

  @Test
  void shouldGoOnAtWholeMultiplesAfterATickThatCameLate() {
    try (TopologyTestDriver driver = driver()) {
      driver.advanceWallClockTime(Duration.ofMillis(1_900));
      driver.advanceWallClockTime(Duration.ofMillis(476));
      assertThat(heard).hasSize(1);
      driver.advanceWallClockTime(Duration.ofMillis(1));
    }

    assertThat(heard).last().isEqualTo(BEGUN.plusMillis(2_377).toEpochMilli());
    assertThat(heard).hasSize(2);
  }

  @Test
  void shouldWaitAWholeIntervalWhereItBeginsOnAMultiple() {
    assertThat(Ticking.next(1_000, 500)).isEqualTo(1_500);
  }
}

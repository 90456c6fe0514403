package renewals.streams.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.Routed.RemoteWatermark;

class RemoteWatermarksTest {

  private static final int OWN = 1;

  @Test
  void shouldKnowNothingUntilEveryOtherPartitionHasToldSomething() {
    RemoteWatermarks watermarks = new RemoteWatermarks(3, OWN);
    watermarks.take(new RemoteWatermark(0, OWN, 500));

    assertThat(watermarks.watermark()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldGoByThePartitionThatIsFurthestBehind() {
    RemoteWatermarks watermarks = new RemoteWatermarks(3, OWN);
    watermarks.take(new RemoteWatermark(0, OWN, 500));
    watermarks.take(new RemoteWatermark(2, OWN, 300));

    assertThat(watermarks.watermark()).isEqualTo(300);
  }

  @Test
  void shouldNotGoBackWhenAnOldMarkIsReadAgain() {
    RemoteWatermarks watermarks = new RemoteWatermarks(2, OWN);
    watermarks.take(new RemoteWatermark(0, OWN, 500));
    watermarks.take(new RemoteWatermark(0, OWN, 400));

    assertThat(watermarks.watermark()).isEqualTo(500);
  }

  @Test
  void shouldNeedNoMarksWhereThereIsOnePartitionOnly() {
    assertThat(new RemoteWatermarks(1, 0).watermark()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldTravelToThePartitionThatItIsFor() {
    RemoteWatermark watermark = new RemoteWatermark(0, 3, 1_700_000_000_000L);

    assertThat(MisroutedRecordProcessor.partitionOf(new byte[] {1}, watermark, 4))
        .isEqualTo(Set.of(3));
    assertThat(thereAndBack(watermark)).isEqualTo(watermark);
  }

  @Test
  void shouldCarryARecordAsItWas() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("流", new byte[] {1}).add("none", null);
    SourceRecord record = new SourceRecord("in", 3, 77, -1, new byte[] {9}, null, headers);

    assertThat(thereAndBack(new Routed.Source(record, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(new Routed.Source(record, Optional.empty()));
  }

  private static Routed thereAndBack(Routed routed) {
    try (Serde<Routed> serde = RoutedSerde.create()) {
      return serde.deserializer().deserialize("t", serde.serializer().serialize("t", routed));
    }
  }

  @Test
  void shouldKnowNothingWhereAllAreToldUntilEveryPartitionHasToldSomething() {
    RemoteWatermarks watermarks = new RemoteWatermarks(2);
    watermarks.take(new RemoteWatermark(1, -1, 500));
    assertThat(watermarks.watermark()).isEqualTo(Long.MIN_VALUE);

    watermarks.take(new RemoteWatermark(0, -1, 400));
    assertThat(watermarks.watermark()).isEqualTo(400);
  }
}

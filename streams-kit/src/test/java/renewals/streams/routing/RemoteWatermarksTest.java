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
    RemoteWatermarks marks = new RemoteWatermarks(3, OWN);
    marks.take(new RemoteWatermark(0, OWN, 500));

    assertThat(marks.watermark()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldGoByThePartitionThatIsFurthestBehind() {
    RemoteWatermarks marks = new RemoteWatermarks(3, OWN);
    marks.take(new RemoteWatermark(0, OWN, 500));
    marks.take(new RemoteWatermark(2, OWN, 300));

    assertThat(marks.watermark()).isEqualTo(300);
  }

  @Test
  void shouldNotGoBackWhenAnOldMarkIsReadAgain() {
    RemoteWatermarks marks = new RemoteWatermarks(2, OWN);
    marks.take(new RemoteWatermark(0, OWN, 500));
    marks.take(new RemoteWatermark(0, OWN, 400));

    assertThat(marks.watermark()).isEqualTo(500);
  }

  @Test
  void shouldNeedNoMarksWhereThereIsOnePartitionOnly() {
    assertThat(new RemoteWatermarks(1, 0).watermark()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldTravelToThePartitionThatItIsFor() {
    RemoteWatermark mark = new RemoteWatermark(0, 3, 1_700_000_000_000L);

    assertThat(MisroutedRecordProcessor.partitionOf(new byte[] {1}, mark, 4)).isEqualTo(Set.of(3));
    assertThat(thereAndBack(mark)).isEqualTo(mark);
  }

  @Test
  void shouldCarryARecordAsItWas() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("流", new byte[] {1}).add("none", null);
    SourceRecord record = new SourceRecord("in", 3, 77, -1, new byte[] {9}, null, headers);

    assertThat(thereAndBack(new Routed.Source(record, true, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(new Routed.Source(record, false, Optional.empty()));
  }

  private static Routed thereAndBack(Routed routed) {
    try (Serde<Routed> serde = RoutedSerde.create()) {
      return serde.deserializer().deserialize("t", serde.serializer().serialize("t", routed));
    }
  }

  @Test
  void shouldKnowNothingWhereAllAreToldUntilEveryPartitionHasToldSomething() {
    RemoteWatermarks marks = new RemoteWatermarks(2);
    marks.take(new RemoteWatermark(1, -1, 500));
    assertThat(marks.watermark()).isEqualTo(Long.MIN_VALUE);

    marks.take(new RemoteWatermark(0, -1, 400));
    assertThat(marks.watermark()).isEqualTo(400);
  }
}

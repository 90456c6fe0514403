package renewals.streams.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.Routed.ReadMark;

class ReadMarksTest {

  private static final int OWN = 1;

  @Test
  void shouldKnowNothingUntilEveryOtherPartitionHasToldSomething() {
    ReadMarks marks = new ReadMarks(3, OWN);
    marks.take(new ReadMark(0, OWN, 500));

    assertThat(marks.readByAll()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldGoByThePartitionThatIsFurthestBehind() {
    ReadMarks marks = new ReadMarks(3, OWN);
    marks.take(new ReadMark(0, OWN, 500));
    marks.take(new ReadMark(2, OWN, 300));

    assertThat(marks.readByAll()).isEqualTo(300);
  }

  @Test
  void shouldNotGoBackWhenAnOldMarkIsReadAgain() {
    ReadMarks marks = new ReadMarks(2, OWN);
    marks.take(new ReadMark(0, OWN, 500));
    marks.take(new ReadMark(0, OWN, 400));

    assertThat(marks.readByAll()).isEqualTo(500);
  }

  @Test
  void shouldNeedNoMarksWhereThereIsOnePartitionOnly() {
    assertThat(new ReadMarks(1, 0).readByAll()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldTravelToThePartitionThatItIsFor() {
    ReadMark mark = new ReadMark(0, 3, 1_700_000_000_000L);

    assertThat(MisroutedRecordProcessor.partitionOf(new byte[] {1}, mark, 4)).isEqualTo(Set.of(3));
    assertThat(thereAndBack(mark)).isEqualTo(mark);
  }

  @Test
  void shouldCarryARecordAsItWas() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("流", new byte[] {1}).add("none", null);
    SourceRecord record = new SourceRecord("in", 3, 77, -1, new byte[] {9}, null, headers);

    assertThat(thereAndBack(new Routed.Source(record, true)))
        .usingRecursiveComparison()
        .isEqualTo(new Routed.Source(record, false));
  }

  private static Routed thereAndBack(Routed routed) {
    try (Serde<Routed> serde = RoutedSerde.create()) {
      return serde.deserializer().deserialize("t", serde.serializer().serialize("t", routed));
    }
  }

  @Test
  void shouldKnowNothingWhereAllAreToldUntilEveryPartitionHasToldSomething() {
    ReadMarks marks = new ReadMarks(2);
    marks.take(new ReadMark(1, -1, 500));
    assertThat(marks.readByAll()).isEqualTo(Long.MIN_VALUE);

    marks.take(new ReadMark(0, -1, 400));
    assertThat(marks.readByAll()).isEqualTo(400);
  }
}

package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.codec.OriginalFormat;
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

    assertThat(PlaceProcessor.partitionOf(new byte[] {1}, mark, 4)).isEqualTo(Set.of(3));
    OriginalFormat format = new OriginalFormat();
    assertThat(format.readPlaced(format.write(mark))).isEqualTo(mark);
  }
}

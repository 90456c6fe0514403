package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import renewals.activation.codec.CardAsk;
import renewals.activation.codec.CardFormat;
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

  @Test
  void shouldKnowNothingOfCardsUntilEveryPartitionHasToldSomething() {
    ReadMarks marks = new ReadMarks(2);
    marks.take(new ReadMark(1, CardAsk.ALL_CARDS, 500));
    assertThat(marks.readByAll()).isEqualTo(Long.MIN_VALUE);

    marks.take(new ReadMark(0, CardAsk.ALL_CARDS, 400));
    assertThat(marks.readByAll()).isEqualTo(400);
  }

  @Test
  void shouldTravelToAllCardsButNoChangeToMoreThanItsOwn() {
    List<Record<byte[], Emission>> sent = new ArrayList<>();
    CardMarks cards = new CardMarks(1, sent::add);
    cards.tell(500, 600);
    cards.tell(500, 700);

    assertThat(sent).hasSize(1);
    Record<byte[], Emission> mark = sent.getFirst();
    assertThat(CardMarks.partitionsOf(mark.key(), mark.value(), 3))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(new CardFormat().readAsk(mark.value().bytes()))
        .isEqualTo(new CardAsk.Mark(new ReadMark(1, CardAsk.ALL_CARDS, 500)));
    assertThat(CardMarks.partitionsOf(Pipeline.utf8("8986004019"), mark.value(), 3)).isEmpty();
  }
}

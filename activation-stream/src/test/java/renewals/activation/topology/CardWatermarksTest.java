package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import renewals.activation.codec.CardAsk;
import renewals.activation.codec.CardFormat;
import renewals.streams.routing.Routed.RemoteWatermark;

class CardWatermarksTest {

  @Test
  void shouldTravelToAllCardsButNoChangeToMoreThanItsOwn() {
    List<Record<byte[], Emission>> sent = new ArrayList<>();
    CardWatermarks cards = new CardWatermarks(1, sent::add);
    cards.tell(500, 600);
    cards.tell(500, 700);

    assertThat(sent).hasSize(1);
    Record<byte[], Emission> mark = sent.getFirst();
    assertThat(CardWatermarks.partitionsOf(mark.key(), mark.value(), 3))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(new CardFormat().readAsk(mark.value().bytes()))
        .isEqualTo(new CardAsk.Mark(new RemoteWatermark(1, CardAsk.ALL_CARDS, 500)));
    assertThat(CardWatermarks.partitionsOf(Pipeline.utf8("8986004019"), mark.value(), 3)).isEmpty();
  }
}

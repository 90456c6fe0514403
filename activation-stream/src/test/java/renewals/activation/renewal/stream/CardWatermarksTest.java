package renewals.activation.renewal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.topology.Pipeline;
import renewals.streams.routing.Routed.RemoteWatermark;

class CardWatermarksTest {

  @Test
  void shouldTravelToAllCardsButNoChangeToMoreThanItsOwn() {
    List<Record<byte[], byte[]>> sent = new ArrayList<>();
    CardWatermarks cards = new CardWatermarks(1, sent::add);
    cards.send(500, 600);
    cards.send(500, 700);

    assertThat(sent).hasSize(1);
    Record<byte[], byte[]> each = sent.getFirst();
    assertThat(CardWatermarks.partitionsOf(each.key(), each.value(), 3))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(new CardFormat().readInput(each.value()))
        .isEqualTo(new CardInput.Watermark(new RemoteWatermark(1, CardInput.ALL_CARDS, 500)));
    assertThat(CardWatermarks.partitionsOf(Pipeline.utf8("8986004019"), each.value(), 3)).isEmpty();
  }
}

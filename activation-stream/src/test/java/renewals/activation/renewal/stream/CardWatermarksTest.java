package renewals.activation.renewal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
  void shouldBeSentOnceItIsFarEnoughFromTheLastOne() {
    List<Record<byte[], byte[]>> sent = new ArrayList<>();
    CardWatermarks cards = new CardWatermarks(1, Duration.ofMillis(100), sent::add);
    for (long watermark : new long[] {Long.MIN_VALUE, 500, 599, 600, 86_400_000}) {
      cards.send(watermark, 7);
    }

    assertThat(sent)
        .extracting(record -> new CardFormat().readInput(record.value()))
        .containsExactly(watermark(500), watermark(600), watermark(86_400_000));
  }

  private static CardInput watermark(long at) {
    return new CardInput.Watermark(new RemoteWatermark(1, CardInput.ALL_CARDS, at));
  }

  @Test
  void shouldTravelToAllCardsButNoChangeToMoreThanItsOwn() {
    List<Record<byte[], byte[]>> sent = new ArrayList<>();
    CardWatermarks cards = new CardWatermarks(1, Duration.ofMillis(100), sent::add);
    cards.send(500, 600);

    Record<byte[], byte[]> each = sent.getFirst();
    assertThat(CardWatermarks.partitionsOf(each.key(), each.value(), 3))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(CardWatermarks.partitionsOf(Pipeline.utf8("8986004019"), each.value(), 3)).isEmpty();
  }
}

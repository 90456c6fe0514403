package renewals.activation.card.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.streams.routing.Routed.RemoteWatermark;

class ToCardsTest {

  @ParameterizedTest
  @EnumSource
  void shouldGiveBackWhatItWrapped(ToCards kind) {
    byte[] content = {3, 0, 7};

    byte[] sent = kind.wrap(content);

    assertThat(ToCards.of(sent)).isEqualTo(kind);
    assertThat(ToCards.contentOf(sent)).isEqualTo(content);
  }

  @Test
  void shouldTakeForChangesAndWatermarksWhatIsWrittenOfThem() {
    byte[] watermark = new CardFormat().write(new RemoteWatermark(1, CardInput.ALL_CARDS, 5));

    assertThat(ToCards.of(watermark)).isEqualTo(ToCards.CHANGE);
    assertThat(ToCards.CHANGE.wrap(watermark)).isSameAs(watermark);
  }

  @Test
  void shouldLeaveWhatIsEmptyToWhoeverReadsChanges() {
    assertThat(ToCards.of(new byte[0])).isEqualTo(ToCards.CHANGE);
  }
}

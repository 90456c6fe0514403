package renewals.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import renewals.portal.live.LiveShares.Share;
import renewals.portal.live.LiveShares.Viewer;

class LiveSharesTest {

  private final LiveShares shares = LiveShares.of(2_000);

  private static Viewer viewer(int renewal, int link, int merchant, int network) {
    return new Viewer("R-" + renewal, "t" + link, Optional.of("M-" + merchant), "n" + network);
  }

  private int taken(IntFunction<Viewer> viewers, Share expected) {
    for (int i = 0; i < 10_000; i++) {
      Optional<Share> full = shares.take(viewers.apply(i));
      if (full.isPresent()) {
        assertThat(full).contains(expected);
        return i;
      }
    }
    return 10_000;
  }

  @Test
  void shouldLeaveRoomWhateverOneHas() {
    assertThat(taken(i -> viewer(1, 1, 1, i), Share.LINK)).as("a link").isEqualTo(8);
    assertThat(taken(i -> viewer(2, i, 2, i), Share.RENEWAL)).as("a renewal").isEqualTo(16);
    assertThat(taken(i -> viewer(1_000 + i, i, 3, 9 + i), Share.MERCHANT))
        .as("a merchant")
        .isEqualTo(100);
    assertThat(taken(i -> viewer(20_000 + i, i, 20_000 + i, 5_000), Share.NETWORK))
        .as("a network")
        .isEqualTo(200);

    assertThat(shares.take(viewer(9, 9, 9, 9_999))).isEmpty();
  }

  @Test
  void shouldBoundAllTogether() {
    assertThat(taken(i -> viewer(i, i, i, i), Share.ALL)).isEqualTo(2_000);
    assertThat(shares.open()).isEqualTo(2_000);
  }

  @Test
  void shouldTakeNothingFromAnyShareWhereOneIsUsedUp() {
    taken(i -> viewer(1, 1, 1, 1), Share.LINK);
    int before = shares.open();

    shares.take(viewer(1, 1, 1, 1));

    assertThat(shares.open()).isEqualTo(before);
    assertThat(taken(i -> viewer(1, 2, 1, 1), Share.LINK)).isEqualTo(8);
  }

  @Test
  void shouldHaveItAllAgainOnceAllHaveLeft() {
    taken(i -> viewer(1, 1, 1, 1), Share.LINK);

    for (int i = 0; i < 8; i++) {
      shares.giveBack(viewer(1, 1, 1, 1));
    }

    assertThat(shares.open()).isZero();
    assertThat(taken(i -> viewer(1, 1, 1, 1), Share.LINK)).isEqualTo(8);
  }

  @Test
  void shouldShareWithoutAMerchantWhileNobodyKnowsHim() {
    Viewer moving = new Viewer("R-1", "t", Optional.empty(), "n");

    assertThat(shares.take(moving)).isEmpty();
    shares.giveBack(moving);
    assertThat(shares.open()).isZero();
  }
}

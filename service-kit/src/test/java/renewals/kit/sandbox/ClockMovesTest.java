package renewals.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockMovesTest {

  @Test
  void shouldBeTheWallsBeforeAnybodyMovesIt() {
    assertThat(ClockMoves.NONE.at(1_000)).isEqualTo(1_000);
  }

  @Test
  void shouldBeAheadFromTheMomentOfAMoveOn() {
    ClockMoves moves = ClockMoves.NONE.inForce(1_000, 0).inForce(2_000, 500);

    assertThat(moves.at(1_999)).isEqualTo(1_999);
    assertThat(moves.at(2_000)).isEqualTo(2_500);
    assertThat(moves.at(9_000)).isEqualTo(9_500);
  }

  @Test
  void shouldSayWhatAMoveSaysOnceItIsInForce() {
    ClockMoves moves = ClockMoves.NONE.inForce(0, 0).with(1_000, ClockMoves.Said.made(86_400_000));

    assertThat(moves.at(1_000)).isEqualTo(1_000);
    assertThat(moves.at(1_001)).isEqualTo(86_400_000);
  }

  @Test
  void shouldExpectAMoveFromWhenItIsAnnouncedUntilItIsMade() {
    ClockMoves announced = ClockMoves.NONE.with(1_000, ClockMoves.Said.announced());

    assertThat(announced.isAnnounced()).isTrue();
    assertThat(announced.count()).isZero();
    assertThat(announced.with(1_001, ClockMoves.Said.made(5_000)).isAnnounced()).isFalse();
  }

  @Test
  void shouldExpectNoMoveThatWasCalledOff() {
    ClockMoves moves =
        ClockMoves.NONE
            .with(1_000, ClockMoves.Said.announced())
            .with(1_001, ClockMoves.Said.calledOff());

    assertThat(moves).isEqualTo(ClockMoves.NONE);
  }

  @Test
  void shouldBeAheadByTheFirstMoveBeforeItToo() {
    assertThat(ClockMoves.NONE.inForce(1_000, -700).at(900)).isEqualTo(200);
  }

  @Test
  void shouldGoByTheLastOfSeveralMovesInOneMillisecond() {
    ClockMoves moves = ClockMoves.NONE.inForce(1_000, 1).inForce(1_000, 2).inForce(1_000, 3);

    assertThat(moves.at(1_000)).isEqualTo(1_003);
  }

  @Test
  void shouldNeverGoBack() {
    ClockMoves moves = ClockMoves.NONE.inForce(1_000, 500).inForce(2_000, 100);

    assertThat(moves.at(3_000)).isEqualTo(3_500);
    assertThat(moves.count()).isEqualTo(2);
  }

  @Test
  void shouldTakeAMoveWhoseStampIsBeforeTheLastOneFromThatOneOn() {
    ClockMoves moves = ClockMoves.NONE.inForce(1_000, 0).inForce(900, 500);

    assertThat(moves.at(950)).isEqualTo(950);
    assertThat(moves.at(1_000)).isEqualTo(1_500);
  }
}

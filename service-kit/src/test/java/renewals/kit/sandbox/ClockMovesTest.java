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
    ClockMoves moves = ClockMoves.NONE.inForce(0, 0).with(1_000, new ClockMoves.Move(86_400_000));

    long from = 1_000 + ClockMoves.LEAD_MS;
    assertThat(moves.at(from - 1)).isEqualTo(from - 1);
    assertThat(moves.at(from)).isEqualTo(86_400_000);
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

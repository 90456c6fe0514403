package renewals.notifier.senders.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RobotPaceTest {

  private static final Duration SOON = Duration.ofSeconds(2);

  private long nanos = -5;

  @Test
  void shouldSayNoMoreInAnySecondThanThat() {
    RobotPace pace = pace(100, 2);

    assertThat(turns(pace, 5))
        .extracting(RobotPace.Turn::in)
        .containsExactly(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));
  }

  @Test
  void shouldSayNoMoreInAnyMinuteThanThat() {
    RobotPace pace = pace(3, 10);
    turns(pace, 2);
    pass(Duration.ofSeconds(30));
    turns(pace, 1);

    pass(Duration.ofSeconds(29));
    RobotPace.Turn next = pace.next(SOON);

    assertThat(next).isEqualTo(new RobotPace.Turn(Duration.ofSeconds(1), true));
    assertThat(pace.next(SOON)).isEqualTo(new RobotPace.Turn(Duration.ofSeconds(1), true));
    assertThat(pace.next(SOON)).isEqualTo(new RobotPace.Turn(Duration.ofSeconds(31), false));
  }

  @Test
  void shouldSpreadWhatFindsNoRoom() {
    RobotPace pace = pace(2, 10);
    turns(pace, 2);

    assertThat(turns(pace, 3))
        .extracting(RobotPace.Turn::in)
        .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(120));
  }

  @Test
  void shouldSpreadItNoFurtherThanAnHour() {
    RobotPace pace = pace(1, 10);

    assertThat(turns(pace, 200).getLast().in()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void shouldSayNothingWhileItsProviderTakesNothing() {
    RobotPace pace = pace(10, 10);
    pace.shut(Duration.ofMinutes(10));
    pace.shut(Duration.ofMinutes(1));

    assertThat(pace.next(SOON)).isEqualTo(new RobotPace.Turn(Duration.ofMinutes(10), false));
    pass(Duration.ofMinutes(10));
    assertThat(pace.next(SOON)).isEqualTo(new RobotPace.Turn(Duration.ZERO, true));
  }

  private RobotPace pace(int perMinute, int perSecond) {
    return new RobotPace(perMinute, perSecond, () -> nanos);
  }

  private static List<RobotPace.Turn> turns(RobotPace pace, int count) {
    List<RobotPace.Turn> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(pace.next(SOON));
    }
    return turns;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}

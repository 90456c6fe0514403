package renewals.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.bench.load.BenchException;

class FailedRunsTest {

  private final List<String> said = new ArrayList<>();
  private final FailedRuns faults = new FailedRuns(said::add);

  @Test
  void shouldGoOnAndKeepWhatFailed() {
    Optional<Integer> failed = faults.unlessItFails("round 1: rival", FailedRunsTest::fail);
    Optional<Integer> next = faults.unlessItFails("round 2: rival", () -> 7);

    assertThat(failed).isEmpty();
    assertThat(next).contains(7);
    assertThat(faults.all()).containsExactly("round 1: rival: ended by itself");
    assertThat(said).isEqualTo(faults.all());
  }

  @Test
  void shouldStopWhenToldTo() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> faults.unlessItFails("round 1: rival", FailedRunsTest::fail))
          .isInstanceOf(BenchException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Integer fail() {
    throw new BenchException("ended by itself");
  }
}

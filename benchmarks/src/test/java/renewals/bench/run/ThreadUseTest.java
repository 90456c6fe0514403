package renewals.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThreadUseTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldFindWhatTheCompilersOfThisProcessHaveUsed() {
    long pid = ProcessHandle.current().pid();
    ThreadUse before = ThreadUse.of(pid).orElseThrow();

    assertThat(before.compiling()).isPositive();
    assertThat(ThreadUse.of(pid).orElseThrow().since(before).compiling())
        .isGreaterThanOrEqualTo(Duration.ZERO);
  }
}

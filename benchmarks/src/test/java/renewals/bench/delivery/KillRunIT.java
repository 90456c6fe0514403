package renewals.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.bench.result.Report;

/**
 * The run with kills, small: a real Kafka, a real notifier, one kill. What comes again after it is
 * left to the long run: of so few notices it is chance.
 */
@Tag("long")
class KillRunIT {

  private static final Pace SHORT =
      new Pace(
          Duration.ofSeconds(4),
          Duration.ofSeconds(6),
          Duration.ofMinutes(2),
          "2s,4s",
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          1);

  @Test
  void shouldSeeEachNoticeEndThroughAKill(@TempDir(cleanup = CleanupMode.NEVER) Path dir)
      throws Exception {
    List<String> said = new ArrayList<>();

    Report report = new KillRun(dir, Duration.ofMinutes(5), SHORT, said::add).run(200, 1, 1);

    Map<String, Object> all = report.rows().getLast();
    int notices = Tills.missing().isEmpty() ? 400 : 200;
    assertThat(all).containsEntry("notices", notices).containsEntry("without an end", 0);
    assertThat(all).containsEntry("kills", 1).containsEntry("without a kill", 0);
    assertThat(said).anyMatch(line -> line.contains("kill 1 of 1"));
  }
}

package renewals.bench.load;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a command with the least claim to processors that the system has: {@code SCHED_IDLE} where
 * there is {@code chrt} (Linux), else the greatest niceness.
 */
final class LeastPriority {

  private static final List<String> NICE = List.of("nice", "-n", "19");
  private static final List<String> IDLE = List.of("chrt", "--idle", "0");

  private LeastPriority() {}

  /** What to put before the command. */
  static List<String> command() {
    return isThere("chrt") ? IDLE : NICE;
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

package renewals.bench.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renewals.bench.load.BenchException;

/**
 * Processor time of what a JVM does beside the program, from the system's own books.
 *
 * @param compiling that of the JIT compilers' threads
 * @param collecting that of the collector's threads; a serial collector works in the VM's own
 */
public record ThreadUse(Duration compiling, Duration collecting) {

  private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");
  private static final List<String> COLLECTORS = List.of("GC Thread", "G1 ", "VM Thread");

  /** In which the kernel counts, on all systems that have such books. */
  private static final long TICK_MS = 10;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** What a process has used so far; empty where the system has no such books. */
  public static Optional<ThreadUse> of(long pid) {
    Path tasks = Path.of("/proc", String.valueOf(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return Optional.empty();
    }
    long compiling = 0;
    long collecting = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String stat = stat(thread);
        compiling += isOneOf(COMPILERS, stat) ? ticks(stat) : 0;
        collecting += isOneOf(COLLECTORS, stat) ? ticks(stat) : 0;
      }
    } catch (IOException e) {
      throw new BenchException("cannot read " + tasks, e);
    }
    return Optional.of(
        new ThreadUse(
            Duration.ofMillis(compiling * TICK_MS), Duration.ofMillis(collecting * TICK_MS)));
  }

  /** What came since an earlier look. */
  public ThreadUse since(ThreadUse before) {
    return new ThreadUse(compiling.minus(before.compiling), collecting.minus(before.collecting));
  }

  private static String stat(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (NoSuchFileException e) {
      return ""; // it ended meanwhile
    }
  }

  /** The name stands in brackets behind the number. */
  private static boolean isOneOf(List<String> names, String stat) {
    int name = stat.indexOf('(') + 1;
    return names.stream().anyMatch(one -> stat.startsWith(one, name));
  }

  private static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }
}

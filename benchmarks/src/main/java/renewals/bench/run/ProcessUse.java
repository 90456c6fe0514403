package renewals.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import renewals.bench.load.BenchException;

/** What a process has used so far, from the system's own books. */
public final class ProcessUse {

  private static final String PEAK = "VmHWM:";
  private static final String RESIDENT = "VmRSS:";

  private static final Path ALL_PROCESSORS = Path.of("/proc/stat");

  /**
   * In that file, of each processor's time: doing nothing, and doing nothing but wait for disks.
   */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  /** The unit of that file. */
  private static final Duration TICK = Duration.ofMillis(10);

  private ProcessUse() {}

  /** Processor time of all its threads. */
  public static Duration cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new BenchException("process %d is gone".formatted(pid)));
  }

  /** Processor time that nobody had, of all processors together; none: the system does not tell. */
  public static Duration idle() {
    if (!Files.isReadable(ALL_PROCESSORS)) {
      return Duration.ZERO;
    }
    try (var lines = Files.lines(ALL_PROCESSORS)) {
      String[] sums = lines.findFirst().orElse("").split(" +", -1);
      return TICK.multipliedBy(Long.parseLong(sums[IDLE]) + Long.parseLong(sums[WAITING]));
    } catch (IOException e) {
      throw new BenchException("cannot read " + ALL_PROCESSORS, e);
    }
  }

  /** Processor time of it and of all processes that it started and that still run. */
  static Duration cpuOfTree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The most memory it ever had resident, in megabytes; 0: it is gone, or the system does not tell.
   */
  public static long peakMegabytes(long pid) {
    return megabytes(pid, PEAK);
  }

  /** The memory it has resident, in megabytes; 0: it is gone, or the system does not tell. */
  static long residentMegabytes(long pid) {
    return megabytes(pid, RESIDENT);
  }

  private static long megabytes(long pid, String line) {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(one -> one.startsWith(line))
          .map(one -> one.substring(line.length()).replace("kB", "").strip())
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return 0; // it ended meanwhile
      }
      throw new BenchException("cannot read " + status, e);
    }
  }
}

package renewals.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import renewals.bench.load.BenchException;
import renewals.bench.load.ReadStartInterceptor;
import renewals.bench.rival.Contender;
import renewals.bench.rival.Contender.Kind;
import renewals.bench.rival.ContenderMain;
import renewals.kit.OwnerOnly;
import renewals.stack.process.Leash;

/** A contender in a JVM of its own, the same for all but for what runs in it. */
public final class ContenderProcess implements AutoCloseable {

  /** The file, in the folder of the run, that tells the start of the clock: {@link #awaitMark}. */
  static final String READ_START = "read-start";

  private static final Duration START = Duration.ofHours(1);
  private static final long POLL_MS = 20;
  private static final long STOP_SECONDS = 40;

  private final Process process;
  private final Path log;
  private final Path readStart;

  private ContenderProcess(Process process, Path log, Path readStart) {
    this.process = process;
    this.log = log;
    this.readStart = readStart;
  }

  /**
   * Starts it.
   *
   * @param folder for its log, its state and what else it writes; new
   */
  static ContenderProcess start(
      Contender contender, Map<String, String> settings, Conditions conditions, Path folder) {
    Path readStart = folder.resolve(READ_START);
    Path log = folder.resolve("contender.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms%dm".formatted(conditions.heapMegabytes()));
    command.add("-Xmx%dm".formatted(conditions.heapMegabytes()));
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-D%s=%s".formatted(ReadStartInterceptor.FILE, readStart));
    command.add("-D%s=%d".formatted(ReadStartInterceptor.AFTER, Math.max(1, conditions.warmUp())));
    conditions
        .jvmOptions()
        .forEach(option -> command.add(option.replace("{name}", folder.getFileName().toString())));
    if (contender.kind() == Kind.FLINK) {
      command.addAll(FlinkBuild.JVM_OPTIONS);
    }
    command.addAll(Leash.options());
    command.addAll(List.of("-cp", classPath(contender, conditions)));
    command.add(Leash.class.getName());
    command.add(
        contender.kind() == Kind.FLINK ? FlinkBuild.MAIN_CLASS : ContenderMain.class.getName());
    command.add(contender.label());
    settings.forEach((name, value) -> command.add(name + "=" + value));
    try {
      OwnerOnly.file(OwnerOnly.folder(folder).resolve(log.getFileName()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ContenderProcess(process, log, readStart);
    } catch (IOException e) {
      throw new BenchException("%s could not be started: %s".formatted(contender.label(), e), e);
    }
  }

  private static String classPath(Contender contender, Conditions conditions) {
    String own = System.getProperty("java.class.path");
    if (contender.kind() == Kind.FLINK) {
      return FlinkBuild.classPath()
          .orElseThrow(() -> new BenchException(contender.label() + ": " + FlinkBuild.MISSING));
    }
    return contender == Contender.BASELINE && conditions.baseline().isPresent()
        ? conditions.baseline().get() + File.pathSeparator + own
        : own;
  }

  /**
   * The start of the clock.
   *
   * @param at epoch milliseconds
   * @param read how many events had been read then
   */
  public record Mark(long at, long read) {}

  /** Waits until it has warmed up. */
  public Mark awaitMark() {
    long end = System.nanoTime() + START.toNanos();
    while (!Files.exists(readStart)) {
      if (System.nanoTime() - end > 0) {
        throw new BenchException("was not warm within %s; see %s".formatted(START, log));
      }
      awaitOrFail();
    }
    try {
      String[] noted = Files.readString(readStart).split(" ", 2);
      return new Mark(Long.parseLong(noted[0]), Long.parseLong(noted[1]));
    } catch (IOException e) {
      throw new BenchException("cannot read " + readStart, e);
    }
  }

  /** Lets a little time pass; fails if it has ended meanwhile. */
  public void awaitOrFail() {
    try {
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        throw new BenchException("a contender ended by itself; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while measuring", e);
    }
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while measuring", e);
    }
  }
}

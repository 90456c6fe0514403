package renewals.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.ReadStartInterceptor;
import renewals.bench.rival.Contender;

/** A contender at work, with what it needs beside it. */
public final class Run implements AutoCloseable {

  /** Outputs that are whole and have not grown for so long will not grow any more. */
  private static final long QUIET_MS = 3_000;

  /** Those in which answers are missing, and so many commits beside it. */
  private static final long QUIET_WHERE_SOME_MISS_MS = 30_000;

  private static final long COMMITS_WHERE_SOME_MISS = 3;

  private static final long LONGEST_MS = Duration.ofMinutes(30).toMillis();

  private final Contender contender;
  private final Surroundings around;
  private final Map<String, String> settings;
  private final Path folder;
  private final Beside beside;
  private ContenderProcess process;

  private Run(
      Contender contender,
      Surroundings around,
      Map<String, String> settings,
      Path folder,
      Beside beside) {
    this.contender = contender;
    this.around = around;
    this.settings = settings;
    this.folder = folder;
    this.beside = beside;
    this.process = begin();
  }

  private ContenderProcess begin() {
    return ContenderProcess.start(contender, settings, around.conditions(), folder);
  }

  /**
   * Starts it from nothing.
   *
   * @param id of the run: its application id, its consumer group, its folder
   */
  public static Run start(Contender contender, String id, Surroundings around) {
    return start(contender, id, around, Map.of());
  }

  /** As above, with more settings. */
  public static Run start(
      Contender contender, String id, Surroundings around, Map<String, String> settings) {
    Conditions conditions = around.conditions();
    Path folder = conditions.data().resolve("runs").resolve(id);
    Beside beside = around.beside(contender, id);
    Map<String, String> all = settings(id, folder, around);
    all.putAll(beside.settings());
    all.putAll(settings);
    try {
      return new Run(contender, around, all, folder, beside);
    } catch (RuntimeException e) {
      beside.close();
      throw e;
    }
  }

  private static Map<String, String> settings(String id, Path folder, Surroundings around) {
    Conditions conditions = around.conditions();
    Map<String, String> settings = new TreeMap<>(around.cluster().settings());
    settings.putAll(conditions.settings());
    settings.put("activation.application.id", id);
    settings.put("activation.state.dir", folder.resolve("state").toString());
    settings.put("activation.threads", String.valueOf(conditions.threads()));
    settings.put("activation.standbys", "0");
    settings.put("activation.commit.interval", conditions.commitMillis() + "ms");
    settings.put("activation.http.port", "0");
    settings.put("kafka.main.consumer.interceptor.classes", ReadStartInterceptor.class.getName());
    return settings;
  }

  public ContenderProcess process() {
    return process;
  }

  /**
   * Waits until its outputs are whole and grow no more for readers of committed records. While
   * answers are missing it waits longer: on a busy machine a contender may only be slow, and one
   * that commits by checkpoints shows nothing while one is under way.
   *
   * @param before where they ended before it was started
   */
  public End awaitEnd(Map<TopicPartition, Long> before, Oracle oracle) {
    Map<TopicPartition, Long> last = before;
    long lastAt = System.currentTimeMillis();
    long giveUpAt = lastAt + LONGEST_MS;
    Optional<End> end = Optional.empty();
    while (true) {
      process.awaitOrFail();
      Map<TopicPartition, Long> ends = around.cluster().committedEnds(contender.outputs());
      long now = System.currentTimeMillis();
      if (!ends.equals(last)) {
        last = ends;
        lastAt = now;
        end = Optional.empty();
      } else if (end.isEmpty() && now - lastAt > QUIET_MS && !ends.equals(before)) {
        end = Optional.of(endAt(lastAt, before, ends, oracle));
      }
      if (end.isPresent() && (isWhole(end.get()) || now - lastAt > patience())) {
        return end.get();
      }
      if (now > giveUpAt) {
        throw new BenchException(
            "%s is not done after %d ms".formatted(contender.label(), LONGEST_MS));
      }
    }
  }

  /** Processor time first: reading the answers costs the broker some. */
  private End endAt(
      long at, Map<TopicPartition, Long> before, Map<TopicPartition, Long> ends, Oracle oracle) {
    Duration application = cpu();
    Duration broker = brokerCpu();
    return new End(
        at,
        application,
        broker,
        ThreadUse.of(process.pid()),
        ThreadUse.of(around.cluster().brokerPid()),
        oracle.examine(contender, around.cluster(), before, ends));
  }

  private long patience() {
    return QUIET_WHERE_SOME_MISS_MS + COMMITS_WHERE_SOME_MISS * around.conditions().commitMillis();
  }

  private static boolean isWhole(End end) {
    return end.findings().missing() == 0;
  }

  /** Stops it cleanly and starts it again, with its state or without. */
  public void restart(boolean withState) {
    restart(withState, () -> {});
  }

  /** Likewise, with something done while it is stopped. */
  public void restart(boolean withState, Runnable whileStopped) {
    process.close();
    whileStopped.run();
    RunFolder.delete(folder.resolve(ContenderProcess.READ_START));
    if (!withState) {
      RunFolder.delete(folder.resolve("state"));
    }
    process = begin();
  }

  /** Kills it, and starts it again at once on what it left. */
  public void killAndStartAgain() {
    process.kill();
    RunFolder.delete(folder.resolve(ContenderProcess.READ_START));
    process = begin();
  }

  /** Processor time so far, that of a database beside it included. */
  public Duration cpu() {
    return ProcessUse.cpu(process.pid()).plus(beside.cpu());
  }

  /** Processor time of the broker so far. */
  public Duration brokerCpu() {
    return ProcessUse.cpu(around.cluster().brokerPid());
  }

  /** What was written to keep its state until then, in bytes; -1: not known. */
  public long durableBytes(long until) {
    return beside.durableBytes(until);
  }

  /** Stops it; what it kept is gone. */
  @Override
  public void close() {
    process.close();
    beside.close();
    RunFolder.delete(folder.resolve("state"));
  }
}

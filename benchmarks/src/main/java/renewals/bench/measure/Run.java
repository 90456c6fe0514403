package renewals.bench.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.rival.Contender;
import renewals.bench.rival.ReadMark;

/** A contender at work, with what it needs beside it. */
final class Run implements AutoCloseable {

  /** Outputs that are whole and have not grown for so long will not grow any more. */
  private static final long QUIET_MS = 3_000;

  /** Those in which answers are missing: on a busy machine a contender may only be slow. */
  private static final long QUIET_WHERE_SOME_MISS_MS = 30_000;

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
  static Run start(Contender contender, String id, Surroundings around) {
    return start(contender, id, around, Map.of());
  }

  /** As above, with more settings. */
  static Run start(
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
    settings.put("activation.application.id", id);
    settings.put("activation.state.dir", folder.resolve("state").toString());
    settings.put("activation.threads", String.valueOf(conditions.threads()));
    settings.put("activation.standbys", "0");
    settings.put("activation.commit.interval", conditions.commitMillis() + "ms");
    settings.put("activation.http.port", "0");
    settings.put("kafka.main.consumer.interceptor.classes", ReadMark.class.getName());
    return settings;
  }

  ContenderProcess process() {
    return process;
  }

  /**
   * Waits until its outputs grow no more for readers of committed records.
   *
   * @param before where they ended before it was started
   * @param answers how many it has to give
   * @return when they last grew, in epoch milliseconds
   */
  long awaitEnd(Map<TopicPartition, Long> before, long answers) {
    Map<TopicPartition, Long> last = before;
    long lastAt = System.currentTimeMillis();
    long giveUpAt = lastAt + LONGEST_MS;
    while (true) {
      process.awaitOrFail();
      Map<TopicPartition, Long> ends = around.cluster().committedEnds(contender.outputs());
      long now = System.currentTimeMillis();
      if (!ends.equals(last)) {
        last = ends;
        lastAt = now;
      } else if (now - lastAt > quiet(before, ends, answers) && !ends.equals(before)) {
        return lastAt;
      }
      if (now > giveUpAt) {
        throw new BenchException(
            "%s is not done after %d ms".formatted(contender.label(), LONGEST_MS));
      }
    }
  }

  /**
   * Ends of transactions have offsets too, so that this may say a little early that all is there.
   */
  private long quiet(
      Map<TopicPartition, Long> before, Map<TopicPartition, Long> ends, long answers) {
    long grown = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (end.getKey().topic().equals(contender.answers())) {
        grown += end.getValue() - before.getOrDefault(end.getKey(), 0L);
      }
    }
    return grown < answers ? QUIET_WHERE_SOME_MISS_MS : QUIET_MS;
  }

  /** Stops it cleanly and starts it again, with its state or without. */
  void restart(boolean withState) {
    process.close();
    RunFolder.delete(folder.resolve("mark"));
    if (!withState) {
      RunFolder.delete(folder.resolve("state"));
    }
    process = begin();
  }

  /** Processor time so far, that of a database beside it included. */
  Duration cpu() {
    return ProcessUse.cpu(process.pid()).plus(beside.cpu());
  }

  long durableBytes() {
    return beside.durableBytes();
  }

  /** Stops it; what it kept is gone. */
  @Override
  public void close() {
    process.close();
    beside.close();
    RunFolder.delete(folder.resolve("state"));
  }
}

package renewals.bench.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import renewals.bench.rival.Contender;
import renewals.bench.rival.ReadMark;

/** A contender at work, with what it needs beside it. */
final class Run implements AutoCloseable {

  private final Path folder;
  private final Beside beside;
  private final ContenderProcess process;

  private Run(Path folder, Beside beside, ContenderProcess process) {
    this.folder = folder;
    this.beside = beside;
    this.process = process;
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
      return new Run(folder, beside, ContenderProcess.start(contender, all, conditions, folder));
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

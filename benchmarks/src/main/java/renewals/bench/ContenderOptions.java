package renewals.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.bench.option.Ranges;
import renewals.bench.rival.Contender;
import renewals.bench.run.Conditions;

/** The options that say who runs, and how each of them does. */
final class ContenderOptions {

  @Option(
      names = "--rivals",
      paramLabel = "NAME",
      split = ",",
      description =
          "Some of pass-through, pass-through-avro, same-records, dsl-joins, dsl-rules,"
              + " postgres-record, postgres-batch, flink-heap, flink-rocksdb; default: all.")
  @Nullable List<String> rivals;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each topic; default ${DEFAULT-VALUE}.")
  int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Stream threads of a contender; default ${DEFAULT-VALUE}.")
  int threads;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      defaultValue = "512",
      description = "Heap of a contender; default ${DEFAULT-VALUE}.")
  int heap;

  @Option(
      names = "--commit-interval",
      paramLabel = "MS",
      defaultValue = "100",
      description = "Default ${DEFAULT-VALUE}, as rivals have it; the services themselves: 30.")
  int commitMillis;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "Of every contender's JVM; {name} in it is replaced by the run's name.")
  @Nullable List<String> jvmOptions;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description =
          "Of every contender, as the service's settings are called, such as"
              + " kafka.producer.linger.ms=100.")
  @Nullable Map<String, String> settings;

  @Option(
      names = "--baseline",
      paramLabel = "JARS",
      description =
          "Another build of the service as one more contender: its jars, as a class path.")
  @Nullable String baseline;

  @Option(
      names = "--hold",
      paramLabel = "COMMAND",
      description = "Keep this running during each round: it must echo its input once it is time.")
  @Nullable String hold;

  /** Refuses what is out of range. */
  void check(Ranges ranges) {
    ranges.demand("--partitions", partitions, 1, 100);
    ranges.demand("--threads", threads, 1, 64);
    ranges.demand("--heap", heap, 64, 65_536);
    ranges.demand("--commit-interval", commitMillis, 1, 60_000);
  }

  /**
   * Ours, the baseline if there is one, and the rivals: those that were named, or all that can run.
   *
   * @param say is told who cannot, and why
   */
  List<Contender> contenders(Ranges ranges, Consumer<String> say) {
    Set<Contender> chosen = new LinkedHashSet<>(List.of(Contender.OURS));
    if (baseline != null) {
      chosen.add(Contender.BASELINE);
    }
    Rivals known = new Rivals(ranges);
    if (rivals == null) {
      chosen.addAll(known.allThatCanRun(say));
    } else {
      rivals.forEach(name -> chosen.add(known.named(name)));
    }
    return List.copyOf(chosen);
  }

  Conditions conditions(Path folder, int notMeasured, Duration wait) {
    return new Conditions(
        folder,
        partitions,
        threads,
        heap,
        commitMillis,
        notMeasured,
        jvmOptions == null ? List.of() : jvmOptions,
        settings == null ? Map.of() : settings,
        Optional.ofNullable(baseline),
        Optional.ofNullable(hold),
        wait);
  }

  /** Adds what a report says of them. */
  void describe(Map<String, Object> said) {
    said.put("partitions", partitions);
    said.put("threads", threads);
    said.put("heap MB", heap);
    said.put("commit every ms", commitMillis);
    if (settings != null) {
      settings.forEach(said::put);
    }
    if (jvmOptions != null) {
      said.put("JVM options", String.join(" ", jvmOptions));
    }
  }
}

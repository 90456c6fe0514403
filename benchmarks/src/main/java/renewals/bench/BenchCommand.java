package renewals.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.bench.experiment.Bench;
import renewals.bench.experiment.LatencyBench;
import renewals.bench.experiment.OpenCasesBench;
import renewals.bench.experiment.SlowSendersBench;
import renewals.bench.load.LoadPlan;
import renewals.bench.micro.Micro;
import renewals.bench.notices.SilentReceivers;
import renewals.bench.result.Report;
import renewals.bench.rival.Contender;
import renewals.bench.run.Conditions;
import renewals.bench.run.FlinkBuild;
import renewals.bench.run.PostgresServer;
import renewals.bench.run.RunFolder;
import renewals.kit.Nearest;
import renewals.stack.command.StartOptions;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;

/** {@code ./renewals bench}. */
@Command(
    name = "renewals bench",
    description =
        "Runs the pipeline and its rivals one after the other on one broker and one load, and"
            + " prints a table; exit code 0 only if ours gave every answer it had to, and no"
            + " other.",
    mixinStandardHelpOptions = true,
    subcommands = SilentReceivers.class)
final class BenchCommand implements Callable<Integer> {

  private static final int EVENTS_A_RENEWAL = 3;
  private static final double HALF = 0.5;

  /** With fewer a maximum would be that of a JVM still warming up. */
  private static final int LEAST_FOR_A_MAXIMUM = 300_000;

  private static final List<Contender> RIVALS =
      Arrays.stream(Contender.values()).filter(one -> !one.isService()).toList();

  @Spec private CommandSpec spec;
  @Mixin private StartOptions starting;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "600000",
      description =
          "How many, three a renewal; default ${DEFAULT-VALUE}, with --latency at least 300000.")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "2",
      description = "How often each contender runs; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--open-cases",
      paramLabel = "N",
      defaultValue = "50000",
      description = "How many renewals are under way at a time; default ${DEFAULT-VALUE}.")
  private int openCases;

  @Option(
      names = "--duplicates",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of 1000 events come twice; default ${DEFAULT-VALUE}.")
  private int duplicates;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the order of events; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--rivals",
      paramLabel = "NAME",
      split = ",",
      description =
          "Some of pass-through, pass-through-avro, same-records, dsl-joins, postgres-record,"
              + " postgres-batch, flink-heap, flink-rocksdb; default: all.")
  private @Nullable List<String> rivals;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each topic; default ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Stream threads of a contender; default ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      defaultValue = "512",
      description = "Heap of a contender; default ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--commit-interval",
      paramLabel = "MS",
      defaultValue = "100",
      description = "Default ${DEFAULT-VALUE}.")
  private int commitMillis;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "How many events a contender reads before it is measured, 0 for none; default: half.")
  private @Nullable Integer warmUp;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "Of every contender's JVM; {name} in it is replaced by the run's name.")
  private @Nullable List<String> jvmOptions;

  @Option(
      names = "--baseline",
      paramLabel = "JARS",
      description =
          "Another build of the service as one more contender: its jars, as a class path.")
  private @Nullable String baseline;

  @Option(
      names = "--hold",
      paramLabel = "COMMAND",
      description = "Keep this running during each round: it must echo its input once it is time.")
  private @Nullable String hold;

  @Option(
      names = "--latency",
      paramLabel = "SECONDS",
      description =
          "Instead of speeds: events come for so long at half of each contender's own maximum, and"
              + " the time until an activation can be read is measured.")
  private @Nullable Integer latency;

  @Option(
      names = "--many-open",
      paramLabel = "N",
      split = ",",
      description =
          "Instead of rivals: ours with these numbers of open cases, such as"
              + " 50000,1000000,5000000; speed, resident memory and restoring.")
  private @Nullable List<Integer> manyOpen;

  @Option(
      names = "--slow-senders",
      paramLabel = "N",
      description =
          "Instead of rivals: how long the intake's answers take by themselves and beside so many"
              + " clients that send a byte a second, such as 200; --rounds of both.")
  private @Nullable Integer slowSenders;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "With --slow-senders: how long a round is; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--memory-bound",
      paramLabel = "MB",
      defaultValue = "1536",
      description = "What resident memory is held against; default ${DEFAULT-VALUE}.")
  private int memoryBound;

  @Option(
      names = "--micro",
      arity = "0..1",
      paramLabel = "NAMES",
      fallbackValue = "renewals.bench.micro",
      description = "Instead of all that: the JMH benchmarks whose names match.")
  private @Nullable String micro;

  @Option(
      names = "--short",
      description = "With --micro: one JVM and fewer repetitions of each, some two minutes in all.")
  private boolean isShort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local/bench",
      description = "Folder of data and logs, cleared first; default ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() {
    if (micro != null) {
      try (DataFolder taken = DataFolder.take("--data", data)) {
        return tell(Micro.run(micro, isShort), taken.path(), "micro", Map.of("short", isShort));
      }
    }
    if (isShort) {
      throw wrong("--short is given, expected --micro with it");
    }
    if (manyOpen != null && latency != null) {
      throw wrong("--many-open and --latency are given, expected one of them");
    }
    if (slowSenders != null && (manyOpen != null || latency != null)) {
      throw wrong("--slow-senders is given, expected neither --many-open nor --latency with it");
    }
    demand(
        "--events", events, latency == null ? EVENTS_A_RENEWAL : LEAST_FOR_A_MAXIMUM, 150_000_000);
    demand("--rounds", rounds, 1, 100);
    demand("--open-cases", openCases, 1, 50_000_000);
    demand("--duplicates", duplicates, 0, 1000);
    demand("--partitions", partitions, 1, 100);
    demand("--threads", threads, 1, 64);
    demand("--heap", heap, 64, 65_536);
    demand("--commit-interval", commitMillis, 1, 60_000);
    int warm = warmUp == null ? events / 2 : warmUp;
    demand("--warm-up", warm, 0, events - 1);
    Duration wait = starting.atMost();
    List<Contender> contenders = slowSenders == null ? contenders() : List.of();
    try (DataFolder taken = DataFolder.take("--data", data)) {
      taken.clear();
      FreeDisk.demand(taken.path(), FreeDisk.LEAST, "the benchmark");
      RunFolder.delete(taken.path().resolve("runs"));
      return run(contenders, conditions(taken.path(), warm, wait));
    }
  }

  private Conditions conditions(Path folder, int warm, Duration wait) {
    return new Conditions(
        folder,
        partitions,
        threads,
        heap,
        commitMillis,
        warm,
        jvmOptions == null ? List.of() : jvmOptions,
        Optional.ofNullable(baseline),
        Optional.ofNullable(hold),
        wait);
  }

  private int run(List<Contender> contenders, Conditions conditions) {
    if (slowSenders != null) {
      demand("--slow-senders", slowSenders, 1, 4_000);
      demand("--seconds", seconds, 1, 86_400);
      SlowSendersBench bench = new SlowSendersBench(conditions, slowSenders, seconds, this::say);
      return tell(bench.run(rounds), conditions.data(), "slow-senders", conditionsOf(conditions));
    }
    LoadPlan plan = new LoadPlan(events / EVENTS_A_RENEWAL, openCases, duplicates, seed);
    if (manyOpen != null) {
      manyOpen.forEach(open -> demand("--many-open", open, 1, 20_000_000));
      OpenCasesBench bench =
          new OpenCasesBench(conditions, plan.renewals(), memoryBound, seed, this::say);
      return tell(bench.run(manyOpen), conditions.data(), "many-open", conditionsOf(conditions));
    }
    if (latency != null) {
      demand("--latency", latency, 1, 86_400);
      LatencyBench bench = new LatencyBench(conditions, plan, latency, HALF, this::say);
      return tell(
          bench.run(contenders, rounds), conditions.data(), "latency", conditionsOf(conditions));
    }
    Bench bench = new Bench(conditions, plan, this::say);
    return tell(
        bench.run(contenders, rounds), conditions.data(), "rivals", conditionsOf(conditions));
  }

  /** Prints it, and keeps it as JSON. */
  private int tell(Report report, Path folder, String name, Map<String, Object> conditions) {
    Path file = folder.resolve(name + ".json");
    report.write(file, conditions);
    say("");
    say(
        String.join(
            ", ",
            conditions.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .toList()));
    say("");
    say(report.text());
    say("the same as JSON: " + file);
    return report.isRight() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private Map<String, Object> conditionsOf(Conditions conditions) {
    Map<String, Object> said = new LinkedHashMap<>();
    if (slowSenders != null) {
      said.put("slow senders", slowSenders);
      said.put("rounds", rounds);
      said.put("seconds", seconds);
      said.put("processors", Runtime.getRuntime().availableProcessors());
      said.put("java", Runtime.version().toString());
      return said;
    }
    said.put("events", events / EVENTS_A_RENEWAL * EVENTS_A_RENEWAL);
    if (manyOpen == null) {
      said.put("not measured", conditions.warmUp());
      said.put("open at a time", openCases);
      said.put("rounds", rounds);
      said.put("of 1000 twice", duplicates);
    }
    if (latency != null) {
      said.put("seconds", latency);
    }
    said.put("partitions", partitions);
    said.put("threads", threads);
    said.put("heap MB", heap);
    said.put("commit every ms", commitMillis);
    said.put("seed", seed);
    said.put("processors", Runtime.getRuntime().availableProcessors());
    said.put("java", Runtime.version().toString());
    return said;
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private List<Contender> contenders() {
    Set<Contender> chosen = new LinkedHashSet<>(List.of(Contender.OURS));
    if (baseline != null) {
      chosen.add(Contender.BASELINE);
    }
    if (rivals == null) {
      RIVALS.stream().filter(this::isThere).forEach(chosen::add);
    } else {
      rivals.forEach(name -> chosen.add(rival(name)));
    }
    return List.copyOf(chosen);
  }

  private boolean isThere(Contender rival) {
    Optional<String> missing = missing(rival);
    missing.ifPresent(why -> say("without %s: %s".formatted(rival.label(), why)));
    return missing.isEmpty();
  }

  /** Why a rival cannot run here. */
  private static Optional<String> missing(Contender rival) {
    return switch (rival.kind()) {
      case SERVICE, STREAMS -> Optional.empty();
      case POSTGRES ->
          PostgresServer.programs().isPresent()
              ? Optional.empty()
              : Optional.of("no PostgreSQL is installed (Debian: apt-get install postgresql)");
      case FLINK ->
          FlinkBuild.classPath().isPresent() ? Optional.empty() : Optional.of(FlinkBuild.MISSING);
    };
  }

  private Contender rival(String name) {
    Contender rival = known(name);
    missing(rival)
        .ifPresent(
            why -> {
              throw wrong("--rivals is %s: %s".formatted(name, why));
            });
    return rival;
  }

  private Contender known(String name) {
    if (name.equals(Contender.WITHOUT_ESTIMATES.label())) {
      return Contender.WITHOUT_ESTIMATES;
    }
    return RIVALS.stream()
        .filter(rival -> rival.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "--rivals is %s, expected some of %s%s"
                        .formatted(
                            name, String.join(", ", labels()), Nearest.hint(name, labels()))));
  }

  private static List<String> labels() {
    return RIVALS.stream().map(Contender::label).toList();
  }

  private void demand(String option, int given, int least, int most) {
    if (given < least || given > most) {
      throw wrong("%s is %d, expected %d to %d".formatted(option, given, least, most));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

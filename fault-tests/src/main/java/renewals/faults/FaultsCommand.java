package renewals.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.faults.cluster.Build;
import renewals.faults.cluster.Volume;
import renewals.faults.fault.Kind;
import renewals.kit.Nearest;
import renewals.stack.command.StartOptions;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;

/** {@code ./renewals faults}. */
@Command(
    name = "renewals faults",
    description =
        "Three brokers, a registry and several instances of each service under load, while things"
            + " go wrong at random; an oracle outside holds what came out against the rules. Exit"
            + " code 0 only if nothing was lost, doubled, late or given away.",
    mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {

  /** Reports of cards are as of half a day after the start. */
  private static final double LONGEST = 600;

  private static final int LARGEST_SEED = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private StartOptions starting;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "How long load and faults go on; default ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Go on after the load has ended until there were so many; default ${DEFAULT-VALUE}.")
  private int faults;

  @Option(
      names = "--together",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "So many faults fall together at most, half as many at least; default ${DEFAULT-VALUE}.")
  private int together;

  @Option(
      names = "--previous",
      paramLabel = "DIR",
      description =
          "A checkout of an earlier version that ./renewals has built: the instances begin with it"
              + " and are restarted, one after the other, into this one.")
  private @Nullable Path previous;

  @Option(
      names = "--secure",
      fallbackValue = "true",
      description = "Kafka takes TLS and users with least rights only, the intake parties only.")
  private boolean secure;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of stories and faults; default: a new one each time.")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "Faults of these kinds only: ${COMPLETION-CANDIDATES}; default: all.",
      completionCandidates = KindNames.class)
  private @Nullable List<String> only;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "8",
      description = "Renewals a second; default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of each service; default ${DEFAULT-VALUE}.")
  private int instances;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each topic; default ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local/faults",
      description = "Folder of data and logs, cleared first; default ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for faults.md and faults.json; default: that of the data.")
  private @Nullable Path report;

  @Override
  public Integer call() throws InterruptedException {
    demand("--minutes", minutes, 0.1, LONGEST);
    demand("--rate", rate, 0.1, 1000);
    demand("--instances", instances, 2, 8);
    demand("--partitions", partitions, 1, 64);
    demand("--together", together, 1, 20);
    demand("--faults", faults, 0, 1_000_000);
    if (secure && previous != null) {
      throw wrong("--secure is set, expected no --previous: a build of before may not know users");
    }
    Duration wait = starting.atMost();
    try (DataFolder taken = DataFolder.take("--data", data)) {
      Volume.unmountBelow(taken.path());
      taken.clear();
      FreeDisk.demand(taken.path(), FreeDisk.LEAST, "the experiment");
      return run(taken.path(), wait);
    }
  }

  private int run(Path folder, Duration wait) throws InterruptedException {
    FaultLog log = new FaultLog(spec.commandLine().getOut());
    RunPlan plan =
        new RunPlan(
            Duration.ofMillis((long) (minutes * 60_000)),
            faults,
            together,
            rate,
            seed != null ? seed : ThreadLocalRandom.current().nextInt(LARGEST_SEED),
            kinds(log, folder),
            classPathOfPrevious(),
            secure,
            instances,
            partitions,
            folder,
            report != null ? report.toAbsolutePath() : folder,
            wait,
            Blunder.chosen());
    PrintWriter out = spec.commandLine().getOut();
    Report found = new FaultRun(plan, log).run();
    out.println();
    out.println(found.markdown());
    log.say("report: %s; logs: %s".formatted(found.write(), folder.resolve("logs")));
    return found.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** The names of all kinds. */
  static final class KindNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static List<String> names() {
    return Stream.of(Kind.values()).map(Kind::toString).toList();
  }

  /** Those that were named and those that can be, without which a run is poorer, not wrong. */
  private Set<Kind> kinds(FaultLog log, Path folder) {
    Map<Kind, String> missing = Lacking.of(folder, instances, previous != null);
    Set<Kind> kinds = wanted();
    for (Kind kind : Set.copyOf(kinds)) {
      String why = missing.get(kind);
      if (why != null && only != null) {
        throw wrong("--only is %s, which needs %s".formatted(kind, why));
      } else if (why != null) {
        log.say("without %s, which needs %s".formatted(kind, why));
        kinds.remove(kind);
      }
    }
    if (previous != null) {
      kinds.add(Kind.UPGRADE);
    }
    return kinds;
  }

  private List<String> classPathOfPrevious() {
    if (previous == null) {
      return List.of();
    }
    return Build.classPathOf(previous.toAbsolutePath())
        .orElseThrow(
            () ->
                wrong(
                    "--previous is %s, expected a checkout that its ./renewals has built"
                        .formatted(previous)));
  }

  private Set<Kind> wanted() {
    if (only == null) {
      return EnumSet.allOf(Kind.class);
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : only) {
      kinds.add(
          Kind.named(name)
              .orElseThrow(
                  () ->
                      wrong(
                          "--only is %s, expected some of %s%s"
                              .formatted(
                                  name, String.join(", ", names()), Nearest.hint(name, names())))));
    }
    return kinds;
  }

  private void demand(String option, double given, double least, double most) {
    if (given < least || given > most) {
      throw wrong("%s is %s, expected %s to %s".formatted(option, given, least, most));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package renewals.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.faults.fault.Kind;

/** {@code ./renewals faults}. */
@Command(
    name = "renewals faults",
    description =
        "Three brokers, a registry and several instances of each service under load, while things"
            + " go wrong at random; an oracle outside holds what came out against the rules. Exit"
            + " code 0 only if nothing was lost, doubled, late or given away.",
    mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {

  private static final int LARGEST_SEED = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "How long load and faults go on; default ${DEFAULT-VALUE}.")
  private double minutes;

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
    demand("--minutes", minutes, 0.1, 10_000);
    demand("--rate", rate, 0.1, 1000);
    demand("--instances", instances, 2, 8);
    demand("--partitions", partitions, 1, 64);
    Path folder = data.toAbsolutePath();
    RunPlan plan =
        new RunPlan(
            Duration.ofMillis((long) (minutes * 60_000)),
            rate,
            seed != null ? seed : ThreadLocalRandom.current().nextInt(LARGEST_SEED),
            kinds(),
            instances,
            partitions,
            folder,
            report != null ? report.toAbsolutePath() : folder,
            Blunder.chosen());
    PrintWriter out = spec.commandLine().getOut();
    FaultLog log = new FaultLog(out);
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
      return Stream.of(Kind.values()).map(Kind::toString).iterator();
    }
  }

  private Set<Kind> kinds() {
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
                          "--only is %s, expected some of %s"
                              .formatted(
                                  name,
                                  Stream.of(Kind.values())
                                      .map(Kind::toString)
                                      .collect(Collectors.joining(", "))))));
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

package renewals.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.bench.delivery.NoticesBench;
import renewals.bench.experiment.Bench;
import renewals.bench.experiment.CostBench;
import renewals.bench.experiment.LatencyBench;
import renewals.bench.experiment.OpenCasesBench;
import renewals.bench.experiment.SlowSendersBench;
import renewals.bench.experiment.UsageBench;
import renewals.bench.intake.IntakeSignatures;
import renewals.bench.load.LoadPlan;
import renewals.bench.micro.Micro;
import renewals.bench.notices.SilentReceivers;
import renewals.bench.option.Ranges;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.rival.Contender;
import renewals.bench.run.Conditions;
import renewals.bench.run.RunFolder;
import renewals.stack.command.StartOptions;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;

/**
 * {@code ./renewals bench}.
 *
 * <p>Long because each of its experiments has its options here.
 */
@Command(
    name = "renewals bench",
    description =
        "Runs the pipeline and its rivals one after the other on one broker and one load, and"
            + " prints a table; exit code 0 only if ours gave every answer it had to, and no"
            + " other.",
    mixinStandardHelpOptions = true,
    subcommands = {NoticesBench.class, SilentReceivers.class, IntakeSignatures.class})
final class BenchCommand implements Callable<Integer> {

  private static final int RATE_OF_COST = 12_000;

  @Spec private CommandSpec spec;
  @Mixin private StartOptions starting;
  @Mixin private LoadOptions load;
  @Mixin private ContenderOptions who;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "2",
      description = "How often each contender runs; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--latency",
      paramLabel = "SECONDS",
      description =
          "Instead of speeds: events come for so long at half of each contender's own maximum, or at"
              + " each --rate in turn, and the time until an activation can be read is measured.")
  private @Nullable Integer latency;

  @Option(
      names = "--cost",
      paramLabel = "SECONDS",
      description =
          "Instead of speeds: events come for so long at --rate, the same for all, and the"
              + " processor time that a million renewals cost is measured.")
  private @Nullable Integer cost;

  @Option(
      names = "--usage",
      paramLabel = "DAYS",
      description =
          "Instead of rivals: reports of usage a second, beside facts of renewals; each card is"
              + " reported of once on so many days, such as 10.")
  private @Nullable Integer usage;

  @Option(
      names = "--rate",
      paramLabel = "N",
      split = ",",
      description =
          "With --cost: events a second; default 12000. With --latency: one or more, such as"
              + " 300,3000,12000; default: half of each one's own maximum.")
  private @Nullable List<Integer> rates;

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
              + " clients that send a byte a second, such as 200; --rounds of both, 7 at least.")
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
      fallbackValue = "true",
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
      throw ranges().wrong("--short is given, expected --micro with it");
    }
    checkOneMode();
    checkRates();
    load.check(ranges(), latency != null);
    ranges().demand("--rounds", rounds, slowSenders == null ? 1 : PairedRatios.LEAST_PAIRS, 100);
    who.check(ranges());
    Duration wait = starting.atMost();
    List<Contender> contenders =
        slowSenders == null ? who.contenders(ranges(), this::say) : List.of();
    try (DataFolder taken = DataFolder.take("--data", data)) {
      taken.clear();
      FreeDisk.demand(taken.path(), FreeDisk.LEAST, "the benchmark");
      RunFolder.delete(taken.path().resolve("runs"));
      return run(contenders, who.conditions(taken.path(), load.notMeasured(), wait));
    }
  }

  private void checkOneMode() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--many-open", manyOpen);
    given.put("--latency", latency);
    given.put("--cost", cost);
    given.put("--usage", usage);
    given.put("--slow-senders", slowSenders);
    given.values().removeIf(Objects::isNull);
    if (given.size() > 1) {
      throw ranges()
          .wrong(String.join(" and ", given.keySet()) + " are given, expected one of them at most");
    }
  }

  private int run(List<Contender> contenders, Conditions conditions) {
    if (slowSenders != null) {
      ranges().demand("--slow-senders", slowSenders, 1, 4_000);
      ranges().demand("--seconds", seconds, 1, 86_400);
      SlowSendersBench bench = new SlowSendersBench(conditions, slowSenders, seconds, this::say);
      return tell(bench.run(rounds), conditions.data(), "slow-senders", conditionsOf(conditions));
    }
    LoadPlan plan = load.plan();
    if (manyOpen != null) {
      manyOpen.forEach(open -> ranges().demand("--many-open", open, 1, 20_000_000));
      OpenCasesBench bench =
          new OpenCasesBench(conditions, plan.renewals(), memoryBound, load.seed(), this::say);
      return tell(bench.run(manyOpen), conditions.data(), "many-open", conditionsOf(conditions));
    }
    if (usage != null) {
      ranges().demand("--usage", usage, 1, 1_000);
      UsageBench bench = new UsageBench(conditions, plan, usage, this::say);
      return tell(bench.run(rounds), conditions.data(), "usage", conditionsOf(conditions));
    }
    if (latency != null) {
      ranges().demand("--latency", latency, 1, 86_400);
      LatencyBench bench = new LatencyBench(conditions, plan, latency, given(rates), this::say);
      return tell(
          bench.run(contenders, rounds), conditions.data(), "latency", conditionsOf(conditions));
    }
    if (cost != null) {
      ranges().demand("--cost", cost, 1, 86_400);
      CostBench bench = new CostBench(conditions, plan, cost, rateOfCost(), this::say);
      return tell(
          bench.run(contenders, rounds), conditions.data(), "cost", conditionsOf(conditions));
    }
    Bench bench = new Bench(conditions, plan, this::say);
    return tell(
        bench.run(contenders, rounds), conditions.data(), "rivals", conditionsOf(conditions));
  }

  private void checkRates() {
    List<Integer> given = given(rates);
    given.forEach(rate -> ranges().demand("--rate", rate, 1, 1_000_000));
    if (cost != null && given.size() > 1) {
      throw ranges().wrong("--rate has " + given.size() + " values, expected one with --cost");
    }
    if (cost == null && latency == null && !given.isEmpty()) {
      throw ranges().wrong("--rate is given, expected --cost or --latency with it");
    }
  }

  private static List<Integer> given(@Nullable List<Integer> rates) {
    return rates == null ? List.of() : rates;
  }

  private int rateOfCost() {
    List<Integer> given = given(rates);
    return given.isEmpty() ? RATE_OF_COST : given.getFirst();
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
    said.put("events", load.events());
    if (manyOpen == null) {
      said.put("not measured", conditions.warmUp());
      said.put("open at a time", load.openCases());
      said.put("rounds", rounds);
      said.put("of 1000 twice", load.duplicates());
    }
    if (latency != null) {
      said.put("seconds", latency);
      if (rates != null) {
        said.put("events a second", rates);
      }
    }
    if (usage != null) {
      said.put("reports a card", usage);
    }
    if (cost != null) {
      said.put("seconds", cost);
      said.put("events a second", rateOfCost());
    }
    who.describe(said);
    said.put("seed", load.seed());
    said.put("processors", Runtime.getRuntime().availableProcessors());
    said.put("java", Runtime.version().toString());
    return said;
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private Ranges ranges() {
    return new Ranges(spec);
  }
}

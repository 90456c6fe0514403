package renewals.bench.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.load.UsageLoad;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.bench.result.Verdict;
import renewals.bench.rival.Contender;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.bench.run.ContenderProcess.Mark;
import renewals.bench.run.End;
import renewals.bench.run.FailedRuns;
import renewals.bench.run.Oracle;
import renewals.bench.run.Run;
import renewals.bench.run.Surroundings;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;

/**
 * How many reports of usage a second are worked off, beside how many facts of renewals: ours works
 * off renewals, is started again, and works off reports of the cards of these. It is started
 * without its state, which it restores: with it, one thread would get all tasks of cards, since the
 * first of a process lays claim to all state that lies there.
 */
public final class UsageBench {

  /** Aimed at: twice as many reports as facts, since every card is reported of every day. */
  private static final double TIMES_AS_MANY = 2;

  private static final double MILLION = 1e6;
  private static final String UPDATES = Topics.RENEWAL_UPDATES.name();
  private static final List<String> READ = List.of(Topics.CARD_USAGE.name());

  private final Conditions conditions;
  private final LoadPlan plan;
  private final UsageLoad usage;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param plan the renewals
   * @param days how many reports each card gets
   */
  public UsageBench(Conditions conditions, LoadPlan plan, int days, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.usage = new UsageLoad(plan.renewals(), days);
    this.progress = progress;
  }

  /** What one round gave; seconds of processor time are for a million, bytes for a report. */
  private record Speeds(
      int round,
      double facts,
      double reports,
      double factCpu,
      double reportCpu,
      double topicBytes,
      double keptBytes) {

    double ratio() {
      return reports / facts;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "round %d  %8.0f facts/s, cpu %5.1f s/M  %8.0f reports/s, cpu %5.1f s/M  ratio %.2f",
          round,
          facts,
          factCpu,
          reports,
          reportCpu,
          ratio());
    }
  }

  /** Runs one round to warm the broker, then so many. */
  public Report run(int rounds) {
    List<Speeds> speeds = new ArrayList<>();
    FailedRuns faults = new FailedRuns(progress);
    try (Surroundings around = Surroundings.start(conditions, List.of(Contender.OURS))) {
      Cluster cluster = around.cluster();
      HttpSchemaRegistry registry = new HttpSchemaRegistry(cluster.registryUrl());
      Oracle oracle =
          new Oracle(plan, new Preload(registry).write(plan, cluster.bootstrapServers()));
      for (int round = 0; round <= rounds; round++) {
        int number = round;
        progress.accept(
            round == 0
                ? "not measured, to warm the broker"
                : "round %d of %d".formatted(round, rounds));
        faults
            .unlessItFails("round " + round, () -> measure(number, around, registry, oracle))
            .ifPresent(
                measured -> {
                  progress.accept(measured.line());
                  if (number > 0) {
                    speeds.add(measured);
                  }
                });
      }
    }
    return report(speeds).with(faults.all());
  }

  private Speeds measure(
      int round, Surroundings around, HttpSchemaRegistry registry, Oracle oracle) {
    Cluster cluster = around.cluster();
    String id = "usage-" + round;
    cluster.empty(Topics.CARD_USAGE.name());
    Map<TopicPartition, Long> before = cluster.committedEnds(Contender.OURS.outputs());
    try (Run run = Run.start(Contender.OURS, id, around)) {
      Mark began = run.process().awaitMark();
      Duration cpu = run.cpu();
      End end = run.awaitEnd(before, oracle);
      if (end.findings().missing() + end.findings().wrong() > 0) {
        throw new BenchException("answers to renewals are missing or wrong: " + end.findings());
      }
      long facts = plan.events() - began.read();
      double factCpu = perMillion(end.application().minus(cpu), facts);
      double factSpeed = perSecond(facts, end.at() - began.at());

      long topicBefore = cluster.bytesOf(Topics.CARD_USAGE.name());
      long keptBefore = cluster.internalTopics(id).changelogBytes();
      Map<TopicPartition, Long> updates = cluster.committedEnds(List.of(UPDATES));
      run.restart(false, () -> usage.write(registry, cluster.bootstrapServers()));
      Mark again = run.process().awaitMark();
      Duration cpuAgain = run.cpu();
      long at = awaitRead(run, cluster, id);
      long reports = usage.reports() - again.read();
      double reportCpu = perMillion(run.cpu().minus(cpuAgain), reports);
      long told = cluster.countOfKind(updates, "DATA_LOW");
      if (told != usage.told()) {
        throw new BenchException(
            "%d merchants were told that data is low, expected %d".formatted(told, usage.told()));
      }
      return new Speeds(
          round,
          factSpeed,
          perSecond(reports, at - again.at()),
          factCpu,
          reportCpu,
          perReport(cluster.bytesOf(Topics.CARD_USAGE.name()) - topicBefore),
          perReport(cluster.internalTopics(id).changelogBytes() - keptBefore));
    }
  }

  /** Waits until all reports have been worked off and that is committed. */
  private static long awaitRead(Run run, Cluster cluster, String group) {
    Map<TopicPartition, Long> ends = cluster.committedEnds(READ);
    while (!cluster.committedBy(group, ends.keySet()).equals(ends)) {
      run.process().awaitOrFail();
    }
    return System.currentTimeMillis();
  }

  private double perReport(long bytes) {
    return (double) bytes / usage.reports();
  }

  private static double perSecond(long events, long millis) {
    return events * 1_000.0 / Math.max(1, millis);
  }

  private static double perMillion(Duration used, long events) {
    return used.toNanos() / 1e9 * MILLION / events;
  }

  private static Report report(List<Speeds> speeds) {
    StringBuilder table =
        new StringBuilder(
            """
            | | median (least to most) |
            |---|---|
            """);
    row(table, "facts of renewals a second", speeds, Speeds::facts);
    row(table, "reports of usage a second", speeds, Speeds::reports);
    row(table, "processor time of a million facts, s", speeds, Speeds::factCpu);
    row(table, "processor time of a million reports, s", speeds, Speeds::reportCpu);
    row(table, "bytes of a report in its topic", speeds, Speeds::topicBytes);
    row(table, "bytes of a report in changelogs", speeds, Speeds::keptBytes);
    Spread ratio = Spread.of(speeds.stream().mapToDouble(Speeds::ratio));
    OptionalDouble median = ratio.median();
    List<Map<String, Object>> rows =
        speeds.stream()
            .map(
                one ->
                    Map.<String, Object>of(
                        "round",
                        one.round(),
                        "factsPerSecond",
                        one.facts(),
                        "reportsPerSecond",
                        one.reports(),
                        "factSecondsPerMillion",
                        one.factCpu(),
                        "reportSecondsPerMillion",
                        one.reportCpu(),
                        "topicBytes",
                        one.topicBytes(),
                        "changelogBytes",
                        one.keptBytes()))
            .toList();
    List<Verdict> targets =
        median.isEmpty()
            ? List.of()
            : List.of(
                Verdict.atLeast(
                    "reports of usage a second, of facts of renewals",
                    TIMES_AS_MANY,
                    median.getAsDouble(),
                    ratio.text()));
    return new Report(table.toString(), rows, targets, List.of());
  }

  private static void row(
      StringBuilder table, String name, List<Speeds> speeds, ToDoubleFunction<Speeds> figure) {
    table
        .append("| ")
        .append(name)
        .append(" | ")
        .append(Spread.of(speeds.stream().mapToDouble(figure)).text())
        .append(" |\n");
  }
}

package renewals.bench.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import renewals.bench.experiment.WarmRounds.Warm;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.result.Latencies;
import renewals.bench.result.Report;
import renewals.bench.result.Verdict;
import renewals.bench.rival.Contender;
import renewals.bench.run.Conditions;

/**
 * Latency at half of a contender's own maximum: first it works off a load that lies there, which
 * gives the maximum and warms it up, then events come at half that rate.
 */
public final class LatencyBench {

  private static final String HEAD =
      "| contender | round | own maximum, events/s | sent, events/s | commit every, ms | since"
          + " acknowledged ms: median | p99 | target: median | p99 | | since due ms: median | p90 |"
          + " p99 | most | sent late at most, ms | activations | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final int MEDIAN_ABOVE_COMMIT_MS = 30;
  private static final int P99_COMMITS = 3;
  private static final int EVENTS_A_RENEWAL = 3;

  private final Conditions conditions;
  private final LoadPlan plan;
  private final int seconds;
  private final double share;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param plan what gives the maximum
   * @param seconds how long events come
   * @param share of the maximum at which they come
   */
  public LatencyBench(
      Conditions conditions, LoadPlan plan, int seconds, double share, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.seconds = seconds;
    this.share = share;
    this.progress = progress;
  }

  /** What one contender gave in one round. */
  private record Result(Contender contender, int round, double most, Latencies latencies) {}

  /** Runs all rounds, each on a broker of its own. */
  public Report run(List<Contender> contenders, int rounds) {
    List<Contender> activating = contenders.stream().filter(one -> !one.copies()).toList();
    WarmRounds warm = new WarmRounds("latency", conditions, plan, progress);
    return report(warm.run(activating, rounds, this::measure, this::line)).with(warm.faults());
  }

  private Report report(List<Result> results) {
    StringBuilder table = new StringBuilder(HEAD);
    results.forEach(result -> table.append(line(result)));
    return new Report(
        table.toString(),
        results.stream().map(this::row).toList(),
        results.stream()
            .filter(result -> result.contender() == Contender.OURS)
            .flatMap(this::targets)
            .toList(),
        results.stream().filter(LatencyBench::isWrong).map(LatencyBench::fault).toList());
  }

  private double medianTarget() {
    return (double) conditions.commitMillis() + MEDIAN_ABOVE_COMMIT_MS;
  }

  private double p99Target() {
    return (double) P99_COMMITS * conditions.commitMillis();
  }

  private Stream<Verdict> targets(Result result) {
    double median = result.latencies().sinceAcknowledged(50);
    double p99 = result.latencies().sinceAcknowledged(99);
    String where =
        ", round %d, commit every %d ms".formatted(result.round(), conditions.commitMillis());
    return Stream.of(
        Verdict.atMost("median ms" + where, medianTarget(), median, "%.1f".formatted(median)),
        Verdict.atMost("p99 ms" + where, p99Target(), p99, "%.1f".formatted(p99)));
  }

  private boolean isReached(Result result) {
    return targets(result).allMatch(Verdict::reached);
  }

  private static boolean isWrong(Result result) {
    return result.contender() == Contender.OURS
        && (result.latencies().missing() > 0 || result.latencies().wrongCount() > 0);
  }

  private static String fault(Result result) {
    return "round %d of ours: %d activations missing, %d wrong"
        .formatted(result.round(), result.latencies().missing(), result.latencies().wrongCount());
  }

  private Result measure(Warm warm) {
    double most =
        (warm.written() - warm.began().read()) * 1e3 / (warm.end().at() - warm.began().at());
    progress.accept(
        "%s: maximum %.0f events/s, now %.0f for %d s"
            .formatted(warm.contender().label(), most, most * share, seconds));
    return new Result(warm.contender(), warm.round(), most, openLoop(warm, most * share));
  }

  private Latencies openLoop(Warm warm, double rate) {
    int renewals = Math.max(1, (int) (rate * seconds / EVENTS_A_RENEWAL));
    int aSecond = Math.max(1, (int) (rate / EVENTS_A_RENEWAL));
    LoadPlan load =
        new LoadPlan(renewals, aSecond, 0, plan.seed() + 1, plan.first() + plan.renewals(), false);
    try {
      return new OpenLoop(load, warm.cluster(), rate)
          .run(warm.contender().answers(), warm.outputEnds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while measuring", e);
    }
  }

  private String line(Result result) {
    Latencies latencies = result.latencies();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %d | %.0f | %.0f | ≤ %.0f | ≤ %.0f | %s | %.0f | %.0f | %.0f |"
            + " %.0f | %.0f | %d | %d | %d |%n",
        result.contender().label(),
        result.round(),
        result.most(),
        result.most() * share,
        conditions.commitMillis(),
        latencies.sinceAcknowledged(50),
        latencies.sinceAcknowledged(99),
        medianTarget(),
        p99Target(),
        isReached(result) ? "reached" : "**not reached**",
        latencies.sinceDue(50),
        latencies.sinceDue(90),
        latencies.sinceDue(99),
        latencies.sinceDue(100),
        latencies.mostLateMillis(),
        latencies.count(),
        latencies.missing(),
        latencies.wrongCount());
  }

  private Map<String, Object> row(Result result) {
    Latencies latencies = result.latencies();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("contender", result.contender().label());
    row.put("round", result.round());
    row.put("maximumEventsPerSecond", result.most());
    row.put("sentEventsPerSecond", result.most() * share);
    row.put("commitMillis", conditions.commitMillis());
    row.put("medianMillisSinceAcknowledged", latencies.sinceAcknowledged(50));
    row.put("p99MillisSinceAcknowledged", latencies.sinceAcknowledged(99));
    row.put("medianMillisSinceDue", latencies.sinceDue(50));
    row.put("p90MillisSinceDue", latencies.sinceDue(90));
    row.put("p99MillisSinceDue", latencies.sinceDue(99));
    row.put("mostMillisSinceDue", latencies.sinceDue(100));
    row.put("mostMillisSentLate", latencies.mostLateMillis());
    row.put("activations", latencies.count());
    row.put("missing", latencies.missing());
    row.put("wrong", latencies.wrongCount());
    return row;
  }
}

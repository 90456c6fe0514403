package renewals.bench.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
 * Latency, and what it costs: first a contender works off a load that lies there, which gives its
 * own maximum and warms it up, then events come at half that rate, or at each of some rates in
 * turn.
 */
public final class LatencyBench {

  private static final String HEAD =
      "| contender | round | own maximum, events/s | sent, events/s | commit every, ms | since"
          + " acknowledged ms: median | p99 | target: median | p99 | | since due ms: median | p90 |"
          + " p99 | most | sent late at most, ms | its CPU, s/M events | the broker's | activations"
          + " | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final double MEDIAN_MS = 130;
  private static final double P99_MS = 300;
  private static final double HALF = 0.5;
  private static final double MILLION = 1e6;

  private final Conditions conditions;
  private final LoadPlan plan;
  private final int seconds;
  private final List<Integer> rates;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param plan what gives the maximum
   * @param seconds how long events come at a rate
   * @param rates at which they come, events a second, one after the other; none for half of a
   *     contender's own maximum
   */
  public LatencyBench(
      Conditions conditions,
      LoadPlan plan,
      int seconds,
      List<Integer> rates,
      Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.seconds = seconds;
    this.rates = List.copyOf(rates);
    this.progress = progress;
  }

  /**
   * What one contender gave in one round at one rate.
   *
   * @param application its processor time while events came, seconds a million of them
   * @param broker the broker's, with what sender and reader ask of it
   */
  private record Result(
      Contender contender,
      int round,
      double most,
      double rate,
      double application,
      double broker,
      Latencies latencies) {}

  /** Runs all rounds, each on a broker of its own. */
  public Report run(List<Contender> contenders, int rounds) {
    List<Contender> activating = contenders.stream().filter(one -> !one.copies()).toList();
    WarmRounds warm = new WarmRounds("latency", conditions, plan, progress);
    List<List<Result>> results = warm.run(activating, rounds, this::measure, this::lines);
    return report(results.stream().flatMap(List::stream).toList()).with(warm.faults());
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

  private Stream<Verdict> targets(Result result) {
    double median = result.latencies().sinceAcknowledged(50);
    double p99 = result.latencies().sinceAcknowledged(99);
    String where =
        ", round %d, commit every %d ms, %.0f events/s"
            .formatted(result.round(), conditions.commitMillis(), result.rate());
    return Stream.of(
        Verdict.atMost("median ms" + where, MEDIAN_MS, median, "%.1f".formatted(median)),
        Verdict.atMost("p99 ms" + where, P99_MS, p99, "%.1f".formatted(p99)));
  }

  private boolean isReached(Result result) {
    return targets(result).allMatch(Verdict::reached);
  }

  private static boolean isWrong(Result result) {
    return result.contender() == Contender.OURS
        && (result.latencies().missing() > 0 || result.latencies().wrongCount() > 0);
  }

  private static String fault(Result result) {
    return "round %d of ours at %.0f events/s: %d activations missing, %d wrong"
        .formatted(
            result.round(),
            result.rate(),
            result.latencies().missing(),
            result.latencies().wrongCount());
  }

  private List<Result> measure(Warm warm) {
    double most =
        (warm.written() - warm.began().read()) * 1e3 / (warm.end().at() - warm.began().at());
    List<Double> all =
        rates.isEmpty() ? List.of(most * HALF) : rates.stream().map(Double::valueOf).toList();
    progress.accept(
        "%s: maximum %.0f events/s, now %s for %d s each"
            .formatted(
                warm.contender().label(),
                most,
                all.stream().map("%.0f"::formatted).collect(Collectors.joining(", ")),
                seconds));
    List<Result> results = new ArrayList<>();
    int first = plan.first() + plan.renewals();
    for (double rate : all) {
      LoadPlan load = LoadPlan.steady(rate, seconds, plan.seed() + 1, first);
      results.add(at(rate, most, load, warm));
      first += load.renewals();
    }
    return results;
  }

  private Result at(double rate, double most, LoadPlan load, Warm warm) {
    Duration application = warm.run().cpu();
    Duration broker = warm.run().brokerCpu();
    Latencies latencies = openLoop(load, warm, rate);
    return new Result(
        warm.contender(),
        warm.round(),
        most,
        rate,
        perMillion(warm.run().cpu().minus(application), load),
        perMillion(warm.run().brokerCpu().minus(broker), load),
        latencies);
  }

  private static double perMillion(Duration used, LoadPlan load) {
    return used.toNanos() / 1e9 * MILLION / load.events();
  }

  private static Latencies openLoop(LoadPlan load, Warm warm, double rate) {
    try {
      return new OpenLoop(load, warm.cluster(), rate)
          .run(warm.contender().answers(), warm.outputEnds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while measuring", e);
    }
  }

  private String lines(List<Result> results) {
    return results.stream().map(this::line).collect(Collectors.joining());
  }

  private String line(Result result) {
    Latencies latencies = result.latencies();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %d | %.0f | %.0f | ≤ %.0f | ≤ %.0f | %s | %.0f | %.0f | %.0f |"
            + " %.0f | %.0f | %.1f | %.1f | %d | %d | %d |%n",
        result.contender().label(),
        result.round(),
        result.most(),
        result.rate(),
        conditions.commitMillis(),
        latencies.sinceAcknowledged(50),
        latencies.sinceAcknowledged(99),
        MEDIAN_MS,
        P99_MS,
        isReached(result) ? "reached" : "**not reached**",
        latencies.sinceDue(50),
        latencies.sinceDue(90),
        latencies.sinceDue(99),
        latencies.sinceDue(100),
        latencies.mostLateMillis(),
        result.application(),
        result.broker(),
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
    row.put("sentEventsPerSecond", result.rate());
    row.put("commitMillis", conditions.commitMillis());
    row.put("medianMillisSinceAcknowledged", latencies.sinceAcknowledged(50));
    row.put("p99MillisSinceAcknowledged", latencies.sinceAcknowledged(99));
    row.put("medianMillisSinceDue", latencies.sinceDue(50));
    row.put("p90MillisSinceDue", latencies.sinceDue(90));
    row.put("p99MillisSinceDue", latencies.sinceDue(99));
    row.put("mostMillisSinceDue", latencies.sinceDue(100));
    row.put("mostMillisSentLate", latencies.mostLateMillis());
    row.put("processorSecondsPerMillionEvents", result.application());
    row.put("brokerSecondsPerMillionEvents", result.broker());
    row.put("activations", latencies.count());
    row.put("missing", latencies.missing());
    row.put("wrong", latencies.wrongCount());
    return row;
  }
}

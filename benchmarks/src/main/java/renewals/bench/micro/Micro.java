package renewals.bench.micro;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import renewals.bench.load.BenchException;
import renewals.bench.result.Report;
import renewals.bench.result.Verdict;

/** Runs the small benchmarks. */
public final class Micro {

  private static final int FORKS = 2;
  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 5;
  private static final int FEWER_MEASUREMENTS = 3;
  private static final String HEAD =
      "| benchmark | open cases | time | ± | unit |\n|---|---|---|---|---|\n";
  private static final String TICK = "TimerStoreBenchmark.tickWithThousandDue";
  private static final double TICK_MOST_MS = 50;

  private Micro() {}

  /**
   * Runs those whose names match.
   *
   * @param isShort in one JVM each, with fewer repetitions
   */
  public static Report run(String names, boolean isShort) {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(names)
                      .forks(isShort ? 1 : FORKS)
                      .warmupIterations(WARM_UPS)
                      .warmupTime(TimeValue.seconds(1))
                      .measurementIterations(isShort ? FEWER_MEASUREMENTS : MEASUREMENTS)
                      .measurementTime(TimeValue.seconds(1))
                      .shouldFailOnError(true)
                      .jvmArgs("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Xmx1g")
                      .verbosity(VerboseMode.NORMAL)
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new BenchException("JMH failed: " + e.getMessage(), e);
    }
    if (results.isEmpty()) {
      throw new BenchException("no benchmark is called " + names);
    }
    StringBuilder table = new StringBuilder(HEAD);
    results.forEach(result -> table.append(line(result)));
    return new Report(
        table.toString(),
        results.stream().map(Micro::row).toList(),
        tickTarget(results),
        List.of());
  }

  private static String line(RunResult result) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %s |%n",
        variant(result),
        open(result),
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getScoreError(),
        result.getPrimaryResult().getScoreUnit());
  }

  private static Map<String, Object> row(RunResult result) {
    return Map.of(
        "benchmark",
        variant(result),
        "openCases",
        open(result),
        "time",
        result.getPrimaryResult().getScore(),
        "error",
        String.valueOf(result.getPrimaryResult().getScoreError()),
        "unit",
        result.getPrimaryResult().getScoreUnit());
  }

  /** Held against the target is all that a tick with most entries takes, the due ones included. */
  private static List<Verdict> tickTarget(Collection<RunResult> results) {
    return results.stream()
        .filter(result -> name(result).equals(TICK))
        .max(Comparator.comparingLong(result -> Long.parseLong(open(result))))
        .map(
            result -> {
              double millis = result.getPrimaryResult().getScore() / 1e3;
              return Verdict.atMost(
                  "ms of a tick's look into the index of deadlines, %s open cases, 1000 due"
                      .formatted(open(result)),
                  TICK_MOST_MS,
                  millis,
                  String.format(Locale.ROOT, "%.1f", millis));
            })
        .stream()
        .toList();
  }

  private static String name(RunResult result) {
    return result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
  }

  private static String variant(RunResult result) {
    String tracing = result.getParams().getParam("tracing");
    return tracing == null ? name(result) : "%s, tracing %s".formatted(name(result), tracing);
  }

  private static String open(RunResult result) {
    String open = result.getParams().getParam("open");
    return open == null ? "" : open;
  }
}

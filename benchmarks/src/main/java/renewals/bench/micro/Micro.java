package renewals.bench.micro;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import renewals.bench.load.BenchException;

/** Runs the small benchmarks. */
public final class Micro {

  private static final int FORKS = 2;
  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 5;

  private Micro() {}

  /**
   * Runs those whose names match.
   *
   * @return a table in Markdown
   */
  public static String run(String names) {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(names)
                      .forks(FORKS)
                      .warmupIterations(WARM_UPS)
                      .warmupTime(TimeValue.seconds(1))
                      .measurementIterations(MEASUREMENTS)
                      .measurementTime(TimeValue.seconds(1))
                      .shouldFailOnError(true)
                      .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
                      .verbosity(VerboseMode.NORMAL)
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new BenchException("JMH failed: " + e.getMessage(), e);
    }
    StringBuilder table =
        new StringBuilder("| benchmark | open cases | time | ± | unit |\n|---|---|---|---|---|\n");
    for (RunResult result : results) {
      String open = result.getParams().getParam("open");
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.1f | %.1f | %s |%n",
              result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"),
              open == null ? "" : open,
              result.getPrimaryResult().getScore(),
              result.getPrimaryResult().getScoreError(),
              result.getPrimaryResult().getScoreUnit()));
    }
    return table.toString();
  }
}

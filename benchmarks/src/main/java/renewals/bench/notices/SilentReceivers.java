package renewals.bench.notices;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Spread;

/** {@code ./renewals bench silent-receivers}. */
@Command(
    name = "silent-receivers",
    description =
        "How long notices to quick receivers take, while others never answer. Rounds of all"
            + " disturbances in turn, forwards and backwards; exit code 0 only if each one's p99 is"
            + " within 5 %% of the undisturbed one's of the same round, in the median.",
    mixinStandardHelpOptions = true)
public final class SilentReceivers implements Callable<Integer> {

  private static final double ALLOWED = 1.05;

  /** Long and fast enough for the compiler to be done, or rounds would differ by that alone. */
  private static final Duration WARM_UP = Duration.ofSeconds(25);

  private static final int WARM_UP_RATE = 400;
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double NANOS_A_MILLI = 1e6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Of each disturbance, 7 at least; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Of one round; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Notices a second to quick receivers, and as many to silent ones; default"
              + " ${DEFAULT-VALUE}.")
  private int rate;

  @Override
  public Integer call() throws Exception {
    if (rounds < PairedRatios.LEAST_PAIRS) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds is %d, expected %d or more".formatted(rounds, PairedRatios.LEAST_PAIRS));
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<Disturbance, List<Double>> p99s = new EnumMap<>(Disturbance.class);
    List<Disturbance> order = new ArrayList<>(List.of(Disturbance.values()));
    order.forEach(disturbance -> p99s.put(disturbance, new ArrayList<>()));
    out.println("not measured, to warm up");
    SendersRound.run(Disturbance.FOUR_SILENT, WARM_UP_RATE, WARM_UP, false);
    for (int round = 0; round < rounds; round++) {
      for (Disturbance disturbance : order) {
        Histogram waited = SendersRound.run(disturbance, rate, Duration.ofSeconds(seconds), true);
        p99s.computeIfAbsent(disturbance, none -> new ArrayList<>()).add(at(waited, P99));
        out.printf(
            Locale.ROOT,
            "round %d, %s: p50 %.2f ms, p99 %.2f ms, most %.2f ms, %d notices%n",
            round + 1,
            disturbance.label(),
            at(waited, P50),
            at(waited, P99),
            waited.getMaxValue() / NANOS_A_MILLI,
            waited.getTotalCount());
        out.flush();
      }
      Collections.reverse(order);
    }
    return tell(out, p99s) ? 0 : 1;
  }

  private static boolean tell(PrintWriter out, Map<Disturbance, List<Double>> p99s) {
    List<Double> undisturbed = p99s.getOrDefault(Disturbance.NONE, List.of());
    boolean isWithin = true;
    out.println();
    out.println(
        "| receivers beside the quick ones | p99, ms: median (least to most) | of undisturbed |");
    out.println("|---|---|---|");
    for (Map.Entry<Disturbance, List<Double>> entry : p99s.entrySet()) {
      PairedRatios ratios = PairedRatios.of(entry.getValue(), undisturbed);
      isWithin &= ratios.median() <= ALLOWED;
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s |%n",
          entry.getKey().label(),
          Spread.of(entry.getValue().stream().mapToDouble(Double::doubleValue)).text(),
          entry.getKey() == Disturbance.NONE ? "" : ratios.text());
    }
    out.flush();
    return isWithin;
  }

  private static double at(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / NANOS_A_MILLI;
  }
}

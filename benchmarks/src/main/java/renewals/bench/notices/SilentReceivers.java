package renewals.bench.notices;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./renewals bench silent-receivers}. */
@Command(
    name = "silent-receivers",
    description =
        "How long notices to quick receivers take, while others never answer. Rounds of all"
            + " disturbances in turn; exit code 0 only if the median of each one's p99 is within 5 %%"
            + " of the undisturbed.",
    mixinStandardHelpOptions = true)
public final class SilentReceivers implements Callable<Integer> {

  private static final double ALLOWED = 1.05;
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double NANOS_A_MILLI = 1e6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of each disturbance; default ${DEFAULT-VALUE}.")
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
    PrintWriter out = spec.commandLine().getOut();
    Map<Disturbance, List<Histogram>> found = new EnumMap<>(Disturbance.class);
    for (Disturbance disturbance : Disturbance.values()) {
      found.put(disturbance, new ArrayList<>());
    }
    SendersRound.run(Disturbance.FOUR_SILENT, rate, Duration.ofSeconds(Math.min(5, seconds)));
    for (int round = 0; round < rounds; round++) {
      for (Disturbance disturbance : Disturbance.values()) {
        Histogram waited = SendersRound.run(disturbance, rate, Duration.ofSeconds(seconds));
        found.getOrDefault(disturbance, List.of()).add(waited);
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
    }
    return tell(out, found) ? 0 : 1;
  }

  private static boolean tell(PrintWriter out, Map<Disturbance, List<Histogram>> found) {
    double undisturbed = median(p99s(found.getOrDefault(Disturbance.NONE, List.of())));
    boolean isWithin = true;
    out.println();
    out.println(
        "| receivers beside the quick ones | p99, ms: median (least to most) | of undisturbed |");
    out.println("|---|---|---|");
    for (Map.Entry<Disturbance, List<Histogram>> entry : found.entrySet()) {
      List<Double> p99s = p99s(entry.getValue());
      double share = median(p99s) / undisturbed;
      isWithin &= share <= ALLOWED;
      out.printf(
          Locale.ROOT,
          "| %s | %.2f (%.2f to %.2f) | %.2f |%n",
          entry.getKey().label(),
          median(p99s),
          p99s.getFirst(),
          p99s.getLast(),
          share);
    }
    out.flush();
    return isWithin;
  }

  private static List<Double> p99s(List<Histogram> rounds) {
    return rounds.stream().map(round -> at(round, P99)).sorted().toList();
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static double at(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / NANOS_A_MILLI;
  }
}

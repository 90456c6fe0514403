package renewals.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import renewals.bench.rival.Contender;

/** The results of all rounds as a Markdown table: medians, and ratios of the same round. */
public final class ResultTable {

  private static final String HEAD =
      "| contender | events/s | ours against it, per round: median (least to most) |"
          + " application CPU s/M events | broker CPU s/M events | state log B/renewal |"
          + " other internal B/renewal | peak MB | answers | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final int EVENTS_A_RENEWAL = 3;

  private final List<Measured> results;

  ResultTable(List<Measured> results) {
    this.results = List.copyOf(results);
  }

  /** One line for each contender, in the order of their first runs. */
  public String markdown() {
    StringBuilder table = new StringBuilder(HEAD);
    results.stream().map(Measured::contender).distinct().forEach(one -> table.append(line(one)));
    return table.toString();
  }

  /** Whether ours gave every answer that it had to, and no other. */
  public boolean oursIsRight() {
    return of(Contender.OURS).stream()
        .allMatch(run -> run.findings().missing() == 0 && run.findings().wrong() == 0);
  }

  private String line(Contender contender) {
    List<Measured> runs = of(contender);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %s | %.1f | %.1f | %s | %.0f | %.0f | %d | %d | %d |%n",
        contender.label(),
        median(runs, Measured::eventsPerSecond),
        ratios(contender),
        median(runs, Measured::applicationSecondsPerMillion),
        median(runs, Measured::brokerSecondsPerMillion),
        durable(runs),
        median(runs, run -> perRenewal(run.internalBytes(), run)),
        median(runs, Measured::peakMegabytes),
        runs.stream().mapToLong(run -> run.findings().expected()).max().orElse(0),
        runs.stream().mapToLong(run -> run.findings().missing()).max().orElse(0),
        runs.stream().mapToLong(run -> run.findings().wrong()).max().orElse(0));
  }

  private static String durable(List<Measured> runs) {
    return runs.stream().anyMatch(run -> run.durableBytes() < 0)
        ? "–"
        : String.format(
            Locale.ROOT, "%.0f", median(runs, run -> perRenewal(run.durableBytes(), run)));
  }

  private String ratios(Contender contender) {
    double[] ratios =
        of(contender).stream()
            .flatMap(rival -> oursIn(rival.round()).map(ours -> ratio(ours, rival)).stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return ratios.length == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f to %.2f)",
            median(ratios),
            ratios[0],
            ratios[ratios.length - 1]);
  }

  private static double ratio(Measured ours, Measured rival) {
    return ours.eventsPerSecond() / rival.eventsPerSecond();
  }

  private Optional<Measured> oursIn(int round) {
    return of(Contender.OURS).stream().filter(run -> run.round() == round).findFirst();
  }

  private List<Measured> of(Contender contender) {
    return results.stream().filter(run -> run.contender() == contender).toList();
  }

  private static double perRenewal(long bytes, Measured run) {
    return (double) bytes * EVENTS_A_RENEWAL / run.events();
  }

  private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
    return median(runs.stream().mapToDouble(figure).toArray());
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

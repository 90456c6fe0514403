package renewals.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import renewals.bench.rival.Contender;

/** What a million renewals cost in processor time, as a Markdown table of medians and spreads. */
public final class CostTable {

  /** Of application and broker together, in seconds a million renewals. */
  private static final double MOST_SECONDS = 60;

  /** The broker's, of what it spends on the same rules in the DSL. */
  private static final double MOST_OF_DSL_BROKER = 1.2;

  private static final String HEAD =
      "| contender | application CPU s/M renewals: median (least to most) | of it compiling |"
          + " collecting | broker CPU s/M renewals | of it compiling | together |"
          + " in units of pass-through | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|\n";

  private final List<Cost> costs;

  public CostTable(List<Cost> costs) {
    this.costs = List.copyOf(costs);
  }

  /**
   * One contender in one round.
   *
   * @param compiling share of the application's processor time, 0 to 1; -1: not known
   * @param collecting likewise
   * @param brokerCompiling share of the broker's, likewise
   */
  public record Cost(
      Contender contender,
      int round,
      double applicationSecondsPerMillion,
      double compiling,
      double collecting,
      double brokerSecondsPerMillion,
      double brokerCompiling,
      Findings findings) {

    double together() {
      return applicationSecondsPerMillion + brokerSecondsPerMillion;
    }

    /** For those who watch. */
    public String line() {
      return String.format(
          Locale.ROOT,
          "round %d  %-14s %6.1f + %5.1f CPU s/M renewals, compiling %s and %s, collecting %s,"
              + " missing %d, wrong %d",
          round,
          contender.label(),
          applicationSecondsPerMillion,
          brokerSecondsPerMillion,
          percent(compiling),
          percent(brokerCompiling),
          percent(collecting),
          findings.missing(),
          findings.wrong());
    }
  }

  /** All of it; ours must have given every answer that it had to, and no other. */
  public Report report() {
    StringBuilder table = new StringBuilder(HEAD);
    costs.stream().map(Cost::contender).distinct().forEach(one -> table.append(line(one)));
    return new Report(
        table.toString(), costs.stream().map(CostTable::row).toList(), targets(), faults());
  }

  private String line(Contender contender) {
    List<Cost> runs = of(contender);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %.1f | %s | %d | %d |%n",
        contender.label(),
        spread(runs, Cost::applicationSecondsPerMillion).text(),
        percent(median(runs, Cost::compiling)),
        percent(median(runs, Cost::collecting)),
        spread(runs, Cost::brokerSecondsPerMillion).text(),
        percent(median(runs, Cost::brokerCompiling)),
        median(runs, Cost::together),
        ratios(contender, Contender.PASS_THROUGH, Cost::together).text(),
        runs.stream().mapToLong(run -> run.findings().missing()).max().orElse(0),
        runs.stream().mapToLong(run -> run.findings().wrong()).max().orElse(0));
  }

  private List<Verdict> targets() {
    List<Verdict> targets = new ArrayList<>();
    Spread ours = spread(of(Contender.OURS), Cost::together);
    ours.median()
        .ifPresent(
            median ->
                targets.add(
                    Verdict.atMost(
                        "CPU s/M renewals together", MOST_SECONDS, median, ours.text())));
    Spread broker = ratios(Contender.OURS, Contender.DSL_RULES, Cost::brokerSecondsPerMillion);
    broker
        .median()
        .ifPresent(
            median ->
                targets.add(
                    Verdict.atMost(
                        "broker's CPU against dsl-rules",
                        MOST_OF_DSL_BROKER,
                        median,
                        broker.text())));
    return targets;
  }

  private List<String> faults() {
    return of(Contender.OURS).stream()
        .filter(run -> run.findings().missing() > 0 || run.findings().wrong() > 0)
        .map(
            run ->
                "round %d of ours: %d answers missing, %d wrong"
                    .formatted(run.round(), run.findings().missing(), run.findings().wrong()))
        .toList();
  }

  private static Map<String, Object> row(Cost run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("contender", run.contender().label());
    row.put("round", run.round());
    row.put("applicationCpuSecondsPerMillionRenewals", run.applicationSecondsPerMillion());
    row.put("compilingShare", run.compiling());
    row.put("collectingShare", run.collecting());
    row.put("brokerCpuSecondsPerMillionRenewals", run.brokerSecondsPerMillion());
    row.put("brokerCompilingShare", run.brokerCompiling());
    row.put("missing", run.findings().missing());
    row.put("wrong", run.findings().wrong());
    return row;
  }

  /** Of runs of the same round. */
  private Spread ratios(Contender of, Contender to, ToDoubleFunction<Cost> figure) {
    return Spread.of(
        of(of).stream()
            .flatMap(
                run ->
                    of(to).stream()
                        .filter(other -> other.round() == run.round())
                        .map(other -> figure.applyAsDouble(run) / figure.applyAsDouble(other)))
            .mapToDouble(Double::doubleValue));
  }

  private List<Cost> of(Contender contender) {
    return costs.stream().filter(run -> run.contender() == contender).toList();
  }

  private static Spread spread(List<Cost> runs, ToDoubleFunction<Cost> figure) {
    return Spread.of(runs.stream().mapToDouble(figure));
  }

  private static double median(List<Cost> runs, ToDoubleFunction<Cost> figure) {
    return spread(runs, figure).median().orElse(0);
  }

  private static String percent(double share) {
    return share < 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}

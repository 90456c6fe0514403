package renewals.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import renewals.bench.rival.Contender;

/** The results of all rounds as a Markdown table: medians, and ratios of the same round. */
public final class ResultTable {

  private static final String HEAD =
      "| contender | events/s | ours is so many times as fast: median (least to most) | target |"
          + " | application CPU s/M events | broker CPU s/M events | state log B/renewal |"
          + " other internal B/renewal | peak MB | answers | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final int EVENTS_A_RENEWAL = 3;

  private final List<Measured> results;

  public ResultTable(List<Measured> results) {
    this.results = List.copyOf(results);
  }

  /** All of it; ours must have given every answer that it had to, and no other. */
  public Report report() {
    return new Report(
        markdown(), results.stream().map(ResultTable::row).toList(), targets(), faults());
  }

  private List<Contender> contenders() {
    return results.stream().map(Measured::contender).distinct().toList();
  }

  private String markdown() {
    StringBuilder table = new StringBuilder(HEAD);
    contenders().forEach(one -> table.append(line(one)));
    return table.toString();
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

  private List<Verdict> targets() {
    List<Verdict> targets = new ArrayList<>();
    contenders().forEach(rival -> speedTarget(rival).ifPresent(targets::add));
    Spread bytes = ratios(Contender.DSL_RULES, ResultTable::stateLogRatio);
    bytes
        .median()
        .ifPresent(
            median ->
                targets.add(
                    Verdict.atMost(
                        "state log B/renewal against dsl-rules",
                        Targets.STATE_LOG,
                        median,
                        bytes.text())));
    return targets;
  }

  private Optional<Verdict> speedTarget(Contender rival) {
    Spread speeds = ratios(rival, ResultTable::speedRatio);
    if (Targets.speedAgainst(rival).isEmpty() || speeds.median().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.atLeast(
            "events/s against " + rival.label(),
            Targets.speedAgainst(rival).getAsDouble(),
            speeds.median().getAsDouble(),
            speeds.text()));
  }

  private String line(Contender contender) {
    List<Measured> runs = of(contender);
    Optional<Verdict> target = speedTarget(contender);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %s | %s | %s | %.1f | %.1f | %s | %.0f | %.0f | %d | %d | %d |%n",
        contender.label(),
        median(runs, Measured::eventsPerSecond),
        ratios(contender, ResultTable::speedRatio).text(),
        target.map(Verdict::expected).orElse("–"),
        target.map(Verdict::word).orElse("–"),
        median(runs, Measured::applicationSecondsPerMillion),
        median(runs, Measured::brokerSecondsPerMillion),
        durable(runs),
        median(runs, run -> perRenewal(run.internalTopics().repartitionBytes(), run)),
        median(runs, Measured::peakMegabytes),
        runs.stream().mapToLong(run -> run.findings().expected()).max().orElse(0),
        runs.stream().mapToLong(run -> run.findings().missing()).max().orElse(0),
        runs.stream().mapToLong(run -> run.findings().wrong()).max().orElse(0));
  }

  private static Map<String, Object> row(Measured run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("contender", run.contender().label());
    row.put("round", run.round());
    row.put("events", run.events());
    row.put("measuredEvents", run.measured());
    row.put("seconds", run.wall().toNanos() / 1e9);
    row.put("eventsPerSecond", run.eventsPerSecond());
    row.put("applicationCpuSecondsPerMillion", run.applicationSecondsPerMillion());
    row.put("brokerCpuSecondsPerMillion", run.brokerSecondsPerMillion());
    row.put("stateLogBytesPerRenewal", stateLog(run));
    Map<String, Double> topics = new TreeMap<>();
    run.internalTopics()
        .bytes()
        .forEach((topic, bytes) -> topics.put(topic, perRenewal(bytes, run)));
    row.put("internalTopicsBytesPerRenewal", topics);
    row.put("peakMegabytes", run.peakMegabytes());
    row.put("answers", run.findings().expected());
    row.put("missing", run.findings().missing());
    row.put("wrong", run.findings().wrong());
    return row;
  }

  private static String durable(List<Measured> runs) {
    return runs.stream().anyMatch(run -> run.durableBytes() < 0)
        ? "–"
        : String.format(Locale.ROOT, "%.0f", median(runs, ResultTable::stateLog));
  }

  private Spread ratios(Contender rival, ToDoubleBiFunction<Measured, Measured> ratio) {
    return Spread.of(
        of(rival).stream()
            .flatMap(
                run -> oursIn(run.round()).map(ours -> ratio.applyAsDouble(ours, run)).stream())
            .mapToDouble(Double::doubleValue));
  }

  private static double speedRatio(Measured ours, Measured rival) {
    return ours.eventsPerSecond() / rival.eventsPerSecond();
  }

  private static double stateLogRatio(Measured ours, Measured rival) {
    return stateLog(ours) / stateLog(rival);
  }

  private Optional<Measured> oursIn(int round) {
    return of(Contender.OURS).stream().filter(run -> run.round() == round).findFirst();
  }

  private List<Measured> of(Contender contender) {
    return results.stream().filter(run -> run.contender() == contender).toList();
  }

  private static double stateLog(Measured run) {
    return perRenewal(run.durableBytes(), run);
  }

  private static double perRenewal(long bytes, Measured run) {
    return (double) bytes * EVENTS_A_RENEWAL / run.events();
  }

  private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
    return Spread.of(runs.stream().mapToDouble(figure)).median().orElse(0);
  }
}

package renewals.bench.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import renewals.bench.delivery.judge.Doubles;
import renewals.bench.delivery.judge.Judgement;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.v1.ReceiptState;

/** What a run with kills says. */
final class KillTable {

  private static final List<ReceiptState> ENDS =
      List.of(
          ReceiptState.DELIVERED,
          ReceiptState.SENT,
          ReceiptState.SUPERSEDED,
          ReceiptState.UNDELIVERABLE);

  private KillTable() {}

  static Report report(
      NoticePlan plan,
      Judgement judgement,
      List<Duration> restarts,
      Duration lasted,
      long mostMegabytes) {
    StringBuilder table =
        new StringBuilder(
            """
            | notices by | delivered | sent, the end of a robot's | superseded | undeliverable |
            |---|---|---|---|---|
            """);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map.Entry<Way, Map<ReceiptState, Integer>> ended : judgement.endings().entrySet()) {
      Way way = ended.getKey();
      Map<ReceiptState, Integer> of = ended.getValue();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("part", "kills");
      row.put("channel", way.name());
      ENDS.forEach(end -> row.put(end.name(), of.getOrDefault(end, 0)));
      rows.add(row);
      line(table, way.name(), ENDS.stream().map(end -> of.getOrDefault(end, 0)).toList());
    }
    line(table, "all", ENDS.stream().map(judgement::count).toList());
    Doubles doubles = judgement.doubles();
    Spread seconds = Spread.of(restarts.stream().mapToDouble(one -> one.toMillis() / 1e3));
    table.append(
        String.format(
            Locale.ROOT,
            """

            | notices, without an end | addresses | kills | ready again, s: median (least to most) | came again | under way at a kill | most at one kill | answer was on record | without a kill | run, s | most memory, MB |
            |---|---|---|---|---|---|---|---|---|---|---|
            | %d, %d | %d | %d | %s | %d | %d | %d | %d | %d | %d | %d |
            """,
            judgement.notices(),
            judgement.open(),
            plan.addresses().size(),
            restarts.size(),
            seconds.text(),
            doubles.all(),
            doubles.underWay(),
            doubles.mostAtOneKill(),
            doubles.onRecord(),
            doubles.withoutKill(),
            lasted.toSeconds(),
            mostMegabytes));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("part", "kills");
    row.put("notices", judgement.notices());
    row.put("without an end", judgement.open());
    row.put("addresses", plan.addresses().size());
    row.put("kills", restarts.size());
    row.put("restarts ms", restarts.stream().map(Duration::toMillis).toList());
    row.put("came again", doubles.all());
    row.put("under way at a kill", doubles.underWay());
    row.put("most at one kill", doubles.mostAtOneKill());
    row.put("answer was on record", doubles.onRecord());
    row.put("without a kill", doubles.withoutKill());
    row.put("seconds", lasted.toSeconds());
    row.put("most megabytes", mostMegabytes);
    rows.add(row);
    return new Report(table.toString(), rows, List.of(), judgement.broken());
  }

  private static void line(StringBuilder table, String name, List<Integer> counts) {
    table.append("| ").append(name).append(" |");
    counts.forEach(count -> table.append(' ').append(count).append(" |"));
    table.append(System.lineSeparator());
  }
}

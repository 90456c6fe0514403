package renewals.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.Model;
import renewals.faults.evidence.Recovery;
import renewals.faults.fault.Kind;
import renewals.faults.oracle.Control;
import renewals.faults.oracle.Invariant;
import renewals.faults.oracle.Oracle;
import renewals.faults.oracle.Violation;
import renewals.kit.OwnerOnly;
import renewals.stack.process.StackException;
import renewals.stack.sim.merchant.SmsCount;

/**
 * What an experiment has shown.
 *
 * @param counts what was sent and what came out, by name
 * @param recoveries after each fault
 * @param violations everything that is not as it must be
 */
record Report(
    RunPlan plan,
    Duration took,
    Map<String, Long> counts,
    List<Recovery> recoveries,
    List<Violation> violations) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 50;

  static Report of(
      RunPlan plan, Duration took, History history, List<Violation> found, Control.Result control) {
    List<Violation> violations = new ArrayList<>(found);
    control
        .missed()
        .forEach(
            bug ->
                violations.add(
                    new Violation("control", bug, "was put into this history, and not noticed")));
    Model model = Model.of(history.inputs(), history.announced());
    long dead = history.outputs().count(Output.DEAD_LETTERS);
    long read =
        history.inputs().stream()
            .filter(input -> !input.place().topic().equals("merchant-contacts"))
            .count();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("acknowledgements", (long) history.ledger().size());
    counts.put("records in input topics", (long) history.inputs().size());
    counts.put("bugs put into this history by the control", (long) control.tried());
    counts.put("bugs of the control noticed", (long) control.tried() - control.missed().size());
    counts.put("renewals", (long) model.truths().size());
    counts.put("cards that carriers reported of", (long) model.cards().size());
    counts.put("announcements", (long) history.announced().size());
    counts.put("merchants told of them", toldOfAnnouncements(history));
    counts.put("facts, carriers' words and poison read", read);
    counts.put("duplicates among them", model.duplicates());
    counts.put("dead letters", dead);
    counts.put(
        "unusable bytes among them",
        history.inputs().stream().filter(Input.Unusable.class::isInstance).count());
    counts.put("activations and reversals", (long) history.outputs().count(Output.ACTIVATIONS));
    counts.put("updates", (long) history.outputs().count(Output.UPDATES));
    counts.put("receipts", (long) history.outputs().count(Output.RECEIPTS));
    counts.put("notices received", (long) history.received().size());
    counts.put(
        "notices received more than once",
        history.received().values().stream().filter(times -> times > 1).count());
    counts.put("SMS read", history.sms().values().stream().mapToLong(SmsCount::read).sum());
    history
        .tills()
        .ifPresent(tills -> counts.put("tills that show something", (long) tills.size()));
    counts.put(
        "SMS that the operator took",
        history.sms().values().stream().mapToLong(SmsCount::taken).sum());
    return new Report(plan, took, counts, history.recoveries(), List.copyOf(violations));
  }

  private static long toldOfAnnouncements(History history) {
    return history.outputs().of(Output.UPDATES).stream()
        .filter(update -> update.path("kind").asText().equals("ANNOUNCEMENT"))
        .count();
  }

  /** The same, and these besides. */
  public Report with(List<Violation> more) {
    List<Violation> all = new ArrayList<>(more);
    all.addAll(violations);
    return new Report(plan, took, counts, recoveries, List.copyOf(all));
  }

  boolean clean() {
    return violations.isEmpty();
  }

  /** As people read it. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Seed %d%s, %d faults, %d renewals, %d s in all, %d violations.",
        plan.seed(),
        plan.secure() ? ", secured cluster" : "",
        recoveries.size(),
        counts.getOrDefault("renewals", 0L),
        took.toSeconds(),
        violations.size());
    line(text, "");
    line(text, "| fault | times | whole again after (median, worst) | over 60 s |");
    line(text, "|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      List<Duration> of =
          recoveries.stream()
              .filter(one -> one.kind().equals(kind.toString()))
              .map(Recovery::told)
              .sorted()
              .toList();
      if (!of.isEmpty()) {
        line(
            text,
            "| %s: %s | %d | %.1f s, %.1f s | %d |",
            kind,
            kind.text(),
            of.size(),
            seconds(of.get(of.size() / 2)),
            seconds(of.getLast()),
            of.stream().filter(told -> told.toSeconds() >= 60).count());
      }
    }
    line(text, "");
    line(
        text,
        "Highest load average while it recovered: %.1f on %d processors.",
        heaviestLoad(),
        Runtime.getRuntime().availableProcessors());
    line(text, "");
    line(text, "| invariant | violations |");
    line(text, "|---|---|");
    for (Invariant one : Oracle.invariants()) {
      line(text, "| %s %s | %d |", one.id(), one.text(), countOf(one.id()));
    }
    line(text, "");
    counts.forEach((name, count) -> line(text, "- %s: %d", name, count));
    if (!violations.isEmpty()) {
      line(text, "");
      violations.stream().limit(SHOWN).forEach(one -> line(text, "- %s", one));
      if (violations.size() > SHOWN) {
        line(text, "- and %d more, in the JSON report", violations.size() - SHOWN);
      }
    }
    return text.toString();
  }

  /** Writes both reports into the plan's folder. */
  List<Path> write() {
    List<Path> written = new ArrayList<>();
    try {
      Files.createDirectories(plan.reports());
      Path text = OwnerOnly.file(plan.reports().resolve("faults.md"));
      written.add(Files.writeString(text, markdown()));
      Path json = OwnerOnly.file(plan.reports().resolve("faults.json"));
      JSON.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), tree());
      written.add(json);
      return written;
    } catch (IOException e) {
      throw new StackException("cannot write the report: " + e, e);
    }
  }

  private ObjectNode tree() {
    ObjectNode tree =
        JSON.createObjectNode()
            .put("seed", plan.seed())
            .put("seconds", took.toSeconds())
            .put("rate", plan.rate())
            .put("instances", plan.instances())
            .put("partitions", plan.partitions());
    ObjectNode all = tree.putObject("counts");
    counts.forEach(all::put);
    ArrayNode faults = tree.putArray("faults");
    recoveries.forEach(
        one ->
            faults
                .addObject()
                .put("kind", one.kind())
                .put("fault", one.fault())
                .put("usableAfterMs", one.usable().toMillis())
                .put("toldAfterMs", one.told().toMillis())
                .put("loadAverage", one.load()));
    ArrayNode wrong = tree.putArray("violations");
    violations.forEach(
        one ->
            wrong
                .addObject()
                .put("invariant", one.invariant())
                .put("subject", one.subject())
                .put("what", one.what()));
    return tree;
  }

  private double heaviestLoad() {
    return recoveries.stream().mapToDouble(Recovery::load).max().orElse(0);
  }

  private long countOf(String invariant) {
    return violations.stream().filter(one -> one.invariant().equals(invariant)).count();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}

package renewals.bench.delivery;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.bench.delivery.plan.Way;
import renewals.bench.load.BenchException;
import renewals.bench.option.Ranges;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.result.Verdict;
import renewals.bench.run.RunFolder;
import renewals.stack.command.StartOptions;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;

/** {@code ./renewals bench notices}. Long because it is the options of three experiments. */
@Command(
    name = "notices",
    description =
        "The whole notifier on a real Kafka: killed again and again beside bad addresses, how long"
            + " notices take beside them, and how fast webhooks go. Exit code 0 only if every notice"
            + " ended as promised, and came once but for what was under way at a kill.",
    mixinStandardHelpOptions = true)
public final class NoticesBench implements Callable<Integer> {

  /** What it consists of. */
  private enum Part {
    KILLS,
    LATENCY,
    WEBHOOKS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private StartOptions starting;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Of its parts only these: kills, latency, webhooks.")
  private List<String> only = List.of();

  @Option(
      names = "--notices",
      paramLabel = "N",
      defaultValue = "50000",
      description = "In the run with kills; default ${DEFAULT-VALUE}.")
  private int notices;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "How often the notifier is killed; default ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--slow",
      paramLabel = "S",
      defaultValue = "" + Pace.USUAL_SPELL_SECONDS,
      description =
          "Seconds that slow addresses are slow at a time; waits between tries are in proportion;"
              + " default ${DEFAULT-VALUE}.")
  private int slow;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + PairedRatios.LEAST_PAIRS,
      description =
          "With and without bad addresses; fewer than 7 are compared with nothing; default"
              + " ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Of one round; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Notices a second in a round; default ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--webhooks",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Webhooks alone; default ${DEFAULT-VALUE}.")
  private int webhooks;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads of the notifier; default ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the moments of kills; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local/bench",
      description = "Folder of data and logs, cleared first; default ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() {
    Ranges ranges = new Ranges(spec);
    ranges.demand("--notices", notices, 200, 1_000_000);
    ranges.demand("--kills", kills, 0, 1_000);
    ranges.demand("--slow", slow, 4, 600);
    ranges.demand("--rounds", rounds, 1, 100);
    ranges.demand("--seconds", seconds, 5, 3_600);
    ranges.demand("--rate", rate, 40, 10_000);
    ranges.demand("--webhooks", webhooks, 200, 5_000_000);
    ranges.demand("--threads", threads, 1, 64);
    Set<Part> parts = parts(ranges);
    Duration wait = starting.atMost();
    try (DataFolder taken = DataFolder.take("--data", data)) {
      taken.clear();
      // it knows nothing of these, and what an earlier run left there would be judged with this one
      for (Part part : Part.values()) {
        RunFolder.delete(taken.path().resolve(part.word()));
      }
      FreeDisk.demand(taken.path(), FreeDisk.LEAST, "the benchmark");
      Report report = run(parts, taken.path(), wait);
      Path file = taken.path().resolve("notices.json");
      report.write(file, conditions(parts));
      say("");
      say(report.text());
      say("the same as JSON: " + file);
      return report.isRight() ? 0 : 1;
    } catch (InterruptedException e) {
      throw new BenchException("interrupted", e);
    }
  }

  private Report run(Set<Part> parts, Path folder, Duration wait) throws InterruptedException {
    List<Report> reports = new ArrayList<>();
    Pace pace = Pace.of(Duration.ofSeconds(slow), threads);
    if (parts.contains(Part.KILLS)) {
      say(
          "%d notices, the notifier killed %d times; %s"
              .formatted(
                  notices,
                  kills,
                  Tills.missing()
                      .map(why -> "terminals are left out, missing: " + why)
                      .orElse("beside each one to a terminal")));
      Path own = folder.resolve("kills");
      reports.add(new KillRun(own, wait, pace, this::say).run(notices, kills, seed));
    }
    if (parts.contains(Part.LATENCY)) {
      say("%d rounds with bad addresses and %d without".formatted(rounds, rounds));
      Path own = folder.resolve("latency");
      reports.add(LatencyRounds.run(own, wait, pace, rounds, rate, seconds, this::say));
    }
    if (parts.contains(Part.WEBHOOKS)) {
      say("%d webhooks alone".formatted(webhooks));
      reports.add(WebhookSpeed.run(folder.resolve("webhooks"), wait, pace, webhooks, this::say));
    }
    return together(reports);
  }

  private Set<Part> parts(Ranges ranges) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String word : only) {
      parts.add(
          Stream.of(Part.values())
              .filter(part -> part.word().equals(word))
              .findAny()
              .orElseThrow(
                  () -> ranges.wrong("--only is " + word + ", expected some of " + words())));
    }
    return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
  }

  private static String words() {
    return Stream.of(Part.values()).map(Part::word).collect(Collectors.joining(", "));
  }

  private static Report together(List<Report> reports) {
    String table = reports.stream().map(Report::table).collect(Collectors.joining("\n"));
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Verdict> targets = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Report report : reports) {
      rows.addAll(report.rows());
      targets.addAll(report.targets());
      faults.addAll(report.faults());
    }
    return new Report(table, rows, targets, faults);
  }

  private Map<String, Object> conditions(Set<Part> parts) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("parts", parts.stream().map(Part::word).toList());
    said.put("channels", Way.WITH_ADDRESS);
    said.put("terminals beside kills", Tills.missing().isEmpty());
    said.put("notices", notices);
    said.put("kills", kills);
    said.put("seed", seed);
    said.put("seconds of being slow", slow);
    said.put("webhooks alone", webhooks);
    said.put("stream threads", threads);
    said.put("rounds", rounds);
    said.put("seconds", seconds);
    said.put("notices a second", rate);
    said.put("processors", Runtime.getRuntime().availableProcessors());
    said.put("java", Runtime.version().toString());
    said.put("beside it on them", "broker, registry, receivers");
    return said;
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}

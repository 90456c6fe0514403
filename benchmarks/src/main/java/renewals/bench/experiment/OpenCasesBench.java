package renewals.bench.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.result.Findings;
import renewals.bench.result.Report;
import renewals.bench.result.Verdict;
import renewals.bench.rival.Contender;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.bench.run.ContenderProcess.Mark;
import renewals.bench.run.End;
import renewals.bench.run.FailedRuns;
import renewals.bench.run.Hold;
import renewals.bench.run.MemoryWatch;
import renewals.bench.run.Oracle;
import renewals.bench.run.Run;
import renewals.bench.run.RunFolder;
import renewals.bench.run.Surroundings;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.stack.process.Ports;

/**
 * Ours with few and with many open cases: speed while so many stay open, memory over the whole run,
 * and how long a fresh instance takes to be ready, with the state of the last one, without, and
 * where the last one was killed.
 *
 * <p>Long because its rounds, their table and their check are of no use apart.
 */
public final class OpenCasesBench {

  private static final String HEAD =
      "| open cases | events/s | of the first | resident MB at most | at the end | bound |"
          + " | ready with state, s | ready without, s | ready after kill -9, s | missing |"
          + " wrong |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final Duration ASK = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int OK = 200;
  private static final double SPEED_KEPT = 0.95;
  private static final int MANY = 5_000_000;
  private static final int RESTORED = 1_000_000;
  private static final double READY_AFTER_KILL = 5;

  private final Conditions conditions;
  private final int measuredRenewals;
  private final int boundMegabytes;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param measuredRenewals how many come and go while it is measured
   * @param boundMegabytes what resident memory must not exceed
   */
  public OpenCasesBench(
      Conditions conditions,
      int measuredRenewals,
      int boundMegabytes,
      long seed,
      Consumer<String> progress) {
    this.conditions = conditions;
    this.measuredRenewals = measuredRenewals;
    this.boundMegabytes = boundMegabytes;
    this.seed = seed;
    this.progress = progress;
  }

  /** What one number of open cases gave. */
  private record Result(
      int openCases,
      double eventsPerSecond,
      long mostMegabytes,
      long lastMegabytes,
      double readyWithState,
      double readyWithout,
      double readyAfterKill,
      Findings findings) {}

  /** Runs them one after the other, each on a broker of its own. */
  public Report run(List<Integer> openCases) {
    List<Result> results = new ArrayList<>();
    FailedRuns faults = new FailedRuns(progress);
    for (int open : openCases) {
      String name = "%d open cases".formatted(open);
      progress.accept(name);
      try (Hold hold = Hold.take(conditions.hold())) {
        faults
            .unlessItFails(name, () -> measure(open))
            .ifPresent(
                result -> {
                  results.add(result);
                  progress.accept(line(result, results.getFirst()).strip());
                });
      }
    }
    return report(results).with(faults.all());
  }

  private Report report(List<Result> results) {
    StringBuilder table = new StringBuilder(HEAD);
    results.forEach(result -> table.append(line(result, results.getFirst())));
    return new Report(
        table.toString(),
        results.stream().map(this::row).toList(),
        results.stream().flatMap(result -> targets(result, results.getFirst())).toList(),
        results.stream().flatMap(this::faults).toList());
  }

  private static Stream<Verdict> targets(Result result, Result first) {
    double kept = result.eventsPerSecond() / first.eventsPerSecond();
    String open = "%,d open cases".formatted(result.openCases());
    return switch (result.openCases()) {
      case MANY ->
          Stream.of(
              Verdict.atLeast(
                  "events/s with %s, against %,d".formatted(open, first.openCases()),
                  SPEED_KEPT,
                  kept,
                  String.format(Locale.ROOT, "%.2f", kept)));
      case RESTORED ->
          Stream.of(
              Verdict.atMost(
                  "seconds until one that was killed is ready again with " + open,
                  READY_AFTER_KILL,
                  result.readyAfterKill(),
                  String.format(Locale.ROOT, "%.1f", result.readyAfterKill())));
      default -> Stream.of();
    };
  }

  private Stream<String> faults(Result result) {
    List<String> faults = new ArrayList<>();
    Findings findings = result.findings();
    if (findings.missing() > 0 || findings.wrong() > 0) {
      faults.add(
          "%d open cases: %d answers missing, %d wrong"
              .formatted(result.openCases(), findings.missing(), findings.wrong()));
    }
    if (!isWithinBound(result)) {
      faults.add(
          "%d open cases: %d MB resident, expected at most %d"
              .formatted(result.openCases(), result.mostMegabytes(), boundMegabytes));
    }
    return faults.stream();
  }

  private boolean isWithinBound(Result result) {
    return result.mostMegabytes() <= boundMegabytes;
  }

  private Map<String, Object> row(Result result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("openCases", result.openCases());
    row.put("eventsPerSecond", result.eventsPerSecond());
    row.put("mostMegabytes", result.mostMegabytes());
    row.put("lastMegabytes", result.lastMegabytes());
    row.put("boundMegabytes", boundMegabytes);
    row.put("secondsReadyWithState", result.readyWithState());
    row.put("secondsReadyWithout", result.readyWithout());
    row.put("secondsReadyAfterKill", result.readyAfterKill());
    row.put("missing", result.findings().missing());
    row.put("wrong", result.findings().wrong());
    return row;
  }

  private Result measure(int open) {
    // with few open cases as with many, as many as are measured come before: a warm JVM for all
    LoadPlan plan = new LoadPlan(open + 2 * measuredRenewals, open, 0, seed, 0, true);
    Conditions folders = conditions.in(conditions.data().resolve("open-" + open), 0);
    RunFolder.delete(folders.data());
    try (Cluster cluster = Cluster.start(folders)) {
      long written =
          new Preload(new HttpSchemaRegistry(cluster.registryUrl()))
              .write(plan, cluster.bootstrapServers());
      progress.accept("%d events written".formatted(written));
      long measured = 3L * measuredRenewals;
      Conditions own = folders.in(folders.data(), (int) Math.max(1, written - measured));
      return measure(open, plan, written, Surroundings.of(own, cluster));
    } finally {
      RunFolder.delete(folders.data().resolve("kafka"));
    }
  }

  private Result measure(int open, LoadPlan plan, long written, Surroundings around) {
    Cluster cluster = around.cluster();
    Contender ours = Contender.OURS;
    Map<TopicPartition, Long> before = cluster.committedEnds(ours.outputs());
    int port = Ports.lasting();
    String id = "open-" + open;
    try (Run run =
            Run.start(ours, id, around, Map.of("activation.http.port", String.valueOf(port)));
        MemoryWatch memory =
            new MemoryWatch(
                () -> run.process().pid(), conditions.data().resolve("memory-" + open + ".csv"))) {
      Mark began = run.process().awaitMark();
      End end = run.awaitEnd(before, new Oracle(plan, written));
      double speed = (written - began.read()) * 1e3 / (end.at() - began.at());
      long last = memory.lastMegabytes();
      double withState = secondsUntilReady(run, port, () -> run.restart(true));
      double without = secondsUntilReady(run, port, () -> run.restart(false));
      double afterKill = secondsUntilReady(run, port, run::killAndStartAgain);
      return new Result(
          open, speed, memory.mostMegabytes(), last, withState, without, afterKill, end.findings());
    }
  }

  /** From the start of the process to its being ready, which it is once its state is restored. */
  private static double secondsUntilReady(Run run, int port, Runnable restart) {
    restart.run();
    long begun = System.nanoTime();
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
            .timeout(ASK)
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(ASK).build()) {
      while (!answersOk(client, question)) {
        run.process().awaitOrFail();
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          throw new BenchException("was not ready within " + LONGEST);
        }
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Not to be reached is no answer: it has only begun to start. */
  private static boolean answersOk(HttpClient client, HttpRequest question) {
    try {
      return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while waiting", e);
    }
  }

  private String line(Result result, Result first) {
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.2f | %d | %d | %d | %s | %.1f | %.1f | %.1f | %d | %d |%n",
        result.openCases(),
        result.eventsPerSecond(),
        result.eventsPerSecond() / first.eventsPerSecond(),
        result.mostMegabytes(),
        result.lastMegabytes(),
        boundMegabytes,
        isWithinBound(result) ? "within" : "**over**",
        result.readyWithState(),
        result.readyWithout(),
        result.readyAfterKill(),
        result.findings().missing(),
        result.findings().wrong());
  }
}

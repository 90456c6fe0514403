package renewals.bench.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.measure.ContenderProcess.Mark;
import renewals.bench.rival.Contender;
import renewals.schemas.wire.HttpSchemaRegistry;

/**
 * Ours with few and with many open cases: speed while so many stay open, memory over the whole run,
 * and how long a fresh instance takes to be ready, with the state of the last one and without.
 */
public final class OpenCasesBench {

  private static final String HEAD =
      "| open cases | events/s | of the first | resident MB at most | at the end | bound |"
          + " ready with state, s | ready without, s | missing | wrong |\n"
          + "|---|---|---|---|---|---|---|---|---|---|\n";
  private static final Duration ASK = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int OK = 200;

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
      Oracle.Findings findings) {}

  /** Runs them one after the other, each on a broker of its own, and gives a table. */
  public String run(List<Integer> openCases) {
    StringBuilder table = new StringBuilder(HEAD);
    double first = 0;
    for (int open : openCases) {
      progress.accept("%d open cases".formatted(open));
      Result result = measure(open);
      first = first == 0 ? result.eventsPerSecond() : first;
      String line = line(result, first);
      progress.accept(line.strip());
      table.append(line);
    }
    return table.toString();
  }

  private Result measure(int open) {
    LoadPlan plan = new LoadPlan(open + measuredRenewals, open, 0, seed, 0, true);
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
    int port = freePort();
    String id = "open-" + open;
    try (Run run =
            Run.start(ours, id, around, Map.of("activation.http.port", String.valueOf(port)));
        MemoryWatch memory =
            new MemoryWatch(
                () -> run.process().pid(), conditions.data().resolve("memory-" + open + ".csv"))) {
      Mark began = run.process().awaitMark();
      long lastAt = run.awaitEnd(before, plan.activations());
      double speed = (written - began.read()) * 1e3 / (lastAt - began.at());
      Oracle.Findings findings =
          new Oracle(plan, written)
              .examine(ours, cluster, before, cluster.committedEnds(ours.outputs()));
      long last = memory.lastMegabytes();
      double withState = secondsUntilReady(run, true, port);
      double without = secondsUntilReady(run, false, port);
      return new Result(open, speed, memory.mostMegabytes(), last, withState, without, findings);
    }
  }

  /** From the start of the process to its being ready, which it is once its state is restored. */
  private static double secondsUntilReady(Run run, boolean withState, int port) {
    run.restart(withState);
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchException("found no free port", e);
    }
  }

  private String line(Result result, double first) {
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.2f | %d | %d | %d | %.1f | %.1f | %d | %d |%n",
        result.openCases(),
        result.eventsPerSecond(),
        result.eventsPerSecond() / first,
        result.mostMegabytes(),
        result.lastMegabytes(),
        boundMegabytes,
        result.readyWithState(),
        result.readyWithout(),
        result.findings().missing(),
        result.findings().wrong());
  }
}

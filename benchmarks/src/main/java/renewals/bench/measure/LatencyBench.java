package renewals.bench.measure;

import java.util.ArrayList;
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
 * Latency at half of a contender's own maximum: first it works off a load that lies there, which
 * gives the maximum and warms it up, then events come at half that rate.
 */
public final class LatencyBench {

  private static final String HEAD =
      "| contender | round | own maximum, events/s | sent, events/s | activations | missing |"
          + " since due ms: median | p90 | p99 | most | since acknowledged ms: median | p99 |"
          + " sent late at most, ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  private static final int EVENTS_A_RENEWAL = 3;

  private final Conditions conditions;
  private final LoadPlan plan;
  private final int seconds;
  private final double share;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param plan what gives the maximum
   * @param seconds how long events come
   * @param share of the maximum at which they come
   */
  public LatencyBench(
      Conditions conditions, LoadPlan plan, int seconds, double share, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.seconds = seconds;
    this.share = share;
    this.progress = progress;
  }

  /** Runs all rounds, each on a broker of its own, and gives a table. */
  public String run(List<Contender> contenders, int rounds) {
    StringBuilder table = new StringBuilder(HEAD);
    List<Contender> activating = contenders.stream().filter(one -> !one.copies()).toList();
    for (int round = 1; round <= rounds; round++) {
      List<Contender> order = new ArrayList<>(round % 2 == 1 ? activating : activating.reversed());
      for (Contender contender : order) {
        String line = measure(contender, round);
        progress.accept(line.strip());
        table.append(line);
      }
    }
    return table.toString();
  }

  private String measure(Contender contender, int round) {
    Conditions own =
        conditions.in(
            conditions.data().resolve("%s-%d".formatted(contender.label(), round)),
            conditions.warmUp());
    RunFolder.delete(own.data());
    try (Surroundings around = Surroundings.start(own, List.of(contender))) {
      Cluster cluster = around.cluster();
      long written =
          new Preload(new HttpSchemaRegistry(cluster.registryUrl()))
              .write(plan, cluster.bootstrapServers());
      Map<TopicPartition, Long> before = cluster.committedEnds(contender.outputs());
      try (Run run =
          Run.start(contender, "latency-%s-%d".formatted(contender.label(), round), around)) {
        Mark began = run.process().awaitMark();
        long lastAt = run.awaitEnd(before, plan.activations());
        double most = (written - began.read()) * 1e3 / (lastAt - began.at());
        progress.accept(
            "%s: maximum %.0f events/s, now %.0f for %d s"
                .formatted(contender.label(), most, most * share, seconds));
        Latencies latencies = openLoop(contender, cluster, most * share);
        return line(contender, round, most, latencies);
      }
    } finally {
      RunFolder.delete(own.data().resolve("kafka"));
    }
  }

  private Latencies openLoop(Contender contender, Cluster cluster, double rate) {
    int renewals = Math.max(1, (int) (rate * seconds / EVENTS_A_RENEWAL));
    int aSecond = Math.max(1, (int) (rate / EVENTS_A_RENEWAL));
    LoadPlan load =
        new LoadPlan(renewals, aSecond, 0, plan.seed() + 1, plan.first() + plan.renewals(), false);
    try {
      return new OpenLoop(load, cluster, rate)
          .run(contender.answers(), cluster.committedEnds(contender.outputs()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while measuring", e);
    }
  }

  private String line(Contender contender, int round, double most, Latencies latencies) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %d | %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
        contender.label(),
        round,
        most,
        most * share,
        latencies.count(),
        latencies.missing(),
        latencies.sinceDue(50),
        latencies.sinceDue(90),
        latencies.sinceDue(99),
        latencies.sinceDue(100),
        latencies.sinceAcknowledged(50),
        latencies.sinceAcknowledged(99),
        latencies.mostLateMillis());
  }
}

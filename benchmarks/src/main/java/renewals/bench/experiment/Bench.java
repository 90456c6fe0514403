package renewals.bench.experiment;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.result.Measured;
import renewals.bench.result.Report;
import renewals.bench.result.ResultTable;
import renewals.bench.rival.Contender;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.bench.run.ContenderProcess.Mark;
import renewals.bench.run.End;
import renewals.bench.run.FailedRuns;
import renewals.bench.run.Hold;
import renewals.bench.run.Oracle;
import renewals.bench.run.ProcessUse;
import renewals.bench.run.Run;
import renewals.bench.run.Surroundings;
import renewals.client.RecordSigner;
import renewals.kit.Settings;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.stack.MadeSecrets;

/** Rounds of contenders on one broker and one load, in turn forwards and backwards. */
public final class Bench {

  private final Conditions conditions;
  private final LoadPlan plan;
  private final Consumer<String> progress;

  /** A benchmark of that load; {@code progress} is told each step in one line. */
  public Bench(Conditions conditions, LoadPlan plan, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.progress = progress;
  }

  /** Runs all rounds; a contender that fails is a fault of the report, and the others go on. */
  public Report run(List<Contender> contenders, int rounds) {
    List<Measured> results = new ArrayList<>();
    FailedRuns faults = new FailedRuns(progress);
    try (Surroundings around = Surroundings.start(conditions, contenders)) {
      Cluster cluster = around.cluster();
      long written = preload(contenders, cluster);
      progress.accept("%d events written".formatted(written));
      Oracle oracle = new Oracle(plan, written);
      warmBroker(contenders.getFirst(), around, oracle, written, faults);
      for (int round = 1; round <= rounds; round++) {
        List<Contender> order = round % 2 == 1 ? contenders : contenders.reversed();
        try (Hold hold = Hold.take(conditions.hold())) {
          for (Contender contender : order) {
            String name = "round %d of %d: %s".formatted(round, rounds, contender.label());
            progress.accept(name);
            int number = round;
            faults
                .unlessItFails(name, () -> measure(contender, number, around, oracle, written))
                .ifPresent(
                    measured -> {
                      progress.accept(line(measured));
                      results.add(measured);
                    });
          }
        }
      }
    }
    return new ResultTable(results).report().with(faults.all());
  }

  /** Signed where somebody asks for that, and then for all: all read the same bytes. */
  private long preload(List<Contender> contenders, Cluster cluster) {
    HttpSchemaRegistry registry = new HttpSchemaRegistry(cluster.registryUrl());
    if (!contenders.contains(Contender.PROVEN)) {
      return new Preload(registry).write(plan, cluster.bootstrapServers());
    }
    Optional<RecordSigner> signer = RecordSigner.of(Settings.of(keys()), Clock.systemUTC());
    try {
      return new Preload(registry, signer).write(plan, cluster.bootstrapServers());
    } finally {
      signer.ifPresent(RecordSigner::close);
    }
  }

  private Map<String, String> keys() {
    return MadeSecrets.provenance(Settings.of(Map.of()), conditions.data());
  }

  private Map<String, String> settings(Contender contender) {
    if (contender != Contender.PROVEN) {
      return Map.of();
    }
    Map<String, String> settings = new TreeMap<>(keys());
    settings.put("provenance", "required");
    return settings;
  }

  /** The broker's JVM serves all rounds: the first one must not pay for what it compiles. */
  private void warmBroker(
      Contender first, Surroundings around, Oracle oracle, long written, FailedRuns faults) {
    String name = "not measured, to warm the broker: " + first.label();
    progress.accept(name);
    faults.unlessItFails(name, () -> measure(first, 0, around, oracle, written));
  }

  private Measured measure(
      Contender contender, int round, Surroundings around, Oracle oracle, long written) {
    String id = "bench-%s-%d".formatted(contender.label(), round);
    Cluster cluster = around.cluster();
    Map<TopicPartition, Long> before = cluster.committedEnds(contender.outputs());
    try (Run run = Run.start(contender, id, around, settings(contender))) {
      Mark began = run.process().awaitMark();
      Duration applicationBefore = run.cpu();
      Duration brokerBefore = run.brokerCpu();
      End end = run.awaitEnd(before, oracle);
      return new Measured(
          contender,
          round,
          written,
          conditions.warmUp() == 0 ? written : written - began.read(),
          Duration.ofMillis(end.at() - began.at()),
          end.application().minus(applicationBefore),
          end.broker().minus(brokerBefore),
          run.durableBytes(end.at()),
          cluster.internalTopics(id),
          ProcessUse.peakMegabytes(run.process().pid()),
          end.findings());
    }
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "round %d  %-18s %8.0f events/s  cpu %5.1f + %5.1f s/M  missing %d, wrong %d",
        measured.round(),
        measured.contender().label(),
        measured.eventsPerSecond(),
        measured.applicationSecondsPerMillion(),
        measured.brokerSecondsPerMillion(),
        measured.findings().missing(),
        measured.findings().wrong());
  }
}

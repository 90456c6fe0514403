package renewals.bench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.result.Findings;
import renewals.bench.rival.Contender;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.bench.run.ContenderProcess.Mark;
import renewals.bench.run.End;
import renewals.bench.run.FailedRuns;
import renewals.bench.run.Hold;
import renewals.bench.run.Oracle;
import renewals.bench.run.Run;
import renewals.bench.run.RunFolder;
import renewals.bench.run.Surroundings;
import renewals.schemas.wire.HttpSchemaRegistry;

/**
 * Rounds of all contenders, in turn forwards and backwards, each on a broker of its own: a
 * contender works off a load that lies there, which warms up it and its broker, then it is
 * measured.
 */
final class WarmRounds {

  private final String name;
  private final Conditions conditions;
  private final LoadPlan plan;
  private final Consumer<String> progress;
  private final FailedRuns faults;

  /**
   * Rounds of an experiment.
   *
   * @param name of the experiment, for folders and names of runs
   * @param plan what warms up
   */
  WarmRounds(String name, Conditions conditions, LoadPlan plan, Consumer<String> progress) {
    this.name = name;
    this.conditions = conditions;
    this.plan = plan;
    this.progress = progress;
    this.faults = new FailedRuns(progress);
  }

  /**
   * A contender that has worked off the load.
   *
   * @param written how many events the load had
   * @param began when it began to read them
   * @param end when it had answered them
   */
  record Warm(
      Contender contender, int round, Run run, Cluster cluster, long written, Mark began, End end) {

    Map<TopicPartition, Long> outputEnds() {
      return cluster.committedEnds(contender.outputs());
    }
  }

  /**
   * Runs them; what fails is among the faults.
   *
   * @param line how a result is told as soon as it is there
   */
  <R> List<R> run(
      List<Contender> contenders,
      int rounds,
      Function<Warm, R> measure,
      Function<? super R, String> line) {
    List<R> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : round % 2 == 1 ? contenders : contenders.reversed()) {
        int number = round;
        try (Hold hold = Hold.take(conditions.hold())) {
          faults
              .unlessItFails(
                  "round %d: %s".formatted(round, contender.label()),
                  () -> one(contender, number, measure))
              .ifPresent(
                  result -> {
                    progress.accept(line.apply(result).strip());
                    results.add(result);
                  });
        }
      }
    }
    return results;
  }

  List<String> faults() {
    return faults.all();
  }

  private <R> R one(Contender contender, int round, Function<Warm, R> measure) {
    String id = "%s-%s-%d".formatted(name, contender.label(), round);
    Conditions own = conditions.in(conditions.data().resolve(id), conditions.warmUp());
    RunFolder.delete(own.data());
    try (Surroundings around = Surroundings.start(own, List.of(contender))) {
      Cluster cluster = around.cluster();
      long written =
          new Preload(new HttpSchemaRegistry(cluster.registryUrl()))
              .write(plan, cluster.bootstrapServers());
      Map<TopicPartition, Long> before = cluster.committedEnds(contender.outputs());
      try (Run run = Run.start(contender, id, around)) {
        Mark began = run.process().awaitMark();
        End end = run.awaitEnd(before, new Oracle(plan, written));
        failIfWrong(contender, end.findings());
        return measure.apply(new Warm(contender, round, run, cluster, written, began, end));
      }
    } finally {
      RunFolder.delete(own.data().resolve("kafka"));
    }
  }

  /** Of wrong answers there is no maximum, and they cost nothing. */
  private static void failIfWrong(Contender contender, Findings findings) {
    if (findings.missing() > 0 || findings.wrong() > 0) {
      throw new BenchException(
          "%s did not work off its load: of its answers %d are missing, %d wrong"
              .formatted(contender.label(), findings.missing(), findings.wrong()));
    }
  }
}

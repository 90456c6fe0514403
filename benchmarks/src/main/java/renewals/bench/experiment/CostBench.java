package renewals.bench.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.experiment.WarmRounds.Warm;
import renewals.bench.load.LoadPlan;
import renewals.bench.result.CostTable;
import renewals.bench.result.CostTable.Cost;
import renewals.bench.result.Report;
import renewals.bench.rival.Contender;
import renewals.bench.run.Conditions;
import renewals.bench.run.End;
import renewals.bench.run.Oracle;
import renewals.bench.run.Run;
import renewals.bench.run.ThreadUse;

/**
 * What renewals cost in processor time at one rate, the same for all: each contender works off a
 * load that lies there, which warms up it and its broker, then events come at that rate.
 */
public final class CostBench {

  private static final double MILLION = 1e6;

  private final Conditions conditions;
  private final LoadPlan plan;
  private final int seconds;
  private final int rate;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param plan what warms up
   * @param seconds how long events come
   * @param rate how many events a second
   */
  public CostBench(
      Conditions conditions, LoadPlan plan, int seconds, int rate, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.seconds = seconds;
    this.rate = rate;
    this.progress = progress;
  }

  /** Runs all rounds, in turn forwards and backwards, each on a broker of its own. */
  public Report run(List<Contender> contenders, int rounds) {
    WarmRounds warm = new WarmRounds("cost", conditions, plan, progress);
    List<Cost> costs = warm.run(contenders, rounds, this::measure, Cost::line);
    return new CostTable(costs).report().with(warm.faults());
  }

  private Cost measure(Warm warm) {
    Run run = warm.run();
    LoadPlan load = LoadPlan.steady(rate, seconds, plan.seed() + 1, plan.first() + plan.renewals());
    Map<TopicPartition, Long> before = warm.outputEnds();
    Used application = new Used(run.process().pid(), run::cpu);
    Used broker = new Used(warm.cluster().brokerPid(), run::brokerCpu);
    long sent = new OpenLoop(load, warm.cluster(), rate).sendOnly();
    End end = run.awaitEnd(before, new Oracle(load, sent));
    Duration ours = application.until(end.application());
    Duration its = broker.until(end.broker());
    return new Cost(
        warm.contender(),
        warm.round(),
        perMillion(ours, load),
        application.share(ThreadUse::compiling, end.applicationThreads(), ours),
        application.share(ThreadUse::collecting, end.applicationThreads(), ours),
        perMillion(its, load),
        broker.share(ThreadUse::compiling, end.brokerThreads(), its),
        end.findings());
  }

  /** What a process had used at a moment, for what it uses from then on. */
  private static final class Used {

    private final Duration all;
    private final Optional<ThreadUse> threads;

    Used(long pid, Supplier<Duration> all) {
      this.all = all.get();
      this.threads = ThreadUse.of(pid);
    }

    Duration until(Duration later) {
      return later.minus(all);
    }

    /** A part of what was used until later, as a share of all of it; -1 where it isn't known. */
    double share(Function<ThreadUse, Duration> part, Optional<ThreadUse> later, Duration used) {
      return threads
          .flatMap(first -> later.map(last -> part.apply(last.since(first))))
          .map(of -> (double) of.toNanos() / Math.max(1, used.toNanos()))
          .orElse(-1.0);
    }
  }

  private static double perMillion(Duration used, LoadPlan load) {
    return used.toNanos() / 1e9 * MILLION / load.renewals();
  }
}

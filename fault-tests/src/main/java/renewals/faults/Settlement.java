package renewals.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Tills;
import renewals.faults.evidence.Audit;
import renewals.faults.evidence.History;
import renewals.faults.evidence.LogScan;
import renewals.faults.evidence.Recovery;
import renewals.faults.fault.Kind;
import renewals.faults.load.Announced;
import renewals.faults.load.LiveOutputs;
import renewals.faults.oracle.Control;
import renewals.faults.oracle.Oracle;
import renewals.faults.oracle.Violation;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.scenario.Phone;

/** The end of a run: waits until nothing more comes, then judges. */
final class Settlement {

  static final String PHONE = "+8613912345678";

  /** Longer than anything is waited for: what a sender that was killed had under way. */
  private static final Duration QUIET = Duration.ofSeconds(35);

  private static final Duration TO_SETTLE = Duration.ofMinutes(6);

  private final RunPlan plan;
  private final FaultLog log;
  private final LiveOutputs live;

  Settlement(RunPlan plan, FaultLog log, LiveOutputs live) {
    this.plan = plan;
    this.log = log;
    this.live = live;
  }

  /** What has not come yet may be late: judged again until it is right or time is up. */
  Report of(
      FaultCluster cluster,
      Simulation simulation,
      Tills tills,
      Path ledger,
      List<Announced> announced,
      List<Recovery> recoveries)
      throws InterruptedException {
    cluster.awaitWhole(TO_SETTLE);
    LogScan scan =
        new LogScan(
            List.of(PHONE, PHONE.substring(3), Phone.PREFIX.substring(1), simulation.secret()));
    Audit audit =
        new Audit(
            cluster,
            simulation,
            tills,
            ledger,
            scan,
            announced,
            !plan.previous().isEmpty(),
            plan.blunder().isolation());
    long end = System.nanoTime() + TO_SETTLE.toNanos();
    boolean countersLive = plan.only().stream().allMatch(Kind::sparesProcesses);
    while (true) {
      awaitQuiet(end);
      List<Violation> late = mayBeLate(Oracle.judge(audit.glance(recoveries)));
      if (late.isEmpty() || isLastLook(end)) {
        log.say("all topics are read; asking of every renewal and card");
        History history = audit.read(recoveries, countersLive);
        List<Violation> violations = Oracle.judge(history);
        late = mayBeLate(violations);
        if (late.isEmpty() || isLastLook(end)) {
          log.say("judged; putting bugs into the history");
          return Report.of(plan, log.elapsed(), history, violations, Control.of(history));
        }
      }
      log.say(
          "%d differences, looking again; the first: %s".formatted(late.size(), late.getFirst()));
      Thread.sleep(QUIET);
    }
  }

  private void awaitQuiet(long end) throws InterruptedException {
    while (live.quiet().compareTo(QUIET) < 0 && System.nanoTime() < end) {
      live.mustBeReading();
      Thread.sleep(QUIET.minus(live.quiet()).plusMillis(100));
    }
  }

  private boolean isLastLook(long end) {
    return System.nanoTime() > end || plan.blunder() != Blunder.NONE;
  }

  private static List<Violation> mayBeLate(List<Violation> violations) {
    return violations.stream().filter(one -> !one.invariant().equals("I5")).toList();
  }
}

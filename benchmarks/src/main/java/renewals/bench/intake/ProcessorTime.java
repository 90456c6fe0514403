package renewals.bench.intake;

import java.time.Duration;
import renewals.bench.run.ProcessUse;

/**
 * Who had the processors.
 *
 * @param intake the intake that was measured
 * @param broker where it writes
 * @param partners this process, which sends
 * @param nobody all processors together; none where the system does not tell
 */
record ProcessorTime(Duration intake, Duration broker, Duration partners, Duration nobody) {

  /** Since the processes, and the system, started. */
  static ProcessorTime soFar(long intakePid, long brokerPid) {
    return new ProcessorTime(
        ProcessUse.cpu(intakePid),
        ProcessUse.cpu(brokerPid),
        ProcessUse.cpu(ProcessHandle.current().pid()),
        ProcessUse.idle());
  }

  ProcessorTime minus(ProcessorTime before) {
    return new ProcessorTime(
        intake.minus(before.intake),
        broker.minus(before.broker),
        partners.minus(before.partners),
        nobody.minus(before.nobody));
  }
}

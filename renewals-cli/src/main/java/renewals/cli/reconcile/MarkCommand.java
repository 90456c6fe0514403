package renewals.cli.reconcile;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.Ids;
import renewals.schemas.reconcile.ReconcileDue.State;

/** {@code reconcile mark}. */
@Command(
    name = "mark",
    description =
        "Takes a renewal from the list: what its channel did not say has been looked up, and told"
            + " where it was missing.")
final class MarkCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "RENEWAL_ID", description = "As 'reconcile list' shows it.")
  private String renewalId;

  @Override
  public void run() {
    Ids.demandRenewal("RENEWAL_ID", renewalId);
    ReconcileLog log = new ReconcileLog(cluster.reachableForChange());
    List<ReconcileLog.Entry> found =
        log.latest().stream()
            .filter(one -> one.due().renewalId().equals(renewalId))
            .filter(one -> one.due().state() == State.UNKNOWN)
            .toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          "renewal %s is not on the list: ./renewals reconcile list".formatted(renewalId));
    }
    found.forEach(log::mark);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s is no longer on the list%n", renewalId);
    out.flush();
  }
}

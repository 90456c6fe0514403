package renewals.cli.reconcile;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;
import renewals.schemas.reconcile.ReconcileDueJson;

/** {@code reconcile list}. */
@Command(
    name = "list",
    description =
        "What no channel's answer tells: to be looked up in its console, then told by 'publish'"
            + " where it is missing, and marked.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--all",
      fallbackValue = "true",
      description = "Those too of which the channel is still to be asked.")
  private boolean isAll;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<ReconcileDue> listed =
        new ReconcileLog(cluster.reachable())
            .latest().stream()
                .map(ReconcileLog.Entry::due)
                .filter(due -> isAll || due.state() == State.UNKNOWN)
                .toList();
    listed.forEach(due -> out.println(isJson ? ReconcileDueJson.object(due) : line(due)));
    out.flush();
    if (listed.isEmpty()) {
      spec.commandLine().getErr().println("nothing is to be looked up");
      spec.commandLine().getErr().flush();
    }
  }

  private static String line(ReconcileDue due) {
    return due.state() == State.UNKNOWN
        ? "%s  %s  since %s: %s".formatted(due.renewalId(), due.channelId(), due.dueAt(), due.why())
        : "%s  %s  %s, asked next at %s"
            .formatted(due.renewalId(), due.channelId(), due.state(), due.dueAt());
  }
}

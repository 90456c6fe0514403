package renewals.cli.reconcile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./renewals reconcile}. */
@Command(
    name = "reconcile",
    description = "Renewals of which a payment channel is still to be asked, or was in vain.",
    subcommands = {ListCommand.class, MarkCommand.class})
public final class ReconcileCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected list or mark");
  }
}

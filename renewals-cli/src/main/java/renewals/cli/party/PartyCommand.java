package renewals.cli.party;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./renewals party}. */
@Command(
    name = "party",
    description = "Works on the file of parties: who may say what to the intake.",
    subcommands = {
      AddCommand.class,
      RotateCommand.class,
      DisableCommand.class,
      ListCommand.class,
      CheckCommand.class
    })
public final class PartyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected add, rotate, disable, list or check");
  }
}

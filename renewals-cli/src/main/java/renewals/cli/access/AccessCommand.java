package renewals.cli.access;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./renewals access}. */
@Command(
    name = "access",
    description =
        "Users and rights in Kafka, made from the topic catalogue, the application ids and the"
            + " file of parties.",
    subcommands = {PlanCommand.class, ApplyCommand.class})
public final class AccessCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected plan or apply");
  }
}

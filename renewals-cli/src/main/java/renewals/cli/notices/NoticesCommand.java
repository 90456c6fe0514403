package renewals.cli.notices;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./renewals notices}. */
@Command(
    name = "notices",
    description = "What merchants were told, what became of it, and telling them again.",
    subcommands = {ListCommand.class, ShowCommand.class, ResendCommand.class, PreviewCommand.class})
public final class NoticesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected list, show, resend or preview");
  }
}

package renewals.cli.links;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./renewals links}. */
@Command(
    name = "links",
    description = "Works on the signed links to pages.",
    subcommands = {RevokeCommand.class, MerchantCommand.class})
public final class LinksCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected revoke or merchant");
  }
}

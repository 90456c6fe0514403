package renewals.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import renewals.cli.access.AccessCommand;
import renewals.cli.call.BuildVersionProvider;
import renewals.cli.forget.ForgetCommand;
import renewals.cli.letters.DeadLettersCommand;
import renewals.cli.links.LinksCommand;
import renewals.cli.listen.ListenCommand;
import renewals.cli.listen.TriggerCommand;
import renewals.cli.notices.NoticesCommand;
import renewals.cli.party.PartyCommand;
import renewals.cli.reconcile.ReconcileCommand;

/** {@code ./renewals} without a command: says what there is. */
@Command(
    name = "renewals",
    description = "Data card renewals on Apache Kafka: from the payment to the usable card.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    scope = CommandLine.ScopeType.INHERIT)
final class RootCommand implements Runnable {

  /** The commands of every installation, in the order of the help. */
  static final List<Class<?>> SHIPPED =
      List.of(
          ServiceCommands.Producer.class,
          ServiceCommands.Activation.class,
          ServiceCommands.Notifier.class,
          ServiceCommands.Portal.class,
          PublishCommand.class,
          TailCommand.class,
          FindCommand.class,
          StatusCommand.class,
          CardCommand.class,
          QuoteCommand.class,
          TopicsCommand.class,
          DeadLettersCommand.class,
          NoticesCommand.class,
          ListenCommand.class,
          TriggerCommand.class,
          LinksCommand.class,
          ForgetCommand.class,
          ReconcileCommand.class,
          PartyCommand.class,
          AccessCommand.class,
          CompletionCommand.class);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }
}

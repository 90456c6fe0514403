package renewals.cli;

import picocli.CommandLine;
import renewals.cli.call.BuildVersionProvider;
import renewals.cli.call.OneLineErrors;
import renewals.cli.call.Signals;

/**
 * Entry point of a process that is one service and nothing else: {@code ./renewals notifier}. Its
 * class path holds that service's own libraries and not those of the other services, of the local
 * broker or of tests, so nothing here may touch a class of these.
 */
public final class ServiceMain {

  private ServiceMain() {}

  /** The name of the service, then its options; exit codes as those of {@link Main}. */
  public static void main(String[] args) {
    Signals.endAtOnceBySecond();
    System.exit(commandLine().execute(args));
  }

  /** A command line with the services alone, made when they are asked for. */
  private static CommandLine commandLine() {
    CommandLine root = new CommandLine(new ServicesCommand());
    root.setParameterExceptionHandler(OneLineErrors::wrongCall);
    root.setExecutionExceptionHandler(OneLineErrors::failed);
    root.setUsageHelpAutoWidth(true);
    return root;
  }

  @CommandLine.Command(
      name = "renewals",
      mixinStandardHelpOptions = true,
      versionProvider = BuildVersionProvider.class,
      synopsisSubcommandLabel = "SERVICE",
      scope = CommandLine.ScopeType.INHERIT,
      subcommands = {
        ServiceCommands.Producer.class,
        ServiceCommands.Activation.class,
        ServiceCommands.Notifier.class,
        ServiceCommands.Portal.class,
      })
  private static final class ServicesCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "no service given");
    }
  }
}

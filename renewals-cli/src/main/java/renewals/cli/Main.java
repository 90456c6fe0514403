package renewals.cli;

import picocli.CommandLine;
import renewals.cli.call.OneLineErrors;
import renewals.cli.call.SettingDefaults;
import renewals.cli.call.Signals;

/**
 * Entry point of the command line that ships. A checkout has more commands, those of the local
 * stack, and adds them to these.
 */
public final class Main {

  private Main() {}

  /** Runs one command; exit code 2 for a wrong call, 1 where the command failed. */
  public static void main(String[] args) {
    Signals.endAtOnceBySecond();
    System.exit(commandLine().execute(args));
  }

  /**
   * The command line with all its commands.
   *
   * @param more classes of commands that come before ours
   */
  public static CommandLine commandLine(Class<?>... more) {
    CommandLine root = new CommandLine(new RootCommand());
    for (Class<?> command : more) {
      root.addSubcommand(command);
    }
    RootCommand.SHIPPED.forEach(root::addSubcommand);
    root.setParameterExceptionHandler(OneLineErrors::wrongCall);
    root.setExecutionExceptionHandler(OneLineErrors::failed);
    root.setDefaultValueProvider(new SettingDefaults());
    root.setUsageHelpAutoWidth(true);
    return root;
  }
}

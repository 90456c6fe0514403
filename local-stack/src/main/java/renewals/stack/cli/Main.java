package renewals.stack.cli;

import picocli.CommandLine;

/** Entry point of {@code ./renewals}. */
public final class Main {

  private Main() {}

  /** Runs one command; exit code 2 for a wrong call, 1 where the command failed. */
  public static void main(String[] args) {
    Signals.endAtOnceBySecond();
    System.exit(commandLine().execute(args));
  }

  /** The command line with all its commands. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new RootCommand());
    root.setParameterExceptionHandler(OneLineErrors::wrongCall);
    root.setExecutionExceptionHandler(OneLineErrors::failed);
    root.setDefaultValueProvider(new SettingDefaults());
    root.setUsageHelpAutoWidth(true);
    return root;
  }
}

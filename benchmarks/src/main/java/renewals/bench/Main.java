package renewals.bench;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import renewals.bench.load.BenchException;
import renewals.cli.call.OneLineErrors;
import renewals.cli.call.WrongCall;
import renewals.kit.SettingException;
import renewals.stack.process.StackException;

/** Entry point of {@code ./renewals bench}. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs it; exit code 2 for a wrong call, 1 where it failed or ours gave wrong answers. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofThisThread();
    int exitCode = commandLine().execute(args);
    interruption.over();
    System.exit(exitCode);
  }

  /** The command line. */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new BenchCommand());
    command.setUsageHelpAutoWidth(true);
    command.setParameterExceptionHandler(
        (error, args) -> say(error.getCommandLine(), WrongCall.message(error), 2));
    command.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          if (error instanceof SettingException) {
            return say(failed, String.valueOf(error.getMessage()), 2);
          }
          if (!(error instanceof BenchException) && !(error instanceof StackException)) {
            LOG.error("unexpected failure", error);
          }
          return say(failed, String.valueOf(error.getMessage()), 1);
        });
    return command;
  }

  private static int say(CommandLine command, String message, int exitCode) {
    command.getErr().println(command.getCommandName() + ": " + OneLineErrors.inOneLine(message));
    command.getErr().flush();
    return exitCode;
  }
}

package renewals.stack.command;

import picocli.CommandLine;
import renewals.cli.call.Signals;

/** Entry point of {@code ./renewals}: what ships, and what a checkout has besides. */
public final class Main {

  private Main() {}

  /** Runs one command; exit code 2 for a wrong call, 1 where the command failed. */
  public static void main(String[] args) {
    Signals.endAtOnceBySecond();
    System.exit(commandLine().execute(args));
  }

  /** The command line with all its commands. */
  public static CommandLine commandLine() {
    return renewals.cli.Main.commandLine(DemoCommand.class, UpCommand.class);
  }
}

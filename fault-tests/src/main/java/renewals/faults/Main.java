package renewals.faults;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import renewals.cli.call.OneLineErrors;
import renewals.cli.call.WrongCall;
import renewals.cli.topics.TopicsException;
import renewals.kit.SettingException;
import renewals.stack.process.StackException;
import renewals.stack.sim.partner.SimulationException;

/** Entry point of {@code ./renewals faults}. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final int INTERRUPTED = 130;

  /** Failures whose message says all that a user can act on. */
  private static final List<Class<? extends RuntimeException>> SELF_EXPLAINING =
      List.of(
          SettingException.class,
          StackException.class,
          SimulationException.class,
          TopicsException.class);

  private static volatile boolean finished;
  private static volatile boolean interrupted;

  private Main() {}

  /** Runs it; exit code 2 for a wrong call, 1 where it failed or an invariant was broken. */
  public static void main(String[] args) {
    // Brokers go away all the time here; what that makes of clients shows in the outputs.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "error");
    // Notifiers are killed in the middle of a mail.
    System.setProperty("org.slf4j.simpleLogger.log.com.icegreen.greenmail", "off");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Main::sayInterrupted));
    int exitCode = commandLine().execute(args);
    finished = true;
    System.exit(exitCode);
  }

  /** The command line. */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new FaultsCommand());
    command.setUsageHelpAutoWidth(true);
    command.setParameterExceptionHandler(
        (error, args) -> say(error.getCommandLine(), WrongCall.message(error), 2));
    command.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          if (interrupted) {
            // Everything is being stopped under its feet: what it says of that helps nobody.
            return INTERRUPTED;
          }
          if (SELF_EXPLAINING.stream().noneMatch(type -> type.isInstance(error))) {
            LOG.error("unexpected failure", error);
          }
          return say(
              failed,
              String.valueOf(error.getMessage()),
              error instanceof SettingException ? 2 : 1);
        });
    return command;
  }

  private static void sayInterrupted() {
    if (!finished) {
      interrupted = true;
      System.err.println("renewals faults: interrupted; stopping, data and logs stay");
    }
  }

  private static int say(CommandLine command, String message, int exitCode) {
    command.getErr().println(command.getCommandName() + ": " + OneLineErrors.inOneLine(message));
    command.getErr().flush();
    return exitCode;
  }
}

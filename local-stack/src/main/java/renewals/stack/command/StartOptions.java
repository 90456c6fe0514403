package renewals.stack.command;

import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.Settings;
import renewals.stack.process.StartWatch;

/** The options of every command that starts a stack. */
public final class StartOptions {

  /**
   * What brokers do while they start and stop is in their log files: on the terminal this process's
   * clients would only say that nobody answers yet, or no more.
   */
  private static final String CLIENTS_LOG = "org.slf4j.simpleLogger.log.org.apache.kafka";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "How long the start may take, such as 90s or 10m; default ${DEFAULT-VALUE}.")
  private String wait;

  /**
   * Begins a start.
   *
   * @param progress is told how it goes
   */
  StartWatch begin(Consumer<String> progress) {
    return begin(atMost(), progress);
  }

  /** Likewise, where it was read before something was cleared. */
  StartWatch begin(Duration atMost, Consumer<String> progress) {
    System.setProperty(CLIENTS_LOG, System.getProperty(CLIENTS_LOG, "error"));
    return StartWatch.begin(atMost, progress);
  }

  /** How long a start may take. */
  public Duration atMost() {
    Duration atMost = Settings.durationOf("--wait", wait);
    if (atMost.isZero() || atMost.isNegative()) {
      throw new CommandLine.ParameterException(
          mixee.commandLine(), "--wait is %s, expected a duration above zero".formatted(wait));
    }
    return atMost;
  }
}

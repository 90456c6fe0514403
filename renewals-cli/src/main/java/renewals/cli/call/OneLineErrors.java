package renewals.cli.call;

import io.javalin.util.JavalinBindException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import renewals.kit.SettingException;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.wire.WireException;

/** Errors as one line on standard error: what was given, and what was expected. */
public final class OneLineErrors {

  private static final Logger LOG = LoggerFactory.getLogger(OneLineErrors.class);

  /** Failures whose message says all that a user can act on. */
  private static final List<Class<?>> SELF_EXPLAINING =
      List.of(
          SelfExplaining.class,
          JavalinBindException.class,
          KafkaException.class,
          UnfitClusterException.class,
          WireException.class);

  private OneLineErrors() {}

  public static int wrongCall(CommandLine.ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    say(command, WrongCall.message(error));
    return CommandLine.ExitCode.USAGE;
  }

  public static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    say(command, messageOf(error));
    if (error instanceof SettingException || rootOf(error) instanceof ConfigException) {
      return CommandLine.ExitCode.USAGE;
    }
    if (SELF_EXPLAINING.stream().noneMatch(type -> type.isInstance(error))) {
      LOG.error("unexpected failure", error);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Kafka's clients say what was to be done, and only their causes why that failed. */
  private static String messageOf(Exception error) {
    String message = String.valueOf(error.getMessage());
    Throwable root = rootOf(error);
    return error instanceof KafkaException && error.getCause() != null
        ? "%s: %s".formatted(message, root.getMessage())
        : message;
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Kafka's and the libraries' own words may have several lines. */
  public static String inOneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void say(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + inOneLine(message));
    err.flush();
  }
}

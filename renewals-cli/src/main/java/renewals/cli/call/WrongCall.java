package renewals.cli.call;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import renewals.kit.Nearest;

/** What is said of a call that picocli refuses. */
public final class WrongCall {

  private WrongCall() {}

  /** One line: what was given, what was expected, and what was probably meant. */
  public static String message(CommandLine.ParameterException error) {
    return said(error) + hint(error) + "; see --help";
  }

  /** Picocli's own words, but where it takes a text for no number: there ours. */
  private static String said(CommandLine.ParameterException error) {
    ArgSpec arg = error.getArgSpec();
    if (arg != null && error.getValue() != null && isNumber(arg.type())) {
      String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
      return "%s is %s, expected %s".formatted(name, error.getValue(), expected(arg.type()));
    }
    return String.valueOf(error.getMessage()).strip().replaceFirst("^Error: ", "");
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class
        || type == double.class;
  }

  private static String expected(Class<?> type) {
    return type == double.class ? "a number such as 0.5" : "a whole number such as 20";
  }

  /** Of a word that is no command and no option here. */
  private static String hint(CommandLine.ParameterException error) {
    if (!(error instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return "";
    }
    CommandSpec command = error.getCommandLine().getCommandSpec();
    List<String> expected = new ArrayList<>(command.subcommands().keySet());
    command.options().forEach(option -> expected.addAll(List.of(option.names())));
    String given = unmatched.getUnmatched().getFirst();
    int value = given.indexOf('=');
    return Nearest.hint(value < 0 ? given : given.substring(0, value), expected);
  }
}

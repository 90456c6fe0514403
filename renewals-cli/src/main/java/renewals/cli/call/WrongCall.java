package renewals.cli.call;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import renewals.kit.Nearest;

/** What is said of a call that picocli refuses. */
public final class WrongCall {

  private WrongCall() {}

  /** One line: what was given, what was expected, and what was probably meant. */
  public static String message(CommandLine.ParameterException error) {
    return String.valueOf(error.getMessage()).strip() + hint(error) + "; see --help";
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

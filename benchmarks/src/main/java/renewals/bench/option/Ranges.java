package renewals.bench.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses numbers of the command line that are out of range. */
public record Ranges(CommandSpec command) {

  /** Refuses a number below {@code least} or above {@code most}. */
  public void demand(String option, int given, int least, int most) {
    if (given < least || given > most) {
      throw wrong("%s is %d, expected %d to %d".formatted(option, given, least, most));
    }
  }

  /** A wrong call of the command. */
  public ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}

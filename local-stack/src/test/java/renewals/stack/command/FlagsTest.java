package renewals.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each flag has a setting too, such as {@code forget.dry-run}. */
class FlagsTest {

  /** Without a fallback value, picocli makes a flag the opposite of its default. */
  @Test
  void shouldMeanYesByEachFlagWhateverItsSettingSays() {
    List<OptionSpec> flags = flags(Main.commandLine().getCommandSpec()).toList();

    assertThat(flags).extracting(OptionSpec::longestName).contains("--dry-run", "--json");
    assertThat(flags)
        .filteredOn(flag -> !"true".equals(flag.fallbackValue()))
        .extracting(flag -> flag.command().qualifiedName() + " " + flag.longestName())
        .isEmpty();
  }

  private static Stream<OptionSpec> flags(CommandSpec command) {
    return Stream.concat(
        command.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .filter(option -> option.type() == boolean.class || option.type() == Boolean.class),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(FlagsTest::flags));
  }
}

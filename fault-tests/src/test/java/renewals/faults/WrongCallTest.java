package renewals.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import renewals.faults.fault.Kind;

class WrongCallTest {

  private final StringWriter said = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--only,kil,kil",
    "--minutes,0,0.0",
    "--rate,-1,-1.0",
    "--instances,1,1.0",
    "--together,0,0.0",
    "--previous,nowhere,nowhere"
  })
  void shouldNameWhatWasGiven(String option, String given, String shown) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(said));

    int exit = command.execute(option, given);

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains(option + " is " + shown + ", expected ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate often | --rate is often, expected a number such as 0.5; see --help",
        "--instances 2.5 | --instances is 2.5, expected a whole number such as 20; see --help",
        "--onyl kill | Unknown options: '--onyl', 'kill', did you mean --only?; see --help",
        "--wait soon | --wait is soon, expected a duration such as 500ms, 5s, PT24H",
        "nonsense | Unmatched argument at index 0: 'nonsense'",
      })
  void shouldSayInOneLineWhatWasGivenAndWhatIsExpected(String call, String line) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(said));

    assertThat(command.execute(call.split(" "))).isEqualTo(2);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .startsWith("renewals faults: " + line);
  }

  @Test
  void shouldNotSecureABuildOfBefore() {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(said));

    assertThat(command.execute("--secure", "--previous", "nowhere")).isEqualTo(2);
    assertThat(said.toString()).contains("--secure is set, expected no --previous");
  }

  @Test
  void shouldMeanYesByEachFlagWhateverItsDefault() {
    assertThat(Main.commandLine().getCommandSpec().options())
        .filteredOn(option -> option.type() == boolean.class && !option.usageHelp())
        .filteredOn(option -> !option.versionHelp())
        .isNotEmpty()
        .allMatch(flag -> "true".equals(flag.fallbackValue()));
  }

  @Test
  void shouldListEveryKindOfFaultInItsHelp() {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(said));

    int exit = command.execute("--help");

    assertThat(exit).isZero();
    for (Kind kind : Kind.values()) {
      assertThat(said.toString().replaceAll("\\s+", "")).contains(kind.toString());
    }
  }
}

package renewals.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import renewals.stack.cli.Cli.Outcome;

class WrongCallTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | nonsense",
        "tail | OUTPUT",
        "tail nonsense | activations, updates, receipts, dead-letters",
        "tail updates --until-idle 5x | 5x, expected a duration",
        "status | RENEWAL_ID",
        "card 12 | ICCID is 12, expected an ICCID",
        "up --kafka-port many | many",
        "dead-letters | expected replay",
        "topics -D settings.file=/no/such | settings.file is /no/such, expected a file",
        "topics -D topics.partitions=0 | topics.partitions is 0, expected a whole number",
      })
  void shouldSayInOneLineWhatWasGivenAndExpectedAndExitWithTwo(String call, String said) {
    Outcome outcome = Cli.run(Map.of(), call.split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains(said);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "up",
        "topics",
        "tail",
        "status",
        "card",
        "dead-letters",
        "dead-letters replay"
      })
  void shouldExplainItself(String command) {
    Outcome outcome = Cli.run(Map.of(), (command + " --help").strip().split(" "));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: renewals " + command);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void shouldNameTheSettingOfEachOptionByItsCommand() {
    CommandLine replay =
        Main.commandLine().getSubcommands().get("dead-letters").getSubcommands().get("replay");

    assertThat(SettingDefaults.settingOf(replay.getCommandSpec().findOption("--reason")))
        .isEqualTo("dead-letters.replay.reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "up", "up --fresh"})
  void shouldNotTouchAFolderOfSomebodyElse(String call, @TempDir Path folder) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));

    Outcome outcome = Cli.run(Map.of(), (call + " --data " + folder).split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("--data is " + folder, "expected an empty folder");
    assertThat(logs).exists();
  }

  @Test
  void shouldFailInOneLineWhereNobodyAnswers() {
    Outcome outcome = Cli.run(Map.of("activation.url", "http://127.0.0.1:1"), "status", "R-1");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines()).singleElement().asString().contains("gave no answer");
  }
}

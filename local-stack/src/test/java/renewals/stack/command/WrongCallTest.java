package renewals.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.stack.command.Cli.Outcome;

class WrongCallTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --kafka-port many | --kafka-port is many, expected a whole number",
        "up nonsense | Unmatched argument at index 1: 'nonsense'",
        "demo --renewals 0 | --renewals is 0, expected 1 to 100000",
        "demo --seed now | --seed is now, expected a whole number",
        "demo --report /no/such/file | --report is /no/such/file, expected a file in a folder that exists",
        "up -D topics.partitions=many | topics.partitions is many, expected a whole number from 1 to 1000",
        "up --kafka-port 99999 | --kafka-port is 99999, expected 0 to 65535",
        "up --ops-port=-1 | --ops-port is -1, expected 0 to 65535",
        "up --kafka-port 7000 --ops-port 7000 | is 7000, expected another port than --",
        "up --wait 5x | --wait is 5x, expected a duration",
        "demo --wait 0s | --wait is 0s, expected a duration above zero",
        "up --frsh | did you mean --fresh?",
        "up --clock 2026-01-01T00:00Z | --clock is 2026-01-01T00:00Z, expected --sandbox as well",
        "up --sandbox --clock tomorrow | --clock is tomorrow, expected an instant such as 2026-01-01T00:00Z",
        "up --sandbox --secure | --sandbox and --secure are given, expected one of them",
        "demo --year --secure | --year and --secure are given, expected one of them",
        "up -D notifier.smtp.hots=x | notifier.smtp.hots (-D) is no setting, did you mean notifier.smtp.host?",
        "demo -D notifier.smtp.hots=x | did you mean notifier.smtp.host?",
      })
  void shouldSayInOneLineWhatWasGivenAndExpectedAndExitWithTwo(String call, String said) {
    Outcome outcome = Cli.run(Map.of(), call.split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains(said);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "up", "demo"})
  void shouldExplainItself(String command) {
    Outcome outcome = Cli.run(Map.of(), (command + " --help").strip().split(" "));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: renewals " + command);
    assertThat(outcome.err()).isEmpty();
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
}

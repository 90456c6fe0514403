package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import renewals.cli.Cli.Outcome;
import renewals.cli.call.SettingDefaults;

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
        "find | TEXT",
        "find T-1 --limit 0 | --limit is 0, expected 1 or more",
        "find T-1 --since 5x | 5x, expected a duration",
        "card 12 | ICCID is 12, expected an ICCID",
        "dead-letters | expected replay",
        "notices | expected list, show, resend or preview",
        "forget | MERCHANT_ID",
        "forget M/1 | MERCHANT_ID is M/1, expected the id of a merchant",
        "links | expected revoke",
        "links revoke | RENEWAL_ID",
        "links revoke R/1 | RENEWAL_ID is R/1, expected the id of a renewal",
        "links revoke --before yesterday | --before is yesterday, expected a time with offset",
        "links revoke --before 2999-01-01T00:00:00Z | expected a time that has passed",
        "notices list --since 5x | 5x, expected a duration",
        "notices preview /no/such | FILE is /no/such, expected a readable file or -",
        "notices preview pom.xml --zone Nowhere | --zone is Nowhere, expected an IANA time zone",
        "topcs | did you mean topics?",
        "tail update | did you mean updates?",
        "tail updates --until-idel=5s | did you mean --until-idle?",
        "dead-letters replya | did you mean replay?",
        "dead-letters replay --reason FOO | --reason is FOO, expected one of MISMATCH, CONFLICTING_DUPLICATE",
        "dead-letters replay --reason UNREADABEL | did you mean UNREADABLE?",
        "topics -D topics.partition=3 | topics.partition (-D) is no setting, did you mean topics.partitions?",
        "topics -D topics.output-compression=lz5 | expected one of none, gzip, lz4, zstd, did you mean lz4?",
        "topics -D schema.registry.url=localhost:8081 | schema.registry.url is localhost:8081, expected an http",
        "status R-1 -D activation.url=localhost:8080 | activation.url is localhost:8080, expected an http",
        "status R-1 -D activation.url=http://a_b | activation.url is http://a_b, expected an http",
        "status R-1 -D activation.url=http://h:99999 | activation.url is http://h:99999, expected an http",
        "tail updates -D schema.registry.url=nonsense | schema.registry.url is nonsense, expected an http",
        "publish pom.xml -D schema.registry.url=nonsense | schema.registry.url is nonsense, expected",
        "producer -D schema.registry.url=nonsense | schema.registry.url is nonsense, expected",
        "activation -D schema.registry.url=nonsense | schema.registry.url is nonsense, expected",
        "notifier -D schema.registry.url=nonsense | schema.registry.url is nonsense, expected",
        "producer -D kafka.bootstrap.servers=h:99999 | h:99999",
        "activation -D kafka.bootstrap.servers=nonsense | nonsense",
        "notifier -D kafka.bootstrap.servers=nonsense | nonsense",
        "topics -D kafka.bootstrap.servers=nonsense | nonsense",
        "tail updates -D kafka.bootstrap.servers=nonsense | nonsense",
        "dead-letters replay -D kafka.bootstrap.servers=nonsense | nonsense",
        "topics -D settings.file=/no/such | settings.file is /no/such, expected a file",
        "party | no command given, expected add, rotate, disable, list or check",
        "party ad | did you mean add?",
        "party add p --file /no/such --generate | --event",
        "party add p --file /no/such --event pament --generate | did you mean payment?",
        "party add p --file /no/such --event payment | no key is given, expected",
        "party add p --file /no/such --event payment --generate --subject a | several keys are given",
        "party add p --file /no/such --event payment --generate --type bearr | did you mean bearer?",
        "party add p --file /no/such --event payment --generate --days 0 | --days is 0, expected 1 to",
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
        "topics",
        "tail",
        "find",
        "status",
        "card",
        "quote",
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

  @Test
  void shouldFailInOneLineWhereNobodyAnswers() {
    Outcome outcome = Cli.run(Map.of("activation.url", "http://127.0.0.1:1"), "status", "R-1");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("http://127.0.0.1:1 gave no answer: nothing listens there; ./renewals up");
  }

  @Test
  void shouldNameTheStatesOfNoticesWhereOneIsWrong() {
    Outcome outcome = Cli.run(Map.of(), "notices", "list", "--state", "DELIVERD");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--state is DELIVERD, expected one of", "RETRYING", "did you mean DELIVERED?");
  }

  @Test
  void shouldNameAKeyFileThatIsNotThere(@TempDir Path folder) {
    Outcome outcome =
        Cli.run(
            Map.of(),
            "party",
            "add",
            "my-channel",
            "--file",
            folder.resolve("parties.yaml").toString(),
            "--channel",
            "my-channel",
            "--event",
            "payment",
            "--public-key",
            "nope.pub");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--public-key is nope.pub, expected a readable file");
  }

  @Test
  void shouldNameAFileOfPartiesThatIsNotThere() {
    Outcome outcome = Cli.run(Map.of(), "party", "list", "--file", "nope.yaml");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines()).singleElement().asString().contains("nope.yaml");
  }
}

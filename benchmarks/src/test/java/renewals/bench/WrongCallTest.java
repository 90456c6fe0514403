package renewals.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WrongCallTest {

  @Test
  void shouldNameTheRivalThatIsNotKnown() {
    assertThat(errorOf("--rivals", "pass-through,spark"))
        .isEqualTo(
            "renewals bench: --rivals is spark, expected some of pass-through, pass-through-avro,"
                + " same-records, dsl-joins, dsl-rules, postgres-record, postgres-batch,"
                + " flink-heap, flink-rocksdb; see --help");
  }

  @Test
  void shouldNameTheNumberThatIsOutOfRange() {
    assertThat(errorOf("--rounds", "0"))
        .isEqualTo("renewals bench: --rounds is 0, expected 1 to 100; see --help");
  }

  @Test
  void shouldRefuseFewerRoundsThanAComparisonTakes() {
    assertThat(errorOf("--slow-senders", "200"))
        .isEqualTo("renewals bench: --rounds is 2, expected 7 to 100; see --help");
    assertThat(errorOf("silent-receivers", "--rounds", "6"))
        .isEqualTo("silent-receivers: --rounds is 6, expected 7 or more; see --help");
  }

  @Test
  void shouldSayHowToBuildTheRivalThatIsNotBuilt() {
    assertThat(errorOf("--rivals", "flink-heap"))
        .isEqualTo(
            "renewals bench: --rivals is flink-heap: not built; mvn -Pflink -Dmaven.test.skip=true"
                + " package builds it; see --help");
  }

  @Test
  void shouldRefuseTooFewEventsForAMaximum() {
    assertThat(errorOf("--latency", "60", "--events", "299999"))
        .isEqualTo("renewals bench: --events is 299999, expected 300000 to 150000000; see --help");
  }

  @Test
  void shouldRefuseReportsOfNoDay() {
    assertThat(errorOf("--usage", "0"))
        .isEqualTo("renewals bench: --usage is 0, expected 1 to 1000; see --help");
  }

  @Test
  void shouldNameThePartThatIsNotKnown() {
    assertThat(errorOf("notices", "--only", "kills,speed"))
        .isEqualTo(
            "notices: --only is speed, expected some of kills, latency, webhooks; see --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds many | --rounds is many, expected a whole number such as 20; see --help",
        "--roundz 2 | Unknown options: '--roundz', '2', did you mean --rounds?; see --help",
        "--short | --short is given, expected --micro with it; see --help",
        "--cost 60 --latency 60 | --latency and --cost are given, expected one of them at most",
        "--cost 60 --rate 300,3000 | --rate has 2 values, expected one with --cost; see --help",
        "--latency 60 --rate 300,0 | --rate is 0, expected 1 to 1000000; see --help",
        "--rate 300 | --rate is given, expected --cost or --latency with it; see --help",
        "--wait soon | --wait is soon, expected a duration such as 500ms, 5s, PT24H",
      })
  void shouldSayInOneLineWhatWasGivenAndWhatIsExpected(String call, String said) {
    assertThat(errorOf(call.split(" ")).lines())
        .singleElement()
        .asString()
        .startsWith("renewals bench: " + said);
  }

  @Test
  void shouldMeanYesByEachFlagWhateverItsDefault() {
    assertThat(Main.commandLine().getCommandSpec().options())
        .filteredOn(option -> option.type() == boolean.class && !option.usageHelp())
        .filteredOn(option -> !option.versionHelp())
        .isNotEmpty()
        .allMatch(flag -> "true".equals(flag.fallbackValue()));
  }

  private static String errorOf(String... args) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute(args)).isEqualTo(2);
    return err.toString().strip();
  }
}

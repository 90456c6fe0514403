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
        "nonsense | 2 | nonsense",
        "tail | 2 | OUTPUT",
        "tail nonsense | 2 | activations, updates, receipts, dead-letters",
        "tail updates --until-idle 5x | 2 | 5x, expected a duration",
        "status | 2 | RENEWAL_ID",
        "find | 2 | TEXT",
        "find T-1 --limit 0 | 2 | --limit is 0, expected 1 or more",
        "find T-1 --since 5x | 2 | --since is 5x, expected a time with offset or Z such as 2026-03-02T10:00:00+08:00, or how long ago: 90s, 12h, 7d",
        "card c/12 | 2 | ICCID or RENEWAL_ID is c/12, expected an ICCID",
        "dead-letters | 2 | no command given, expected list, show or replay",
        "dead-letters list --reason INVALD | 2 | --reason is INVALD, expected one of",
        "dead-letters list --since monday | 2 | --since is monday, expected a time with offset or Z",
        "dead-letters list --limit 0 | 2 | --limit is 0, expected 1 or more",
        "dead-letters show | 2 | TOPIC/PARTITION/OFFSET",
        "dead-letters show 1234 | 2 | TOPIC/PARTITION/OFFSET is 1234, expected TOPIC/PARTITION/OFFSET such as renewal-payments/2/1234",
        "dead-letters replay --offset 1234 | 2 | --offset is 1234, expected TOPIC/PARTITION/OFFSET",
        "notices | 2 | expected list, show, resend or preview",
        "forget | 2 | MERCHANT_ID",
        "forget M/1 | 2 | MERCHANT_ID is M/1, expected the id of a merchant",
        "links | 2 | expected revoke",
        "links revoke | 2 | RENEWAL_ID",
        "links revoke R/1 | 2 | RENEWAL_ID is R/1, expected the id of a renewal",
        "links revoke --before yesterday | 2 | --before is yesterday, expected a time with offset",
        "links revoke --before 2999-01-01T00:00:00Z | 2 | expected a time that has passed",
        "notices list --merchant M/1 | 2 | --merchant is M/1, expected the id of a merchant",
        "notices list --renewal R/1 | 2 | --renewal is R/1, expected the id of a renewal",
        "reconcile mark R/1 | 2 | RENEWAL_ID is R/1, expected the id of a renewal",
        "listen --forward-to http://127.0.0.1:1 --merchant M/1 | 2 | --merchant is M/1, expected the id of a merchant",
        "trigger PAID --forward-to http://127.0.0.1:1 --merchant M/1 | 2 | --merchant is M/1, expected the id of a merchant",
        "notices list --since 5x | 2 | --since is 5x, expected a time with offset or Z such as 2026-03-02T10:00:00+08:00, or how long ago: 90s, 12h, 7d",
        "notices preview /no/such | 2 | FILE is /no/such, expected a readable file or -",
        "notices preview pom.xml --zone Nowhere | 2 | --zone is Nowhere, expected an IANA time zone",
        "listen | 2 | --forward-to",
        "listen --forward-to localhost:3000 | 2 | --forward-to is localhost:3000, expected an http",
        "listen --forward-to http://127.0.0.1:1 --kind PIAD | 2 | --kind is PIAD, expected one of ACTIVATED",
        "listen --forward-to http://127.0.0.1:1 --until-idle soon | 2 | --until-idle is soon, expected",
        "trigger --forward-to http://127.0.0.1:1 | 2 | KIND",
        "trigger PIAD --forward-to http://127.0.0.1:1 | 2 | did you mean PAID?",
        "listen --forward-to http://127.0.0.1:1 --kind CONTACT_CHANGED | 2 | --kind is CONTACT_CHANGED, expected one of",
        "trigger WEBHOOK_CHALLENGE --forward-to http://127.0.0.1:1 --zone Nowhere | 2 | --zone is Nowhere, expected an IANA time zone",
        "trigger PAID --forward-to http://127.0.0.1:1 --secret whsec_ | 2 | --secret is (hidden), expected whsec_ and base64",
        "trigger PAID --forward-to http://127.0.0.1:1 --secret abc | 2 | --secret is (hidden), expected whsec_ and base64",
        "trigger PAID --forward-to http://127.0.0.1:1 --zone Nowhere | 2 | --zone is Nowhere, expected an IANA time zone",
        "topcs | 2 | did you mean topics?",
        "tail update | 2 | did you mean updates?",
        "tail updates --until-idel=5s | 2 | did you mean --until-idle?",
        "dead-letters replya | 2 | did you mean replay?",
        "dead-letters replay --reason FOO | 2 | --reason is FOO, expected one of MISMATCH, CONFLICTING_DUPLICATE",
        "dead-letters replay --reason UNREADABEL | 2 | did you mean UNREADABLE?",
        "topics -D topics.partition=3 | 2 | topics.partition (-D) is no setting, did you mean topics.partitions?",
        "topics -D topics.output-compression=lz5 | 2 | expected one of none, gzip, lz4, zstd, did you mean lz4?",
        "topics -D schema.registry.url=localhost:8081 | 2 | schema.registry.url is localhost:8081, expected an http",
        "status R-1 -D activation.url=localhost:8080 | 2 | activation.url is localhost:8080, expected an http",
        "status R-1 -D activation.url=http://a_b | 2 | activation.url is http://a_b, expected an http",
        "status R-1 -D activation.url=http://h:99999 | 2 | activation.url is http://h:99999, expected an http",
        "tail updates -D schema.registry.url=nonsense | 2 | schema.registry.url is nonsense, expected an http",
        "publish pom.xml -D schema.registry.url=nonsense | 2 | schema.registry.url is nonsense, expected",
        "producer -D schema.registry.url=nonsense | 2 | schema.registry.url is nonsense, expected",
        "activation -D schema.registry.url=nonsense | 2 | schema.registry.url is nonsense, expected",
        "notifier -D schema.registry.url=nonsense | 2 | schema.registry.url is nonsense, expected",
        "producer -D kafka.bootstrap.servers=h:99999 | 2 | h:99999",
        "activation -D kafka.bootstrap.servers=nonsense | 2 | nonsense",
        "notifier -D kafka.bootstrap.servers=nonsense | 2 | nonsense",
        "topics -D kafka.bootstrap.servers=nonsense -D schema.registry.url=http://h | 2 | nonsense",
        "tail updates -D kafka.bootstrap.servers=nonsense -D schema.registry.url=http://h | 2 | nonsense",
        "dead-letters replay -D kafka.bootstrap.servers=nonsense -D schema.registry.url=http://h | 2 | nonsense",
        "publish pom.xml -D kafka.bootstrap.servers=h:1 | 2 | schema.registry.url is nothing, expected its address, as another address is set",
        "publish pom.xml -D schema.registry.url=http://h | 2 | kafka.bootstrap.servers is nothing, expected its address",
        "topics -D kafka.bootstrap.servers=h:1 | 2 | schema.registry.url is nothing, expected its address",
        "tail updates -D schema.registry.url=http://h | 2 | kafka.bootstrap.servers is nothing, expected its address",
        "dead-letters replay -D kafka.bootstrap.servers=h:1 | 2 | schema.registry.url is nothing, expected its address",
        "status R-1 -D kafka.bootstrap.servers=h:1 | 2 | activation.url is nothing, expected its address",
        "topics -D settings.file=/no/such | 2 | settings.file is /no/such, expected a file",
        "party | 2 | no command given, expected add, rotate, disable, list or check",
        "party ad | 2 | did you mean add?",
        "party add p --file /no/such --generate | 2 | --event",
        "party add p --file /no/such --event pament --generate | 2 | did you mean payment?",
        "party add p --file /no/such --event payment | 2 | no key is given, expected",
        "party add p --file /no/such --event payment --generate --subject a | 2 | several keys are given",
        "party add p --file /no/such --event payment --generate --type bearr | 2 | did you mean bearer?",
        "party add p --file /no/such --event payment --generate --days 0 | 2 | --days is 0, expected 1 to",
        "topics -D topics.partitions=0 | 2 | topics.partitions is 0, expected a whole number",
        "find T-1 --since yesterday | 2 | --since is yesterday, expected a time with offset or Z such as 2026-03-02T10:00:00+08:00, or how long ago: 90s, 12h, 7d",
        "find T-1 --since 2026-03-02 | 2 | --since is 2026-03-02, expected a time with offset or Z such as",
        "find T-1 --since 999999999999d | 2 | --since is 999999999999d, expected a time with offset or Z such as",
        "find T-1 --since 2999-01-01T00:00:00Z | 2 | --since is 2999-01-01T00:00:00Z, expected a time that has passed",
        "find T-1 --since PT-5H | 2 | --since is PT-5H, expected a time that has passed",
        "find T-1 --limit many | 2 | --limit is many, expected a whole number such as 20",
        "find T-1 T-2 | 2 | T-2",
        "links revoke R-1 --before 7d | 2 | mutually exclusive",
        "links revoke --merchant M/1 | 2 | --merchant is M/1, expected the id of a merchant",
        "links merchant M-1 | 2 | page.base.url is nothing, expected the address of",
        "links merchant M-1 -D page.base.url=https://pages.example | 2 | page.link.secret is nothing, expected the secret that signs links",
        "links merchant M-1 -D page.base.url=https://pages.example -D page.link.secret=short | 2 | page.link.secret is 5 characters, expected at least 32",
        "status R/1 | 2 | RENEWAL_ID is R/1, expected the id of a renewal",
        "status R-1 R-2 | 2 | R-2",
        "status R-1 -D activation.url | 2 | activation.url",
        "quote --validity P1M | 2 | --carrier",
        "quote --carrier cmcc | 2 | --validity",
        "quote --carrier cmcc --validity 1month | 2 | --validity is 1month, expected a period such as P1M, P30D or P1Y: P1D to P3660D, or 1 to 120 months",
        "quote --carrier cmcc --validity P1M --policy STAK | 2 | --policy is STAK, expected one of STACK, RESET, did you mean STACK?",
        "quote --carrier cmcc --validity P1M --data 1GB | 2 | --data is 1GB, expected a whole number of bytes such as 1000000000",
        "quote --carrier cmcc --validity P1M --valid-until tomorrow | 2 | --valid-until is tomorrow, expected a time with offset or Z such as 2026-03-02T10:00:00+08:00",
        "quote --carrier c/m --validity P1M | 2 | --carrier is c/m, expected an id",
        "quote 12 --carrier cmcc --validity P1M | 2 | ICCID is 12, expected an ICCID",
        "publish | 2 | FILE",
        "publish /no/such | 2 | FILE is /no/such, expected a readable file or -",
        "publish src | 2 | FILE is src, expected a readable file or -",
        "notices show | 2 | NOTICE_ID",
        "notices resend | 2 | NOTICE_ID",
        "notices list --kind ACTIVATD | 2 | --kind is ACTIVATD, expected one of",
        "notices list --channel FAX | 2 | --channel is FAX, expected one of",
        "reconcile | 2 | no command given, expected list or mark",
        "reconcile mark | 2 | RENEWAL_ID",
        "access | 2 | expected",
        "access apply | 2 | --clients",
        "access plan --for prodction | 2 | --for is prodction, expected local or production",
        "access plan --for production | 2 | kafka.security.protocol is nothing, expected SASL_SSL or SSL for production",
        "party list | 2 | --file is nothing, expected the file of parties, or the setting parties.file",
        "party list --file /no/such | 2 | --file is /no/such, expected a file that can be read",
        "party check /no/such | 2 | FILE is /no/such, expected a file that can be read",
        "party disable key-1 --file /no/such | 2 | --file is /no/such, expected a file that can be read",
        "party add p --file /no/such/parties.yaml --event payment --channel c --generate | 2 | --file is /no/such/parties.yaml",
        "party rotate p --file pom.xml --generate --days many | 2 | --days is many, expected a whole number such as 20",
        "party rotate p --file pom.xml --generate --overlap 1week | 2 | --overlap is 1week, expected a duration such as",
        "tail updates -D kafka.bootstrap.servers | 2 | kafka.bootstrap.servers",
      })
  void shouldSayInOneLineWhatWasGivenAndWhatIsExpected(String call, int exit, String said) {
    Outcome outcome = Cli.runWithLog(Map.of(), call.split(" "));

    // the notifier says of its settings what is worth knowing, before it finds what is wrong
    assertThat(outcome.err().lines().filter(line -> !line.contains(" WARN NotifierConfig - ")))
        .singleElement()
        .asString()
        .contains(said);
    assertThat(outcome.exit()).isEqualTo(exit);
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
        "dead-letters list",
        "dead-letters show",
        "dead-letters replay",
        "completion"
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

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains("nope.yaml");
  }
}

package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.Settings;
import renewals.producer.ProducerService;
import renewals.stack.MadeSecrets;
import renewals.stack.Platform;
import renewals.stack.command.Cli;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;

/**
 * A newcomer follows the page of the first payment line by line: his key, {@code ./renewals party
 * add}, a payment by each of the four clients, a renewal, a carrier's review, against an intake on
 * a real broker. The page has a folder of the project's and one of his own; here one that is fresh
 * is his. A line runs where its tools are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstPaymentIT {

  private static final Path PAGES = Path.of("../docs/partners").toAbsolutePath().normalize();
  private static final String PAGES_INTAKE = "http://127.0.0.1:8090";
  private static final String WRITES = "cat >";
  private static final String LAUNCHER = "./renewals ";
  private static final String MAKES_A_KEY = "openssl genpkey ";
  private static final Pattern FOLDERS = Pattern.compile("^(?:mkdir|cd) .*\n", Pattern.MULTILINE);
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final Path folder = Platform.folder();
  private List<String> blocks = List.of();
  private ProducerService intake;

  @BeforeAll
  void becomeAParty() throws Exception {
    assumeRuns("openssl version");
    blocks =
        BLOCK
            .matcher(Files.readString(PAGES.resolve("first-payment.md")))
            .results()
            .map((MatchResult result) -> FOLDERS.matcher(result.group(1)).replaceAll("").strip())
            .toList();
    assertThat(Cli.run(Platform.settings(), "topics").exit()).isZero();
    for (String block : blocks) {
      if (block.startsWith(WRITES) || block.startsWith(MAKES_A_KEY)) {
        assertThat(run(block)).isEmpty();
      }
    }
    assertThat(blocks.stream().filter(block -> block.startsWith(LAUNCHER)).map(this::operator))
        .hasSize(2)
        .anyMatch(said -> said.contains("my-channel speaks by key my-channel-1 of type ed25519"))
        .anyMatch(said -> said.contains("carrier-m speaks by key carrier-m-1 of type ed25519"));
    Map<String, String> settings = Platform.settings();
    settings.put("producer.http.port", "0");
    settings.put("parties.file", folder.resolve("parties.yaml").toString());
    settings.putAll(MadeSecrets.provenance(Settings.of(Map.of()), folder));
    intake = ProducerService.start(Settings.of(settings));
    awaitReady();
  }

  @AfterAll
  void stop() {
    if (intake != null) {
      intake.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "send.sh, curl --version",
    "send.py, python3 -c 'import cryptography'",
    "send.mjs, node --version",
    "Send.java, java --version"
  })
  void shouldTakeTheFirstPaymentByThePagesLine(String file, String tool) throws Exception {
    assumeRuns(tool);

    String said = send(file, "/v1/payments");

    assertThat(said)
        .contains("\"eventId\":\"payment/R-1/my-channel/P-1001/SETTLED\"")
        .contains("\"topic\":\"renewal-payments\"");
  }

  @ParameterizedTest
  @CsvSource({"send.sh, curl --version", "send.py, python3 -c 'import cryptography'"})
  void shouldTakeTheFirstRenewalByThePagesLine(String file, String tool) throws Exception {
    assumeRuns(tool);

    assertThat(send(file, "/v1/renewals"))
        .contains("\"eventId\":\"renewal-requested/R-1\"")
        .contains("\"topic\":\"renewal-requests\"");
  }

  @Test
  void shouldTakeTheCarriersReviewByThePagesLine() throws Exception {
    assumeRuns("curl --version");

    assertThat(send("send.sh", "/v1/reviews"))
        .contains("\"eventId\":\"review/R-1/carrier-m/V-1\"")
        .contains("\"topic\":\"carrier-reviews\"");
  }

  @Test
  void shouldRunEveryLineOfThePage() {
    assertThat(blocks)
        .filteredOn(block -> Stream.of(WRITES, MAKES_A_KEY, LAUNCHER).noneMatch(block::startsWith))
        .allSatisfy(block -> assertThat(block).matches("(?i)[^\n]* send\\.(sh|py|mjs|java) [^\n]*"))
        .hasSize(7);
  }

  private String send(String file, String path) throws Exception {
    Files.copy(PAGES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    String line =
        blocks.stream()
            .filter(block -> block.contains(file) && block.contains(path))
            .findFirst()
            .orElseThrow();
    return run(line.replace(PAGES_INTAKE, "http://127.0.0.1:" + intake.port()));
  }

  /** The launcher itself would build first; its command is the same. */
  private String operator(String line) {
    assertThat(line).startsWith(LAUNCHER).doesNotContain("\n");
    String[] words =
        line.substring(LAUNCHER.length())
            .replace("parties.yaml", folder.resolve("parties.yaml").toString())
            .replace("../channel", folder.toString())
            .split(" ");
    Cli.Outcome outcome = Cli.run(Map.of(), words);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private void assumeRuns(String line) throws Exception {
    assumeThat(start(line).waitFor()).as(line).isZero();
  }

  private String run(String lines) throws Exception {
    Process process = start(lines);
    assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).as(lines).isTrue();
    String said = Files.readString(folder.resolve("said"), UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", lines, said).isZero();
    return said;
  }

  private Process start(String lines) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", lines)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  private void awaitReady() throws Exception {
    Patience.await("the intake is ready", () -> KafkaBench.isReady(intake.port()));
  }
}

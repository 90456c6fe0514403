package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.parties.model.Limits;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.proof.Provenance.Proven;

/** What the page's lines sign holds. Each runs where its tool is. */
class SnippetsTest {

  private static final byte[] VALUE = "value \0 of bytes".getBytes(UTF_8);
  private static final Party LAKALA =
      new Party(
          "lakala",
          List.of(),
          List.of(new PartyKey.Hmac("k1", Period.ALWAYS, ProofTest.secret())),
          Limits.USUAL);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "python3, record.py, R-1, value",
    "python3, record.py, M-1, -",
    "python3, record.py, -, value",
    "node, record.mjs, R-1, value",
    "node, record.mjs, M-1, -",
    "node, record.mjs, -, value"
  })
  void shouldSignWhatHolds(String tool, String script, String key, String value) throws Exception {
    assumeRuns(tool);
    Path secret = folder.resolve("secret");
    Files.writeString(
        secret, Base64.getEncoder().encodeToString(ProofTest.secret().getEncoded()) + "\n");
    Path valueFile = Files.write(folder.resolve("value"), VALUE);

    Map<String, String> headers =
        run(
            tool,
            Path.of("../docs/partners", script).toAbsolutePath().normalize().toString(),
            "renewal-payments",
            key,
            value.equals("-") ? "-" : valueFile.toString(),
            "lakala",
            "k1",
            secret.toString());

    assertThat(judged(headers, key.equals("-") ? null : key.getBytes(UTF_8), value.equals("-")))
        .isInstanceOfSatisfying(
            Proven.class, proven -> assertThat(proven.toJudge()).contains(LAKALA));
  }

  private static Provenance judged(Map<String, String> headers, byte[] key, boolean isRemoval) {
    Instant now = Clock.systemUTC().instant();
    return new ProofJudge(() -> GatewayKeys.NONE, () -> new Parties(List.of(LAKALA)))
        .judge(
            new ProofJudge.Read(
                "renewal-payments",
                key,
                isRemoval ? null : VALUE,
                values(headers, ProofHeaders.PARTY),
                values(headers, ProofHeaders.AT),
                values(headers, ProofHeaders.PROOF),
                now));
  }

  private static List<byte[]> values(Map<String, String> headers, String name) {
    return Optional.ofNullable(headers.get(name)).stream()
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  private void assumeRuns(String tool) throws Exception {
    int exit;
    try {
      exit = start(List.of(tool, "--version")).waitFor();
    } catch (IOException e) {
      exit = -1;
    }
    assumeThat(exit).as(tool).isZero();
  }

  private Map<String, String> run(String... command) throws Exception {
    Process process = start(List.of(command));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command[1]).isTrue();
    List<String> said = Files.readAllLines(folder.resolve("said"));
    assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
    return said.stream()
        .map(line -> line.split(": ", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }
}

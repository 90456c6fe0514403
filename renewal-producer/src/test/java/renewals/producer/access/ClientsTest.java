package renewals.producer.access;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.http.HttpAccess;

/**
 * Clients that others wrote, and the lines of docs/partners, against the intake. Each runs where
 * its tools are; npm's with {@code -Dnpm.folder=…}, in which {@code npm install
 * http-message-signatures} was run.
 */
class ClientsTest {

  @TempDir Path folder;
  private Intakes intake;

  @BeforeEach
  void start() throws IOException {
    intake = new Intakes(1000, HttpAccess.usual("127.0.0.1"), Clock.systemUTC());
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getEncoder().encodeToString(Channels.LAKALA.getPrivate().getEncoded()));
    Files.writeString(folder.resolve("key.pem"), pem);
    Files.writeString(
        folder.resolve("secret"), Base64.getEncoder().encodeToString(Channels.BANK_SECRET));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void shouldTakeWhatThePageSendsWithCurlAndOpenssl() throws Exception {
    assumeRuns("curl", "--version");
    assumeRuns("openssl", "version");

    String said = run(script("send.sh"), url(), "lakala-ed", key("key.pem"), payment("lakala-app"));

    assertThat(said).contains("\"topic\":\"renewal-payments\"");
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3 send.py", "node send.mjs", "java Send.java"})
  void shouldTakeWhatThePageSendsWithAnEd25519Key(String client) throws Exception {
    assumeClientRuns(client, "lakala-ed");

    assertThat(pay(client, "lakala-ed", "key.pem", "lakala-app")).startsWith("202 ");
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3 send.py", "node send.mjs", "java Send.java"})
  void shouldTakeWhatThePageSendsWithASharedSecret(String client) throws Exception {
    assumeClientRuns(client, "bank-hmac");

    assertThat(pay(client, "bank-hmac", "secret", "bank-east")).startsWith("202 ");
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3 send.py", "node send.mjs", "java Send.java"})
  void shouldSayToThePageWhatAPartyMayNot(String client) throws Exception {
    assumeClientRuns(client, "bank-hmac");

    assertThat(pay(client, "bank-hmac", "secret", "lakala-app"))
        .startsWith("403 ")
        .contains("bank-east may speak for bank-east");
  }

  @Test
  @EnabledIfSystemProperty(named = "npm.folder", matches = ".+")
  void shouldTakeWhatNpmsLibrarySignsWithEd25519() throws Exception {
    assertThat(node("lakala-ed", "key.pem", "ed25519", "lakala-app")).startsWith("202 ");
  }

  @Test
  @EnabledIfSystemProperty(named = "npm.folder", matches = ".+")
  void shouldTakeWhatNpmsLibrarySignsWithHmac() throws Exception {
    assertThat(node("bank-hmac", "secret", "hmac-sha256", "bank-east")).startsWith("202 ");
  }

  private String node(String keyId, String keyFile, String algorithm, String channelId)
      throws Exception {
    Path client = Path.of("src/test/resources/npm-client.mjs").toAbsolutePath();
    return runIn(
        Path.of(System.getProperty("npm.folder")),
        List.of("node", client.toString(), url(), keyId, key(keyFile), algorithm, channelId));
  }

  private String pay(String client, String keyId, String keyFile, String channelId)
      throws Exception {
    String[] words = client.split(" ", 2);
    return run(words[0], script(words[1]), url(), keyId, key(keyFile), payment(channelId));
  }

  private void assumeClientRuns(String client, String keyId) throws Exception {
    if (client.startsWith("python3") && keyId.equals("lakala-ed")) {
      assumeRuns("python3", "-c", "import cryptography");
    } else {
      assumeRuns(client.split(" ", 2)[0], "--version");
    }
  }

  private String payment(String channelId) throws IOException {
    Path file = folder.resolve("payment.json");
    Files.writeString(
        file,
        """
        {"paymentId":"P-1","renewalId":"R-1","channelId":"%s","status":"SETTLED",
         "amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%s"}
        """
            .formatted(channelId, Instant.now()));
    return file.toString();
  }

  private String url() {
    return "http://127.0.0.1:" + intake.http.port() + "/v1/payments";
  }

  private String key(String name) {
    return folder.resolve(name).toString();
  }

  private static String script(String name) {
    return Path.of("../docs/partners", name).toAbsolutePath().normalize().toString();
  }

  private void assumeRuns(String... command) throws Exception {
    int exit;
    try {
      exit = start(folder, List.of(command)).waitFor();
    } catch (IOException e) {
      exit = -1;
    }
    assumeThat(exit).as(String.join(" ", command)).isZero();
  }

  private String run(String... command) throws Exception {
    return runIn(folder, List.of(command));
  }

  private String runIn(Path where, List<String> command) throws Exception {
    Process process = start(where, command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.getFirst()).isTrue();
    return Files.readString(folder.resolve("said"), UTF_8);
  }

  private Process start(Path where, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }
}

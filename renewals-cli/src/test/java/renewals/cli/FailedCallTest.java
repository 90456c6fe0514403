package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.cli.Cli.Outcome;

/** Calls that are right and fail: the service is away, or nothing is known of what was named. */
class FailedCallTest {

  private final Map<String, String> settings = new HashMap<>();
  private HttpServer activation;
  private String answer =
      "{\"code\":\"UNKNOWN\",\"title\":\"Not found\",\"status\":404,"
          + "\"detail\":\"nothing is known of /v1/renewals/R-9\"}";

  @TempDir private Path folder;

  @BeforeEach
  void startApi() throws IOException {
    activation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    activation.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    activation.start();
    settings.put("activation.url", "http://127.0.0.1:" + activation.getAddress().getPort());
    settings.put("notifier.url", "http://127.0.0.1:1");
    settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
    settings.put("kafka.default.api.timeout.ms", "300");
    settings.put("kafka.request.timeout.ms", "300");
    settings.put("schema.registry.url", "http://127.0.0.1:1");
    write("bad.yaml", "parties: 7");
    write("none.yaml", "parties: []");
  }

  private void write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stopApi() {
    activation.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status R-9 | 1 | nothing is known of R-9; ./renewals find looks for what outputs name",
        "card 89860012345678901235 | 1 | nothing is known of card 898600…1235: no renewal of it",
        "quote --carrier cmcc --validity P1M | 1 | nothing is known of this",
        "links revoke R-9 | 1 | renewal R-9 is known to nobody, so nothing was revoked; --unknown",
        "links revoke R-9 --unknown | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms; ./renewals up",
        "links revoke --merchant M-1 | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "links revoke --before 7d | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "find T-1 | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "tail updates | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "publish pom.xml | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "topics | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "dead-letters list | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "dead-letters show renewal-payments/2/7 | 1 | Kafka at 127.0.0.1:1 gave no answer",
        "dead-letters replay --key R-1 | 1 | Kafka at 127.0.0.1:1 gave no answer",
        "dead-letters replay | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "notices list | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "notices show R1/1/ACTIVATED/SMS | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "notices resend R1/1/ACTIVATED/SMS | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "reconcile list | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "reconcile mark R-1 | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "forget M-1 | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "access plan | 1 | Kafka at 127.0.0.1:1 gave no answer within 300 ms",
        "party list --file FOLDER/bad.yaml | 1 | bad.yaml: parties is \"7\", expected a list",
        "party check FOLDER/bad.yaml | 1 | bad.yaml: parties is \"7\", expected a list",
        "party disable key-9 --file FOLDER/none.yaml | 1 | key-9",
        "party rotate p-9 --file FOLDER/none.yaml --generate | 1 | p-9",
      })
  void shouldSayInOneLineWhyItFailed(String call, int exit, String said) {
    Outcome outcome =
        Cli.runWithLog(
            call.startsWith("party") ? Map.of() : settings,
            call.replace("FOLDER", folder.toString()).split(" "));

    assertThat(outcome.err().lines()).singleElement().asString().contains(said);
    assertThat(outcome.exit()).isEqualTo(exit);
  }

  @Test
  void shouldNotTakeAnothersWordForIt() {
    answer = "{\"title\":\"Not found\",\"status\":404,\"detail\":\"no such page\"}";

    assertThat(Cli.runWithLog(settings, "links", "revoke", "R-9").err())
        .contains("Kafka at 127.0.0.1:1 gave no answer");
  }

  @Test
  void shouldAskNobodyAtAnAddressThatWasNotSaidWhetherARenewalIsKnown() {
    settings.remove("activation.url");

    assertThat(Cli.runWithLog(settings, "links", "revoke", "R-9").err())
        .contains("Kafka at 127.0.0.1:1 gave no answer");
  }

  @Test
  void shouldForgetNobodyAtANotifierThatWasNotSaid() {
    settings.remove("notifier.url");

    Outcome outcome = Cli.runWithLog(settings, "forget", "M-1");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("notifier.url is nothing, expected its address, as another address is set");
  }

  @Test
  void shouldNotTakeAnothersPageForAnAnswer() {
    answer = "<html>\n<body>Not here</body>\n</html>";

    Outcome outcome = Cli.runWithLog(settings, "status", "R-9");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("status 404 and no JSON, expected activation-stream there");
  }
}

package renewals.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.cli.Cli;
import renewals.cli.Cli.Outcome;

class TriggerCommandTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final List<Map<String, List<String>>> heads = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private volatile boolean isEndless;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldPostWhatASecretVerifies() {
    Outcome outcome = trigger("ACTIVATED", "--secret", SECRET);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(bodies).singleElement().asString().startsWith("{\"type\":\"renewal.activated\"");
    assertThatCode(() -> new Webhook(SECRET).verify(bodies.getFirst(), heads.getFirst()))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldSayTheSecretThatItMade() {
    Outcome outcome = trigger("PAID");

    String secret = outcome.err().strip().replace("signed with ", "");
    assertThatCode(() -> new Webhook(secret).verify(bodies.getFirst(), heads.getFirst()))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldPostTheTestEventOfAnAddress() {
    assertThat(trigger("WEBHOOK_CHALLENGE").exit()).isZero();

    assertThat(bodies).singleElement().asString().contains("\"kind\":\"WEBHOOK_CHALLENGE\"");
  }

  @Test
  void shouldSayWhatTheServerAnswered() {
    status = 500;

    Outcome outcome = trigger("DELAYED", "--json");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines()).singleElement().asString().contains("\"status\":500");
  }

  @Test
  @Timeout(30)
  void shouldNotWaitForABodyThatNeverEnds() {
    isEndless = true;
    status = 200;

    assertThat(trigger("PAID").exit()).isZero();
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    int port = server.getAddress().getPort();
    server.stop(0);

    Outcome outcome =
        Cli.run(Map.of(), "trigger", "PAID", "--forward-to", "http://127.0.0.1:" + port + "/hook");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines()).singleElement().asString().endsWith("nothing listens there");
  }

  private Outcome trigger(String... words) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    String[] all = new String[words.length + 3];
    all[0] = "trigger";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--forward-to";
    all[words.length + 2] = url;
    return Cli.run(Map.of(), all);
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, List<String>> head = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> head.put(name.toLowerCase(Locale.ROOT), values));
    heads.add(head);
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (isEndless) {
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      return; // its connection stays open until the server stops
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}

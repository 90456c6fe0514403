package renewals.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.cli.Cli;

class ActivationApiTest {

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String inputs = "ready";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean health = exchange.getRequestURI().getPath().startsWith("/health/");
          if (!health) {
            authorizations.add(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          }
          String answer =
              health
                  ? "{\"parts\":{\"inputs\":\"%s\"}}".formatted(inputs)
                  : "{\"state\":\"UNKNOWN\"}";
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void shouldSendTheTokenThatIsSet() {
    Map<String, String> settings =
        Map.of(
            "activation.url",
            url(),
            "activation.http.token",
            "let-me-in",
            "kafka.default.api.timeout.ms",
            "200");

    Cli.run(settings, "status", "R-1");
    Cli.run(settings, "card", "89860012345678901235");

    assertThat(authorizations).containsExactly("Bearer let-me-in", "Bearer let-me-in");
  }

  @Test
  void shouldSendNoneWhereNoneIsSet() {
    Cli.run(
        Map.of("activation.url", url(), "kafka.default.api.timeout.ms", "200"), "status", "R-1");

    assertThat(authorizations).containsExactly("null");
  }

  @Test
  void shouldSayBesideTheStatusWhatRetentionTookAwayUnread() {
    inputs = "retention took away what was not read: renewal-payments-3 offsets 1 to 9";

    assertThat(
            Cli.run(
                    Map.of("activation.url", url(), "kafka.default.api.timeout.ms", "200"),
                    "status",
                    "R-1")
                .lines())
        .contains("attention: " + inputs);
  }

  @Test
  void shouldSayNothingBesideTheStatusWhereAllWasRead() {
    assertThat(
            Cli.run(
                    Map.of("activation.url", url(), "kafka.default.api.timeout.ms", "200"),
                    "status",
                    "R-1")
                .out())
        .doesNotContain("attention");
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}

package renewals.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.Settings;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.SignedTokens;
import renewals.testing.FreePorts;

/** The portal where nobody else is there: no Kafka, no registry, no activation-stream. */
@Timeout(60)
class PortalAloneTest {

  private static final String SECRET = "a secret of more than 32 characters";
  private static final String RENEWAL =
      """
      {"renewalId":"R-1","state":"WAITING_FOR_REVIEW","net":{"minorUnits":5000,"currency":"CNY"},\
      "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":0,"currency":"CNY"},\
      "iccid":"89860012345678901238","waitingFor":["REVIEW"],"timeline":[],"source":"active"}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private int activationPort;
  private PortalService portal;

  @BeforeEach
  void start() throws IOException {
    activationPort = FreePorts.next();
    String nobody = "127.0.0.1:" + FreePorts.next();
    portal =
        PortalService.start(
            Settings.of(
                Map.of(
                    "portal.http.port",
                    "0",
                    "ops.http.port",
                    "0",
                    "page.link.secret",
                    SECRET,
                    "activation.url",
                    "http://127.0.0.1:" + activationPort,
                    "kafka.bootstrap.servers",
                    nobody,
                    "schema.registry.url",
                    "http://" + nobody)));
  }

  @AfterEach
  void stop() {
    portal.close();
    http.shutdownNow();
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    return http.send(
        HttpRequest.newBuilder(uri).header("Accept-Language", "en").build(),
        BodyHandlers.ofString());
  }

  private static String link() {
    SignedTokens tokens =
        new SignedTokens(SECRET.getBytes(StandardCharsets.UTF_8), LinkTokens.PURPOSE);
    return "/r/R-1?t=" + tokens.sign("R-1", Instant.now().plusSeconds(60));
  }

  @Test
  void shouldBeReadyAndNameWhoIsAway() throws Exception {
    HttpResponse<String> ready = get(portal.port(), "/health/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body())
        .contains(
            "\"activation\":\"no answer from http://127.0.0.1:" + activationPort,
            "\"kafka\":\"Kafka gives no answer\"",
            "\"registry\":\"the registry gives no answer\"");
  }

  @Test
  void shouldAskWhoComesByALinkWhileItCannotTellWhichWereTakenBack() throws Exception {
    HttpResponse<String> answer = get(portal.port(), link());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/?why=expired&r=R-1");
    assertThat(get(portal.port(), "/health/ready").body())
        .contains("\"link-revocations\":\"link-revocations isn't read yet");
  }

  @Test
  void shouldShowPagesOnceActivationStreamIsThere() throws Exception {
    assertThat(get(portal.port(), "/").statusCode()).isEqualTo(200);
    assertThat(get(portal.opsPort(), "/ops").body())
        .contains("not known, activation-stream gives no answer");

    try (ServiceHttp activation =
        ServiceHttp.startBare(
            "127.0.0.1",
            activationPort,
            config -> {
              config.routes.get("/v1/renewals/{renewalId}", context -> context.result(RENEWAL));
              config.routes.get(
                  "/v1/cards/{iccid}", Problem.of(ProblemCode.UNKNOWN, "nothing is known")::answer);
            })) {
      assertThat(activation.port()).isEqualTo(activationPort);
      HttpResponse<String> asked =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(portal.port())))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("renewal=R-1&card=1238"))
                  .build(),
              BodyHandlers.ofString());
      String pass = asked.headers().firstValue("Set-Cookie").orElseThrow();
      HttpResponse<String> page =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:%d/r/R-1".formatted(portal.port())))
                  .header("Accept-Language", "en")
                  .header("Cookie", pass.substring(0, pass.indexOf(';')))
                  .build(),
              BodyHandlers.ofString());
      assertThat(page.body()).contains("Not usable yet");
    }
  }
}

package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.Health;

/** Whatever goes wrong in whatever part of the server, the answer is problem+json in UTF-8. */
class ServerErrorsTest {

  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final String CLOSE = "Connection: close\r\n";

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private ServiceHttp http;

  @BeforeEach
  void start() {
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(meters),
            meters,
            config -> {
              config.routes.post(
                  "/reads",
                  context -> {
                    byte[] body = context.req().getInputStream().readAllBytes();
                    context.result("read " + body.length);
                  });
              config.routes.post("/form", context -> context.result("" + context.formParam("a")));
              config.routes.get("/silent", context -> context.status(406));
              config.routes.get(
                  "/chinese",
                  context -> {
                    throw new BadRequestResponse("流量卡 é");
                  });
              config.routes.get(
                  "/dies",
                  context -> {
                    throw new StackOverflowError("secret");
                  });
            });
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\n",
        "GET /a%00b HTTP/1.1\r\n",
        "GET /../../etc HTTP/1.1\r\n",
        "GET /WEB-INF/web.xml HTTP/1.1\r\n",
        "GET nothing HTTP/1.1\r\n",
        "GET /metrics HTTP/9.9\r\n",
        "GET /metrics HTTP/1.1\r\nContent-Length: -1\r\n",
        "GET /metrics HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /metrics HTTP/1.1\r\nExpect: the-unexpected\r\n",
        "GET /metrics HTTP/1.1\r\nno colon\r\n",
        "GET /nothing HTTP/1.1\r\n",
        "GET /nothing HTTP/1.1\r\nAccept: text/html\r\n",
        "GET /nothing HTTP/1.1\r\nAccept: image/png\r\nAccept-Charset: utf-16\r\n",
        "GET /nothing HTTP/1.1\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n",
        "DELETE /metrics HTTP/1.1\r\n",
        "BREW /metrics HTTP/1.1\r\n",
        "TRACE /metrics HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\n",
        "CONNECT 127.0.0.1:80 HTTP/1.1\r\n",
        "GET /silent HTTP/1.1\r\n",
        "GET /dies HTTP/1.1\r\n",
        "GET  HTTP/1.1\r\n",
        "\u0016\u0003\u0001\u0002"
      })
  void shouldAnswerProblemsToWhatItCannotOrWillNotServe(String begin) throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      assertProblem(raw.send(begin + HOST + CLOSE + "\r\n").end().answer());
    }
  }

  @Test
  void shouldAnswerAProblemToHeadersThatAreTooLarge() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      String large = "X-Large: " + "x".repeat(20_000) + "\r\n";
      assertThat(status(assertProblem(raw.send(get("/metrics") + large + "\r\n").answer())))
          .isEqualTo(431);
    }
    try (RawHttp raw = new RawHttp(http.port())) {
      assertThat(
              status(
                  assertProblem(raw.send(get("/" + "x".repeat(20_000)) + "\r\n").end().answer())))
          .isEqualTo(414);
    }
  }

  @Test
  void shouldSayWhichMethodsThereAre() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      assertThat(raw.send("DELETE /metrics HTTP/1.1\r\n" + HOST + CLOSE + "\r\n").answer())
          .contains("405")
          .contains("Allow: GET");
    }
  }

  @Test
  void shouldAnswerInUtf8() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      JsonNode problem = assertProblem(raw.send(get("/chinese") + CLOSE + "\r\n").answer());
      assertThat(problem.path("detail").asText()).isEqualTo("流量卡 é");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/reads, 'Transfer-Encoding: chunked', 'zz\r\nabc'",
    "/reads, 'Transfer-Encoding: chunked', '5\r\nabcdefgh'",
    "/reads, 'Transfer-Encoding: chunked', '5\r\nab'",
    "/reads, 'Content-Length: 10', 'abc'",
    "/form, 'Content-Length: 10', 'a=b'",
    "/form, 'Transfer-Encoding: chunked', 'zz\r\na=b'"
  })
  void shouldAnswer400AndCountWhatBreaksOffWithoutAStackTrace(
      String path, String length, String body) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (RawHttp raw = new RawHttp(http.port())) {
      String head =
          "POST %s HTTP/1.1\r\n%sContent-Type: application/x-www-form-urlencoded\r\n%s\r\n\r\n"
              .formatted(path, HOST, length);
      JsonNode problem = assertProblem(raw.send(head + body).end().answer());
      assertThat(status(problem)).isEqualTo(400);
    } finally {
      System.setErr(before);
    }

    assertThat(refused("broken")).isEqualTo(1);
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
  }

  @Test
  void shouldNotTellWhatTheServiceDiedOf() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      String answer = raw.send(get("/dies") + CLOSE + "\r\n").answer();
      assertThat(status(assertProblem(answer))).isEqualTo(500);
      assertThat(answer).doesNotContain("secret");
    }
  }

  private double refused(String reason) {
    return meters.get("renewals.http.refused").tag("reason", reason).counter().count();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\n" + HOST;
  }

  private static int status(JsonNode problem) {
    return problem.path("status").asInt();
  }

  private static JsonNode assertProblem(String answer) throws Exception {
    int split = answer.indexOf("\r\n\r\n");
    assertThat(split).as(answer).isPositive();
    String head = answer.substring(0, split);
    JsonNode problem = new ObjectMapper().readTree(answer.substring(split + 4));
    assertThat(head).containsIgnoringCase("Content-Type: application/problem+json");
    assertThat(head).startsWith("HTTP/1.1 " + status(problem));
    assertThat(status(problem)).isBetween(400, 599);
    ProblemCode code = ProblemCode.valueOf(problem.path("code").asText());
    assertThat(code).isEqualTo(ProblemCode.ofStatus(status(problem)));
    assertThat(problem.path("type").asText()).isEqualTo(code.type());
    assertThat(problem.path("title").asText()).isEqualTo(code.title());
    assertThat(problem.path("detail").asText()).isNotBlank();
    return problem;
  }
}

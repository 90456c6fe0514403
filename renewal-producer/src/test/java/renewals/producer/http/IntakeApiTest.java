package renewals.producer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.testing.Samples.NOW;
import static renewals.testing.Samples.paymentJson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.client.Acknowledgement;
import renewals.kit.Health;
import renewals.kit.http.ServiceHttp;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;

class IntakeApiTest {

  private static final int MOST_LOST = 4;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_UNDER_WAY = 4;

  private final FakePublisher publisher = new FakePublisher();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private ServiceHttp http;

  @BeforeEach
  void start() {
    Intake intake =
        new Intake(
            publisher,
            new RecentFacts(1000),
            Clock.fixed(NOW, ZoneOffset.UTC),
            metrics,
            MOST_UNDER_WAY);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(metrics),
            metrics,
            new IntakeApi(new LoopbackGate(metrics), intake)::addTo);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("/v1/renewals", Samples.request("R1"), "renewal-requested/R1"),
        Arguments.of("/v1/payments", Samples.payment("P1"), "payment/R1/lakala-app/P1/SETTLED"),
        Arguments.of("/v1/reviews", Samples.review("V1"), "review/R1/cmcc/V1"),
        Arguments.of("/v1/carrier-status", Samples.status(7), "carrier-status/cmcc/7"),
        Arguments.of("/v1/announcements", Samples.announcement(2), "announcement/A1/2"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldAnswer202WithWhereTheEventLies(String path, SpecificRecord event, String eventId)
      throws Exception {
    HttpResponse<String> response = post(path, EventJson.write(event));

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.path("eventId").asText()).isEqualTo(eventId);
    assertThat(body.path("partition").asInt()).isEqualTo(3);
    assertThat(body.path("offset").asInt()).isZero();
    assertThat(body.size()).isEqualTo(4);
    assertThat(publisher.taken()).containsExactly(event);
  }

  @Test
  void shouldTakeAContactUnderAnIdOfItsContent() throws Exception {
    String first = eventId(post("/v1/merchant-contacts", EventJson.write(Samples.contact("M1"))));
    var moved = Samples.contact("M1");
    moved.setDisplayName("新老王面馆");
    String second = eventId(post("/v1/merchant-contacts", EventJson.write(moved)));

    assertThat(first).startsWith("merchant-contact/M1/").isNotEqualTo(second);
    assertThat(publisher.taken()).hasSize(2);
  }

  @Test
  void shouldNotAnswerBeforeTheBrokerHasAcknowledged() throws Exception {
    CompletableFuture<Acknowledgement> ack = new CompletableFuture<>();
    CompletableFuture<SpecificRecord> asked = new CompletableFuture<>();
    publisher.answerWith(
        event -> {
          asked.complete(event);
          return ack;
        });

    var response = client.sendAsync(json("/v1/payments", paymentJson("P1")), text());
    SpecificRecord event = asked.get(10, TimeUnit.SECONDS);
    assertThat(response).isNotDone();

    ack.complete(publisher.acknowledge(event));
    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldAnswer202AgainToTheSameEventPostedAgain() throws Exception {
    String first = eventId(post("/v1/payments", paymentJson("P1")));
    HttpResponse<String> again = post("/v1/payments", paymentJson("P1"));

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(eventId(again)).isEqualTo(first);
  }

  @Test
  void shouldTakeTheSameCardWrittenOtherwiseForTheSameContent() throws Exception {
    String request = EventJson.write(Samples.request("R1"));
    post("/v1/renewals", request);

    String spaced = request.replace("89860000000000000001", "8986 0000 0000 0000 0001");
    String defaulted =
        spaced.replace("\"dataBytes\"", "\"validityPolicy\":\"STACK\",\"dataBytes\"");
    assertThat(post("/v1/renewals", defaulted).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldAnswer422ToTheSameIdWithOtherContent() throws Exception {
    post("/v1/payments", paymentJson("P1"));
    HttpResponse<String> other = post("/v1/payments", paymentJson("P1").replace("5000", "1"));

    assertProblem(other, 422);
    assertThat(publisher.taken()).hasSize(1);
  }

  @Test
  void shouldForgetWhatWasNotAcknowledged() throws Exception {
    publisher.goAway();
    post("/v1/payments", paymentJson("P1"));
    publisher.answerWith(event -> CompletableFuture.completedFuture(publisher.acknowledge(event)));

    assertThat(post("/v1/payments", paymentJson("P1").replace("5000", "1")).statusCode())
        .isEqualTo(202);
  }

  @Test
  void shouldLetTypeBeLeftOut() throws Exception {
    String json = paymentJson("P1").replace("\"type\":\"payment\",", "");

    assertThat(post("/v1/payments", json).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldRefuseAnotherTypeThanTheRoutes() throws Exception {
    assertThat(errors(post("/v1/reviews", paymentJson("P1")))).contains("type");
  }

  @Test
  void shouldWarnOfACheckDigitThatDoesNotFitAndTakeTheEvent() throws Exception {
    String json =
        EventJson.write(Samples.request("R1"))
            .replace("89860000000000000001", "89860000000000000002");
    HttpResponse<String> response = post("/v1/renewals", json);

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode warning = JSON.readTree(response.body()).path("warnings").path(0);
    assertThat(warning.path("field").asText()).isEqualTo("iccid");
    assertThat(warning.path("given").asText()).isEqualTo("898600…0002");
  }

  @Test
  void shouldLogACheckDigitThatDoesNotFitWithoutTheNumber() throws Exception {
    String number = "89860000000000000002";
    String json = EventJson.write(Samples.request("R1")).replace("89860000000000000001", number);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      post("/v1/renewals", json);
      post("/v1/renewals", EventJson.write(Samples.request("R2")));
    } finally {
      System.setErr(before);
    }

    assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains("R1", "898600…0002", "Luhn")
        .doesNotContain(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"paymentId\":", "[]", "null"})
  void shouldAnswer400ToWhatIsNoJsonObject(String body) throws Exception {
    assertThat(errors(post("/v1/payments", body))).containsExactly("event");
  }

  @Test
  void shouldAnswer400ToBytesThatAreNotUtf8() throws Exception {
    byte[] latin1 =
        paymentJson("P1").replace("P1", "é").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    HttpResponse<String> response =
        client.send(
            request("/v1/payments", "application/json", BodyPublishers.ofByteArray(latin1)),
            text());

    assertThat(errors(response)).containsExactly("event");
  }

  @Test
  void shouldAnswer400NamingAnUnknownField() throws Exception {
    String json = paymentJson("P1").replace("\"status\"", "\"colour\":1,\"status\"");

    assertThat(errors(post("/v1/payments", json))).containsExactly("colour");
  }

  @Test
  void shouldAnswer400NamingAMissingField() throws Exception {
    String json = paymentJson("P1").replace("\"renewalId\":\"R1\",", "");

    assertThat(errors(post("/v1/payments", json))).containsExactly("renewalId");
  }

  @Test
  void shouldAnswer400ToATimeWithoutOffset() throws Exception {
    String json = paymentJson("P1").replace("2026-03-02T02:00:00.000Z", "2026-03-02T10:00:00");

    assertThat(errors(post("/v1/payments", json))).containsExactly("occurredAt");
  }

  @Test
  void shouldAnswer400ToATimestampOfLongMaxValue() throws Exception {
    String json = paymentJson("P1").replace("2026-03-02T02:00:00", "+292278994-08-17T07:12:55");

    assertThat(errors(post("/v1/payments", json))).containsExactly("occurredAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "10000000000000", "9223372036854775808", "\"5000\"", "50.00"})
  void shouldAnswer400ToAnAmountNegativeOfTenToTheThirteenthOrNoWholeNumber(String amount)
      throws Exception {
    String json = paymentJson("P1").replace("5000", amount);

    assertThat(errors(post("/v1/payments", json))).containsExactly("amount.minorUnits");
  }

  @Test
  void shouldAnswer400ToAnIccidOfWrongShape() throws Exception {
    String json = EventJson.write(Samples.request("R1")).replace("89860000000000000001", "12345");

    assertThat(errors(post("/v1/renewals", json))).containsExactly("iccid");
  }

  @Test
  void shouldNameEveryBadFieldWithValueAndExpectationAtOnce() throws Exception {
    String json = paymentJson("P 1").replace("5000", "-1").replace("CNY", "RMB");
    HttpResponse<String> response = post("/v1/payments", json);

    assertThat(errors(response))
        .containsExactly("paymentId", "amount.minorUnits", "amount.currency");
    JsonNode first = JSON.readTree(response.body()).path("errors").path(0);
    assertThat(first.path("given").asText()).isEqualTo("P 1");
    assertThat(first.path("expected").asText()).startsWith("an id");
    assertThat(publisher.taken()).isEmpty();
  }

  @Test
  void shouldTakeAnEventOf64KiBAndAnswer413ToOneByteMore() throws Exception {
    String json = paymentJson("P1");
    String full = json + " ".repeat(Intake.MOST_BYTES - json.length());

    assertThat(post("/v1/payments", full).statusCode()).isEqualTo(202);
    assertProblem(sendTooMuch(json("/v1/payments", full + " ")), 413);
  }

  @Test
  void shouldAnswer413ToARecordOf1MbWithoutContentLength() throws Exception {
    byte[] large = "x".repeat(1_000_000).getBytes(UTF_8);
    HttpRequest request =
        request(
            "/v1/payments",
            "application/json",
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));

    assertProblem(sendTooMuch(request), 413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-ndjson",
        "application/json; charset=gbk",
        "application/jsonx"
      })
  void shouldAnswer415ToOtherContentTypes(String contentType) throws Exception {
    HttpRequest request =
        request("/v1/payments", contentType, BodyPublishers.ofString(paymentJson("P1")));

    assertProblem(client.send(request, text()), 415);
    assertThat(publisher.taken()).isEmpty();
  }

  @Test
  void shouldAnswer415ToCompressedBodies() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofString(paymentJson("P1")))
            .build();

    assertProblem(client.send(request, text()), 415);
  }

  @Test
  void shouldAnswer403ToWebPages() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .header("Content-Type", "application/json")
            .header("Origin", "http://127.0.0.1:" + http.port())
            .POST(BodyPublishers.ofString(paymentJson("P1")))
            .build();

    assertProblem(client.send(request, text()), 403);
    assertThat(publisher.taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-proto",
        "X-Forwarded-Anything",
        "Via"
      })
  void shouldAnswer401ToWhatAProxyPassesOn(String header) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .header("Content-Type", "application/json")
            .header(header, "1.1 proxy")
            .POST(BodyPublishers.ofString(paymentJson("P1")))
            .build();
    HttpResponse<String> response = client.send(request, text());

    assertProblem(response, 401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(publisher.taken()).isEmpty();
  }

  @Test
  void shouldAnswerRefusalsInUtf8() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            json("/v1/payments", paymentJson("P1").replace("P1", "é流量卡")),
            BodyHandlers.ofByteArray());

    assertThat(new String(response.body(), UTF_8)).contains("\"given\":\"é流量卡\"");
    assertThat(JSON.readTree(response.body()).at("/errors/0/given").asText()).isEqualTo("é流量卡");
  }

  @Test
  void shouldSkipAByteOrderMarkInFrontOfOneEventAsOfMany() throws Exception {
    String json = paymentJson("P1");
    String full = json + " ".repeat(Intake.MOST_BYTES - json.length());

    assertThat(post("/v1/payments", "\uFEFF" + json).statusCode()).isEqualTo(202);
    assertThat(post("/v1/payments", "\uFEFF" + full).statusCode()).isEqualTo(202);
    assertProblem(sendTooMuch(json("/v1/payments", "\uFEFF" + full + " ")), 413);
    assertThat(lines(postLines("\uFEFF" + json)).getFirst().path("status").asInt()).isEqualTo(202);
    assertThat(lines(postLines("\uFEFF" + full)).getFirst().path("status").asInt()).isEqualTo(202);
    assertThat(lines(postLines("\uFEFF" + full + " ")).getFirst().path("status").asInt())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer-Encoding: chunked, 'zz\r\n'",
    "Transfer-Encoding: chunked, '5\r\n{\"a'",
    "Content-Length: 500, '{\"type\":'"
  })
  void shouldAnswer400ToAnEventThatBreaksOff(String length, String body) throws Exception {
    for (String path : List.of("/v1/payments", "/v1/events")) {
      String type = path.equals("/v1/events") ? "application/x-ndjson" : "application/json";
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
        socket.setSoTimeout(10_000);
        String request =
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n%s"
                .formatted(path, type, length, body);
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.shutdownOutput();
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
      }
    }
    assertThat(publisher.taken()).isEmpty();
    assertThat(metrics.get("renewals.http.refused").tag("reason", "broken").counter().count())
        .isEqualTo(2);
  }

  @Test
  void shouldTakeTheLinesBeforeABreakAndNameTheOneThatBroke() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(10_000);
      String head =
          String.join(
              "\r\n",
              "POST /v1/events HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/x-ndjson",
              "Transfer-Encoding: chunked",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(chunk(paymentJson("P1") + "\n" + paymentJson("P2")));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).contains("\"line\":1,\"status\":202").contains("\"line\":2");
      assertThat(answer).contains("\"status\":400").contains("broke off");
    }
    assertThat(publisher.taken()).hasSize(1);
  }

  @Test
  void shouldAnswer415WithoutContentType() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .POST(BodyPublishers.ofString(paymentJson("P1")))
            .build();

    assertProblem(client.send(request, text()), 415);
  }

  @Test
  void shouldTakeJsonThatSaysItIsUtf8() throws Exception {
    HttpRequest request =
        request(
            "/v1/payments",
            "Application/JSON; Charset=\"UTF-8\"",
            BodyPublishers.ofString(paymentJson("P1")));

    assertThat(client.send(request, text()).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldAnswer503WithRetryAfterWhileKafkaOrTheRegistryIsAway() throws Exception {
    publisher.goAway();
    HttpResponse<String> response = post("/v1/payments", paymentJson("P1"));

    assertProblem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void shouldAnswer503RatherThanQueueWithoutBound() throws Exception {
    CompletableFuture<Acknowledgement> late = new CompletableFuture<>();
    publisher.answerWith(event -> late);
    BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    for (int i = 0; i < MOST_UNDER_WAY + 3; i++) {
      var unused =
          client
              .sendAsync(json("/v1/payments", paymentJson("P" + i)), text())
              .thenAccept(response -> statuses.add(response.statusCode()));
    }

    assertThat(next(3, statuses)).containsExactly(503, 503, 503);
    late.complete(new Acknowledgement("x", "t", 0, 0));
    assertThat(next(MOST_UNDER_WAY, statuses)).containsOnly(202);
  }

  @Test
  void shouldAnswerProblemsToUnknownPathsAndMethods() throws Exception {
    assertProblem(post("/v1/nothing", "{}"), 404);
    assertProblem(client.send(HttpRequest.newBuilder(uri("/v1/payments")).build(), text()), 405);
  }

  @Test
  void shouldAnswerLineByLineAndLetTheGoodLinesThrough() throws Exception {
    String lines =
        String.join(
            "\n",
            paymentJson("P1"),
            "",
            "not json",
            EventJson.write(Samples.review("V1")) + "\r",
            "{\"type\":\"" + "x".repeat(Intake.MOST_BYTES) + "\"}",
            paymentJson("P1").replace("5000", "1"),
            paymentJson("P2"));

    List<JsonNode> answers = lines(postLines(lines));

    assertThat(answers).extracting(a -> a.path("line").asInt()).containsExactly(1, 3, 4, 5, 6, 7);
    assertThat(answers)
        .extracting(a -> a.path("status").asInt())
        .containsExactly(202, 400, 202, 413, 422, 202);
    assertThat(answers.get(1).path("errors").path(0).path("field").asText()).isEqualTo("event");
    assertThat(answers.get(5).path("eventId").asText())
        .isEqualTo("payment/R1/lakala-app/P2/SETTLED");
    assertThat(publisher.taken()).hasSize(3);
  }

  @Test
  void shouldTakeManyMoreLinesThanMayBeUnderWay() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      lines.append(paymentJson("P" + i)).append('\n');
    }

    assertThat(lines(postLines(lines.toString())))
        .hasSize(5000)
        .allMatch(answer -> answer.path("status").asInt() == 202);
    assertThat(publisher.taken()).hasSize(5000);
  }

  @Test
  void shouldEndTheAnswerAfterALineThatCouldNotBeTaken() throws Exception {
    publisher.goAway();
    String lines = paymentJson("P1") + "\n" + paymentJson("P2") + "\n" + paymentJson("P3") + "\n";

    List<JsonNode> answers = lines(postLines(lines));

    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().path("status").asInt()).isEqualTo(503);
  }

  @Test
  void shouldAnswerALineBeforeTheNextIsSent() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String head =
          String.join(
              "\r\n",
              "POST /v1/events HTTP/1.1",
              "Host: 127.0.0.1",
              "Content-Type: application/x-ndjson",
              "Transfer-Encoding: chunked",
              "",
              "");
      out.write(head.getBytes(UTF_8));
      out.write(chunk(paymentJson("P1") + "\n"));
      out.flush();
      assertThat(readUntil(socket.getInputStream(), "P1/SETTLED")).contains("200 OK");

      out.write(chunk(paymentJson("P2") + "\n"));
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
      assertThat(readUntil(socket.getInputStream(), "P2/SETTLED")).contains("\"line\":2");
    }
  }

  @Test
  void shouldCountWhatWasAcceptedAndRefusedByType() throws Exception {
    post("/v1/payments", paymentJson("P1"));
    post("/v1/payments", "{}");

    assertThat(
            metrics
                .get("renewals.intake.events")
                .tags("type", "payment", "result", "accepted")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            metrics
                .get("renewals.intake.events")
                .tags("type", "payment", "result", "refused")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(metrics.get("renewals.intake.ack").tag("type", "payment").timer().count())
        .isEqualTo(1);
  }

  private static List<Integer> next(int count, BlockingQueue<Integer> statuses)
      throws InterruptedException {
    List<Integer> next = new ArrayList<>();
    while (next.size() < count) {
      Integer status = statuses.poll(10, TimeUnit.SECONDS);
      assertThat(status).as("after %s", next).isNotNull();
      next.add(status);
    }
    return next;
  }

  private static byte[] chunk(String text) {
    return (Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n")
        .getBytes(UTF_8);
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).as("answer so far: %s", read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  private HttpResponse<String> postLines(String lines) throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/v1/events", "application/x-ndjson", BodyPublishers.ofString(lines)), text());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  private static List<JsonNode> lines(HttpResponse<String> response) {
    return response.body().lines().map(IntakeApiTest::parse).toList();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(json(path, body), text());
  }

  /**
   * Its body is refused before all of it was read, and the connection ends: a client that still
   * writes then may lose the answer, and asks again.
   */
  private HttpResponse<String> sendTooMuch(HttpRequest request) throws Exception {
    for (int lost = 0; ; lost++) {
      try {
        return client.send(request, text());
      } catch (IOException e) {
        if (lost == MOST_LOST) {
          throw e;
        }
      }
    }
  }

  private HttpRequest json(String path, String body) {
    return request(path, "application/json", BodyPublishers.ofString(body));
  }

  private HttpRequest request(String path, String contentType, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(uri(path)).header("Content-Type", contentType).POST(body).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private static HttpResponse.BodyHandler<String> text() {
    return BodyHandlers.ofString(UTF_8);
  }

  private static String eventId(HttpResponse<String> response) {
    return parse(response.body()).path("eventId").asText();
  }

  private static List<String> errors(HttpResponse<String> response) {
    assertProblem(response, 400);
    return parse(response.body()).path("errors").findValuesAsText("field");
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    JsonNode problem = parse(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("urn:renewals:problem:");
    assertThat(problem.path("code").asText()).isNotBlank();
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}

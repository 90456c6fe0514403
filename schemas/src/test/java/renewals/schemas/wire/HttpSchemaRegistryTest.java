package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.v1.PaymentEvent;

class HttpSchemaRegistryTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA = PaymentEvent.getClassSchema();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger withoutAnswer = new AtomicInteger();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private HttpServer server;
  private HttpSchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    registry = new HttpSchemaRegistry("http://127.0.0.1:" + server.getAddress().getPort() + "/v7/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldFetchASchemaByItsIdOnce() {
    answer = JSON.createObjectNode().put("schema", SCHEMA.toString()).toString();

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(requests).containsExactly("GET /v7/schemas/ids/7");
  }

  @Test
  void shouldLookAnIdUpOnceWithTheSchemaAsItsFileSaysIt() throws IOException {
    answer = "{\"subject\":\"renewal-payments-value\",\"id\":41,\"version\":1}";

    assertThat(registry.idOf("renewal-payments-value", SCHEMA)).isEqualTo(41);
    assertThat(registry.idOf("renewal-payments-value", SCHEMA)).isEqualTo(41);
    assertThat(requests).containsExactly("POST /v7/subjects/renewal-payments-value");
    JsonNode body = JSON.readTree(bodies.getFirst());
    assertThat(body.path("schema").asText()).doesNotContain("avro.java.string");
    assertThat(new Schema.Parser().parse(body.path("schema").asText()).getFullName())
        .isEqualTo("renewals.v1.PaymentEvent");
  }

  @Test
  void shouldAnswerWhileEveryThreadOfTheCommonPoolIsTaken() {
    answer = JSON.createObjectNode().put("schema", SCHEMA.toString()).toString();
    CountDownLatch answered = new CountDownLatch(1);
    List<ForkJoinTask<?>> blockers = new ArrayList<>();
    try {
      for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
        blockers.add(ForkJoinPool.commonPool().submit(() -> awaitQuietly(answered)));
      }

      assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    } finally {
      answered.countDown();
      blockers.forEach(ForkJoinTask::join);
    }
  }

  @Test
  void shouldPutASchemaTogetherFromThePartsThatItRefersTo() {
    String money =
        "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"renewals.v1\","
            + "\"fields\":[{\"name\":\"minorUnits\",\"type\":\"long\"}]}";
    String whole =
        "{\"type\":\"record\",\"name\":\"PaymentEvent\",\"namespace\":\"renewals.v1\","
            + "\"fields\":[{\"name\":\"amount\",\"type\":\"renewals.v1.Money\"}]}";
    answers.put("/v7/schemas/ids/7", withReference(whole, "money value", 2));
    answers.put(
        "/v7/subjects/money%20value/versions/2",
        JSON.createObjectNode().put("id", 3).put("version", 2).put("schema", money).toString());

    Schema read = registry.byId(7);

    assertThat(read.getField("amount").schema().getField("minorUnits").schema().getType())
        .isEqualTo(Schema.Type.LONG);
    assertThat(registry.byId(7)).isSameAs(read);
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldSayThatASchemaIsUnknownWhoseReferencesLeadInACircle() {
    answers.put("/v7/schemas/ids/7", withReference("\"renewals.v1.Money\"", "a", 1));
    answers.put("/v7/subjects/a/versions/1", withReference("\"renewals.v1.Money\"", "a", 1));

    assertThatThrownBy(() -> registry.byId(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("version 1 of subject a");
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldNotFollowReferencesWithoutEnd() {
    answers.put("/v7/schemas/ids/7", withReference("\"long\"", "a", 1));
    for (int version = 1; version < 200; version++) {
      answers.put(
          "/v7/subjects/a/versions/" + version, withReference("\"long\"", "a", version + 1));
    }

    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnknownSchemaException.class);
    assertThat(requests).hasSizeLessThan(50);
  }

  private static String withReference(String schema, String subject, int version) {
    ObjectNode answer = JSON.createObjectNode().put("schema", schema);
    answer
        .putArray("references")
        .addObject()
        .put("name", "renewals.v1.Money")
        .put("subject", subject)
        .put("version", version);
    return answer.toString();
  }

  @Test
  void shouldRegisterAndDemandFullTransitiveCompatibility() {
    answer = "{\"id\":41}";

    assertThat(registry.register("renewal-payments-value", SCHEMA)).isEqualTo(41);
    assertThat(requests)
        .containsExactly(
            "POST /v7/subjects/renewal-payments-value/versions",
            "PUT /v7/config/renewal-payments-value");
    assertThat(bodies.getLast()).isEqualTo("{\"compatibility\":\"FULL_TRANSITIVE\"}");
  }

  @Test
  void shouldRegisterThoughARequestStaysWithoutAnswer() {
    answer = "{\"id\":41}";
    withoutAnswer.set(1);

    assertThat(waiting(Duration.ofSeconds(3)).register("renewal-payments-value", SCHEMA))
        .isEqualTo(41);
    assertThat(requests)
        .containsExactly(
            "POST /v7/subjects/renewal-payments-value/versions",
            "POST /v7/subjects/renewal-payments-value/versions",
            "PUT /v7/config/renewal-payments-value");
  }

  @Test
  void shouldGiveUpRegisteringAfterFourRequestsWithoutAnswer() {
    withoutAnswer.set(Integer.MAX_VALUE);

    assertThatThrownBy(
            () -> waiting(Duration.ofMillis(100)).register("renewal-payments-value", SCHEMA))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("registry gave no answer to POST");
    assertThat(requests).hasSize(4);
  }

  private HttpSchemaRegistry waiting(Duration writtenTimeout) {
    return new HttpSchemaRegistry(
        new RegistryHttp(
            "http://127.0.0.1:%d/v7".formatted(server.getAddress().getPort()),
            null,
            writtenTimeout));
  }

  @Test
  void shouldNotLookUpWhatItRegistered() {
    answer = "{\"id\":41}";
    registry.register("s", SCHEMA);
    requests.clear();

    assertThat(registry.idOf("s", SCHEMA)).isEqualTo(41);
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {40401, 40402, 40403})
  void shouldSayThatASchemaIsUnknownWhereTheRegistrySaysSo(int code) {
    status = 404;
    answer = "{\"error_code\":" + code + ",\"message\":\"not found\"}";

    assertThatThrownBy(() -> registry.idOf("s", SCHEMA)).isInstanceOf(UnknownSchemaException.class);
    assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void shouldNotAskAgainAtOnceForAnIdThatIsUnknown() {
    status = 404;
    answer = "{\"error_code\":40403}";
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(UnknownSchemaException.class);
    }

    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500, {}",
    "503, <html>",
    "404, <html>no such page</html>",
    "404, {}",
    "401, {}",
    "429, {}",
    "200, <html>",
    "200, {}",
    "200, []"
  })
  void shouldSayThatTheRegistryGaveNoUsableAnswerInEveryOtherCase(int code, String body) {
    status = code;
    answer = body;

    assertThatThrownBy(() -> registry.idOf("s", SCHEMA))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldSayThatTheRegistryIsAwayWhereNobodyListensAndRecover() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(registry.isReachable()).isFalse();

    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
    answer = JSON.createObjectNode().put("schema", SCHEMA.toString()).toString();

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(registry.isReachable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}",
        "{\"schema\":\"{\"}",
        "{\"schema\":\"\\\"renewals.v1.Nothing\\\"\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"nothing\\\"}\"}"
      })
  void shouldSayThatASchemaIsUnknownWhereItIsNoneOfAvro(String body) {
    answer = body;

    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void shouldSayThatTheRegistryGaveNoUsableAnswerWhereTheSchemaIsMissing() {
    answer = "{}";

    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8081", "ftp://127.0.0.1/", "http:///x"})
  void shouldRefuseABaseThatIsNoWebAddress(String url) {
    assertThatThrownBy(() -> new HttpSchemaRegistry(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an http or https URL");
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (withoutAnswer.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return;
    }
    byte[] bytes =
        answers
            .getOrDefault(exchange.getRequestURI().toString(), answer)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

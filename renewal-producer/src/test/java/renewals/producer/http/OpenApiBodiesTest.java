package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.kit.Health;
import renewals.kit.http.ServiceHttp;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.domain.FactMemory;
import renewals.producer.intake.Intake;
import renewals.schemas.json.EventType;
import renewals.testing.Samples;
import renewals.testing.Thorough;

/**
 * What the description calls valid is taken, what it calls invalid is refused. What a schema can't
 * say stands beside the field as {@code x-beyond-schema}; only there may a valid body be refused.
 */
class OpenApiBodiesTest {

  private static final int BODIES = Thorough.of(1_500);
  private static final String BEYOND = "x-beyond-schema";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ServiceHttp http;
  private static JsonNode description;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Intake intake =
        new Intake(
            new FakePublisher(),
            FactMemory.none(),
            Clock.fixed(Samples.NOW, ZoneOffset.UTC),
            metrics,
            10);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(metrics),
            metrics,
            new IntakeApi(new LoopbackGate(metrics), intake)::addTo);
    HttpRequest request = HttpRequest.newBuilder(uri("/openapi")).build();
    description = new YAMLMapper().readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  static Stream<Arguments> routes() {
    return new TreeSet<>(IntakeApi.ROUTES.keySet())
        .stream().map(path -> Arguments.of(path, IntakeApi.ROUTES.get(path)));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldTakeWhatTheDescriptionCallsValidAndNothingElse(String path, EventType type)
      throws Exception {
    long seed = System.nanoTime();
    String name = type.schema().getName();
    BodyMaker maker = new BodyMaker(description, Samples.NOW, new Random(seed));
    Schema schema = schemaOf(name);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < BODIES; i++) {
      String body = maker.body(name).toString();
      List<com.networknt.schema.Error> errors = schema.validate(body, InputFormat.JSON);
      HttpResponse<String> response = post(path, body);
      String shown = "seed %d: %s%n%s%n%s".formatted(seed, body, errors, response.body());
      if (!errors.isEmpty()) {
        assertThat(response.statusCode()).as(shown).isEqualTo(400);
        refused++;
      } else if (response.statusCode() == 400) {
        for (JsonNode error : JSON.readTree(response.body()).path("errors")) {
          assertThat(saysMore(name, error.path("field").asText())).as(shown).isTrue();
        }
      } else {
        assertThat(response.statusCode()).as(shown).isEqualTo(202);
        taken++;
      }
    }
    assertThat(taken).as("taken, seed %d", seed).isGreaterThan(BODIES / 20);
    assertThat(refused).as("refused, seed %d", seed).isGreaterThan(BODIES / 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status | "FAILED", "refundKind": "EXCESS"
          status | "SETTLED", "refundOf": "P0"
          status | "SETTLED", "cumulative": true
          status | "REFUNDED", "cumulative": true
          status | "REFUNDED", "cumulative": true, "refundOf": "P0", "refundKind": "GOODWILL"
          status | "OTHER"
          amount | {"minorUnits": 0, "currency": "CNY"}
          amount | {"minorUnits": 1000000000001, "currency": "CNY"}
          """)
  void shouldCallInvalidWhatThePaymentsRulesRefuse(String field, String value) throws Exception {
    String body = paymentWith(field, value);

    assertThat(schemaOf("PaymentEvent").validate(body, InputFormat.JSON)).isNotEmpty();
    assertThat(post("/v1/payments", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status | "REFUNDED", "refundKind": "GOODWILL", "refundOf": "P0", "cumulative": false
          status | "REFUNDED", "cumulative": true, "refundOf": "P0"
          status | "REFUNDED", "cumulative": true, "refundOf": "P0", "refundKind": "EXCESS"
          status | "FAILED", "refundKind": null, "refundOf": null, "cumulative": null
          status | "SETTLED", "cumulative": false
          amount | {"minorUnits": 1, "currency": "CNY"}
          """)
  void shouldCallValidWhatThePaymentsRulesTake(String field, String value) throws Exception {
    String body = paymentWith(field, value);

    assertThat(schemaOf("PaymentEvent").validate(body, InputFormat.JSON)).isEmpty();
    assertThat(post("/v1/payments", body).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldSayBeyondTheSchemaOnlyWhatNoSchemaCanSay() {
    List<String> beyond = new ArrayList<>();
    JsonNode schemas = description.at("/components/schemas");
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      if (schema.getValue().has(BEYOND)) {
        beyond.add(schema.getKey());
      }
      for (Map.Entry<String, JsonNode> property :
          schema.getValue().path("properties").properties()) {
        if (property.getValue().has(BEYOND)) {
          beyond.add(schema.getKey() + "." + property.getKey());
        }
      }
    }

    assertThat(beyond)
        .containsExactlyInAnyOrder(
            "Time",
            "Words",
            "RenewalRequested.requestedAt",
            "PaymentEvent.occurredAt",
            "CarrierReview.decidedAt",
            "CarrierStatus.endsAt",
            "CardUsage.periodEnd",
            "CardUsage.asOf",
            "CardStatus.since",
            "Announcement.link",
            "Plan.validity",
            "Promotion.bonusDataBytes",
            "Money.currency",
            "MerchantContact.locale",
            "MerchantContact.zone",
            "MerchantContact.webhookUrl",
            "Robot.url",
            "QuietHours.to");
  }

  /** Whether a field, or what it refers to, says that more is checked than its schema says. */
  private static boolean saysMore(String schema, String path) {
    JsonNode node = description.at("/components/schemas/" + schema);
    for (String name : path.split("\\.", -1)) {
      node = resolved(node).path("properties").path(name);
    }
    return node.has(BEYOND) || resolved(node).has(BEYOND);
  }

  private static JsonNode resolved(JsonNode node) {
    JsonNode inner = node.has("oneOf") ? node.path("oneOf").path(0) : node;
    return inner.has("$ref") ? description.at(inner.path("$ref").asText().substring(1)) : inner;
  }

  private static Schema schemaOf(String name) {
    ObjectNode document = JSON.createObjectNode();
    document.put("$ref", "#/components/schemas/" + name);
    document.set("components", description.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document.toString(), InputFormat.JSON);
  }

  private static String paymentWith(String field, String value) throws Exception {
    ObjectNode payment = (ObjectNode) JSON.readTree(Samples.paymentJson("P1"));
    payment.setAll((ObjectNode) JSON.readTree("{\"%s\": %s}".formatted(field, value)));
    return payment.toString();
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}

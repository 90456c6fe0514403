package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.kit.Health;
import renewals.kit.http.ServiceHttp;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.callback.Notices;
import renewals.producer.domain.FactMemory;
import renewals.producer.intake.Intake;
import renewals.schemas.contract.NoticeKinds;
import renewals.schemas.contract.Symbols;
import renewals.schemas.json.EventType;
import renewals.testing.channel.ChannelDouble;
import renewals.v1.Money;
import renewals.v1.Plan;
import renewals.v1.Promotion;
import renewals.v1.QuietHours;

/** The description that the service gives of itself is true of the service and of the schemas. */
class OpenApiTest {

  private static ServiceHttp http;
  private static JsonNode description;

  @BeforeAll
  static void readWhatTheServiceServes() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Intake intake =
        new Intake(new FakePublisher(), FactMemory.none(), Clock.systemUTC(), metrics, 10);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(metrics),
            metrics,
            config -> {
              new IntakeApi(new LoopbackGate(metrics), intake).addTo(config);
              new CallbackApi(
                      List.of(
                          Notices.configured(
                              Notices.channel(ChannelDouble.Lakala.class, "lakala"))),
                      intake,
                      new NoticeRefusals(metrics, 10),
                      metrics,
                      Clock.systemUTC())
                  .addTo(config);
            });
    description = new YAMLMapper().readTree(send("GET", "/openapi").body());
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  @Test
  void shouldDescribeEveryRoute() {
    Set<String> routes = new HashSet<>(IntakeApi.ROUTES.keySet());
    routes.addAll(
        List.of(
            IntakeApi.LINES_ROUTE,
            CallbackApi.ROUTE,
            IntakeApi.OPENAPI_ROUTE,
            DocsPages.ROUTE,
            "/health/live",
            "/health/ready",
            "/metrics"));

    assertThat(names(description.path("paths"))).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void shouldServeEveryRouteItDescribes() throws Exception {
    for (String path : names(description.path("paths"))) {
      for (String method : names(description.path("paths").path(path))) {
        String filled =
            path.replace("{provider}", "lakala").replace("{channelId}", Notices.CHANNEL);
        HttpResponse<String> response = send(method.toUpperCase(Locale.ROOT), filled);
        assertThat(response.statusCode()).as("%s %s", method, path).isNotIn(404, 405, 500);
        assertThat(names(description.at("/paths").path(path).path(method).path("responses")))
            .as("%s %s", method, path)
            .contains(String.valueOf(response.statusCode()));
      }
    }
  }

  @Test
  void shouldNameEveryRefusalOfTheGateAtEachRouteThatTakesEvents() {
    List<String> routes = new ArrayList<>(IntakeApi.ROUTES.keySet());
    routes.add(IntakeApi.LINES_ROUTE);
    for (String path : routes) {
      assertThat(names(description.path("paths").path(path).at("/post/responses")))
          .as(path)
          .contains("400", "401", "403", "408", "413", "415", "421", "429", "503");
    }
  }

  @Test
  void shouldTakeAPreferenceForEveryKindOfNoticeThatTheContractKnows() {
    assertThat(names(description.at("/components/schemas/ChannelPreferences/properties")))
        .containsExactlyElementsOf(NoticeKinds.ALL);
  }

  @Test
  void shouldNameTheWaysToSayWhoCalls() {
    List<String> schemes = names(description.at("/components/securitySchemes"));
    List<String> asked = new ArrayList<>();
    description.path("security").forEach(way -> asked.addAll(names(way)));

    assertThat(asked)
        .containsExactlyElementsOf(schemes)
        .containsExactly("signature", "token", "certificate");
  }

  @Test
  void shouldNameTheEventOfEachRoute() {
    IntakeApi.ROUTES.forEach(
        (path, type) -> {
          JsonNode content = description.path("paths").path(path).at("/post/requestBody/content");
          assertThat(content.path("application/json").at("/schema/$ref").asText())
              .isEqualTo("#/components/schemas/" + type.schema().getName());
        });
  }

  static Stream<Schema> schemas() {
    return Stream.concat(
        EventType.inputs().stream().map(EventType::schema),
        Stream.of(
            Plan.getClassSchema(),
            Promotion.getClassSchema(),
            Money.getClassSchema(),
            QuietHours.getClassSchema()));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldHaveTheFieldsOfTheAvroSchema(Schema schema) {
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    List<String> described = new ArrayList<>(names(described(schema).path("properties")));
    described.remove("type");

    assertThat(described).containsExactlyElementsOf(fields);
    assertThat(described(schema).path("additionalProperties").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldRequireWhatTheAvroSchemaRequires(Schema schema) {
    List<String> required =
        schema.getFields().stream()
            .filter(field -> !field.hasDefaultValue())
            .map(Schema.Field::name)
            .toList();

    assertThat(texts(described(schema).path("required"))).containsExactlyElementsOf(required);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldHaveTheTypesOfTheAvroSchema(Schema schema) {
    for (Schema.Field field : schema.getFields()) {
      JsonNode property = described(schema).path("properties").path(field.name());
      Schema type = contentOf(field.schema());
      assertThat(typeOf(property)).as(field.name()).isEqualTo(expectedTypeOf(type));
      if (type.getType() == Schema.Type.ENUM && Symbols.decide(type)) {
        List<String> symbols = new ArrayList<>(texts(property.path("enum")));
        symbols.remove("null");
        assertThat(symbols).containsExactlyElementsOf(Symbols.sayable(type));
      }
    }
  }

  @Test
  void shouldNameTheTypeOfEachEvent() {
    for (EventType type : EventType.inputs()) {
      assertThat(described(type.schema()).at("/properties/type/const").asText())
          .isEqualTo(type.wireName());
    }
  }

  private static String typeOf(JsonNode property) {
    JsonNode said = property.has("oneOf") ? property.path("oneOf").path(0) : property;
    if (said.has("$ref")) {
      String name = said.path("$ref").asText().replace("#/components/schemas/", "");
      JsonNode referred = description.at("/components/schemas/" + name);
      return referred.path("type").asText().equals("object") ? name : typeOf(referred);
    }
    JsonNode type = said.path("type");
    String name = type.isArray() ? type.path(0).asText() : type.asText();
    return said.path("format").asText().equals("date-time") ? "date-time" : name;
  }

  private static String expectedTypeOf(Schema type) {
    return switch (type.getType()) {
      case RECORD -> type.getName();
      case STRING, ENUM -> "string";
      case BOOLEAN -> "boolean";
      case LONG -> type.getLogicalType() == null ? "integer" : "date-time";
      case ARRAY -> "array";
      case MAP -> "ChannelPreferences";
      default -> throw new AssertionError(type);
    };
  }

  private static Schema contentOf(Schema schema) {
    return schema.isUnion() ? schema.getTypes().get(1) : schema;
  }

  private static JsonNode described(Schema schema) {
    return description.path("components").path("schemas").path(schema.getName());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

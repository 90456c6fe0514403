package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.TrustedTypes;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Symbols;
import renewals.schemas.contract.Violation;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.stack.Platform;
import renewals.stack.broker.RegistryProcess;
import renewals.v1.PaymentEvent;

/** What the real registry takes of later versions, and how this version reads what they write. */
class SchemaGrowthIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDED_WORD = "MADE_UP";
  private static final String ADDED_FIELD = "addedLater";
  private static RegistryProcess process;
  private static HttpSchemaRegistry registry;

  @BeforeAll
  static void startARegistryOfItsOwn() {
    TrustedTypes.install();
    process = RegistryProcess.start(Platform.folder().resolve("growth"), Platform.folder(), 0);
    registry = new HttpSchemaRegistry(process.url());
    schemaTopics().forEach(topic -> registry.register(topic.subject(), schemaOf(topic)));
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  static Stream<Topic> schemaTopics() {
    return Topics.ALL.stream().filter(topic -> topic.schema() != null);
  }

  @ParameterizedTest
  @MethodSource("schemaTopics")
  void shouldReadWhatAVersionWritesThatKnowsMoreWordsAndFields(Topic topic) throws Exception {
    Schema later = grown(schemaOf(topic));
    int id = registry.register(topic.subject(), later);
    byte[] value = framed(id, filled(later));

    SpecificRecord read = new WireReader<>(registry, prototypeOf(topic)).read(value);

    List<String> deciding = new ArrayList<>();
    assertWordsAreOther(read, "", deciding);
    if (topic.isInput()) {
      assertThat(EventContract.unknownSymbols(read))
          .extracting(Violation::field)
          .containsExactlyInAnyOrderElementsOf(deciding);
    }
  }

  @Test
  void shouldRefuseTimesInMicrosecondsWhichTheRegistryTakes() throws Exception {
    Schema ours = PaymentEvent.getClassSchema();
    Schema micros = parse(ours.toString().replace("timestamp-millis", "timestamp-micros"));
    int id = registry.register("payments-in-micros-value", micros);
    byte[] value = framed(id, filled(micros));

    assertThatThrownBy(() -> new WireReader<>(registry, new PaymentEvent()).read(value))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("occurredAt is timestamp-micros, expected timestamp-millis");
  }

  @Test
  void shouldReadASchemaThatRefersToAnother() throws Exception {
    JsonNode whole = withoutJavaStrings(PaymentEvent.getClassSchema());
    JsonNode money = null;
    for (JsonNode field : whole.path("fields")) {
      if (field.path("name").asText().equals("amount")) {
        money = field.path("type");
        ((ObjectNode) field).put("type", "renewals.v1.Money");
      }
    }
    Objects.requireNonNull(money);
    ((ObjectNode) money).put("namespace", "renewals.v1");
    registered("money-value", JSON.createObjectNode().put("schema", money.toString()));
    ObjectNode request = JSON.createObjectNode().put("schema", whole.toString());
    request
        .putArray("references")
        .addObject()
        .put("name", "renewals.v1.Money")
        .put("subject", "money-value")
        .put("version", 1);
    int id = registered("payments-by-reference-value", request);
    byte[] value = framed(id, filled(parse(PaymentEvent.getClassSchema().toString())));

    PaymentEvent read = new WireReader<>(registry, new PaymentEvent()).read(value);

    assertThat(read.getAmount().getMinorUnits()).isEqualTo(7);
  }

  @Test
  void shouldSayThatASchemaIsUnknownWhichNobodyRegistered() {
    byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(999_999).array();

    assertThatThrownBy(() -> new WireReader<>(registry, new PaymentEvent()).read(value))
        .isInstanceOf(UnknownSchemaException.class);
  }

  /** Every enum one word more, before OTHER, and every record one optional field more. */
  private static Schema grown(Schema schema) throws IOException {
    JsonNode tree = withoutJavaStrings(schema);
    grow(tree);
    return parse(tree.toString());
  }

  private static void grow(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("symbols") instanceof ArrayNode symbols) {
        symbols.insert(symbols.size() - 1, ADDED_WORD);
      }
      if (object.path("fields") instanceof ArrayNode fields) {
        fields.forEach(SchemaGrowthIT::grow);
        fields
            .addObject()
            .put("name", ADDED_FIELD)
            .putNull("default")
            .putArray("type")
            .add("null")
            .add("string");
        return;
      }
    }
    node.forEach(SchemaGrowthIT::grow);
  }

  private static JsonNode withoutJavaStrings(Schema schema) throws IOException {
    return JSON.readTree(
        schema
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
  }

  /** A record with something in every field, and the added word in every enum that has it. */
  private static GenericRecord filled(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), something(field.schema()));
    }
    return record;
  }

  private static Object something(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> something(schema.getTypes().get(1));
      case RECORD -> filled(schema);
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.hasEnumSymbol(ADDED_WORD) ? ADDED_WORD : Symbols.OTHER);
      case STRING -> "x";
      case LONG -> 7L;
      case INT -> 7;
      case BOOLEAN -> true;
      case MAP -> Map.of("x", something(schema.getValueType()));
      case ARRAY -> List.of(something(schema.getElementType()));
      default -> throw new AssertionError("no event has a " + schema);
    };
  }

  private static void assertWordsAreOther(SpecificRecord record, String path, List<String> found) {
    for (Schema.Field field : record.getSchema().getFields()) {
      assertWordIsOther(record.get(field.pos()), path + field.name(), found);
    }
  }

  private static void assertWordIsOther(Object value, String at, List<String> found) {
    switch (value) {
      case SpecificRecord part -> assertWordsAreOther(part, at + '.', found);
      case List<?> items -> items.forEach(item -> assertWordIsOther(item, at, found));
      case Map<?, ?> entries ->
          entries.forEach((key, entry) -> assertWordIsOther(entry, at + '.' + key, found));
      case Enum<?> word -> {
        assertThat(word.name()).as(at).isEqualTo(Symbols.OTHER);
        if (Symbols.decide(SpecificData.get().getSchema(word.getDeclaringClass()))) {
          found.add(at);
        }
      }
      case null -> throw new AssertionError(at + " is null");
      default -> {
        // a plain value
      }
    }
  }

  private static byte[] framed(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData())
        .write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static int registered(String subject, ObjectNode schema) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(process.url() + "/subjects/" + subject + "/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(BodyPublishers.ofString(schema.toString()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body()).path("id").asInt();
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json);
  }

  private static Schema schemaOf(Topic topic) {
    return Objects.requireNonNull(topic.schema());
  }

  private static SpecificRecord prototypeOf(Topic topic) {
    Schema schema = schemaOf(topic);
    return (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
  }
}

package renewals.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Schemas as they are written in the registry's requests and answers. */
final class RegistrySchemas {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How generated classes say that they want java.lang.String; other languages needn't know. */
  private static final String JAVA_STRING = "avro.java.string";

  private RegistrySchemas() {}

  /**
   * The schema in an answer.
   *
   * @param parser knows what it may refer to
   * @throws UnknownSchemaException it is none of Avro
   * @throws RegistryUnavailableException there is none in the answer
   */
  static Schema parse(Schema.Parser parser, String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!"AVRO".equals(type)) {
      throw new UnknownSchemaException("%s is %s, expected AVRO".formatted(what, type));
    }
    JsonNode text = answer.path("schema");
    if (!text.isTextual()) {
      throw new RegistryUnavailableException("registry answered without a schema for " + what);
    }
    try {
      return parser.parse(text.textValue());
    } catch (RuntimeException e) {
      // Avro has no one exception for it: a name that stands for nothing is a NullPointerException
      throw new UnknownSchemaException(what + " is no schema of Avro 1.12", e);
    }
  }

  /** The body that registers a schema or looks it up: as its {@code .avsc} says it. */
  static String requestOf(Schema schema) {
    return JSON.createObjectNode()
        .put("schemaType", "AVRO")
        .put("schema", portable(schema).toString())
        .toString();
  }

  /** The schema without what only Java's code generator has put into it. */
  static Schema portable(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      strip(tree);
      return new Schema.Parser().parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: Avro writes schemas as JSON", e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    node.forEach(RegistrySchemas::strip);
  }
}

package renewals.stack.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * What partners meet on Kafka, in the words of AsyncAPI 3: made of the topics and their schemas.
 */
final class AsyncApi {

  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";

  private static final List<String> CLOUD_EVENTS =
      List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "traceparent");

  private static final List<String> PROOF = List.of("rn-party", "rn-at", "rn-proof");

  private static final List<String> OF_DEATH =
      List.of(
          "dl-reason",
          "dl-text",
          "dl-topic",
          "dl-partition",
          "dl-offset",
          "dl-id",
          "dl-stage",
          "dl-at",
          "dl-appended-at");

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode document = json.createObjectNode();

  private AsyncApi() {}

  /** The document, as YAML. */
  static String document() {
    return new AsyncApi().made();
  }

  private String made() {
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Renewals of data cards: topics for partners")
        .put("version", "1.0.0")
        .put(
            "description",
            "Payment channels and carriers write the topics that the pipeline receives; whoever"
                + " works for the platform reads those that it sends. Keys are UTF-8 strings,"
                + " values Avro in the Confluent wire format. Made of the catalogue of topics and"
                + " the schemas; docs/contract.md says what the fields mean.");
    document.put("defaultContentType", "avro/binary");
    document
        .putObject("servers")
        .putObject("platform")
        .put("host", "{bootstrapServers}")
        .put("protocol", "kafka-secure")
        .put("description", "The platform's brokers; each partner has a user of its own.")
        .putObject("variables")
        .putObject("bootstrapServers")
        .put("default", "kafka.example.com:9093")
        .put("description", "kafka.bootstrap.servers, as the operator names them.");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    Map<String, ObjectNode> messages = new TreeMap<>();
    for (Topic topic : Topics.ALL) {
      if (topic.isInput() || topic.isOutput()) {
        channels.set(topic.name(), channelOf(topic));
        operations.set(nameOf(topic), operationOf(topic));
        messages.put(messageOf(topic), message(topic));
      }
    }
    ObjectNode components = document.putObject("components");
    components.putObject("messages").setAll(messages);
    ObjectNode traits = components.putObject("messageTraits");
    traits.set(
        "cloudEvent",
        headers("CloudEvents, binary mode; traceparent while it is traced.", CLOUD_EVENTS));
    traits.set(
        "signed",
        headers(
            "CloudEvents, binary mode; who said it and the proof, where proofs are asked for"
                + " (docs/partners.md).",
            both(CLOUD_EVENTS, PROOF)));
    traits.set(
        "deadLetter", headers("Why and where the record died; its own headers too.", OF_DEATH));
    return written();
  }

  private static List<String> both(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  private ObjectNode channelOf(Topic topic) {
    ObjectNode channel = json.createObjectNode();
    channel.put("address", topic.name());
    channel.put("description", "Key: %s. %s".formatted(topic.key(), kept(topic)));
    channel
        .putObject("messages")
        .putObject(messageOf(topic))
        .put("$ref", "#/components/messages/" + messageOf(topic));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name());
    ObjectNode settings = kafka.putObject("topicConfiguration");
    settings.putArray("cleanup.policy").add(topic.isCompacted() ? "compact" : "delete");
    if (topic.retention() != null) {
      settings.put("retention.ms", topic.retention().toMillis());
    }
    settings.put("max.message.bytes", topic.maxRecordBytes());
    kafka.put("bindingVersion", "0.5.0");
    return channel;
  }

  private static String kept(Topic topic) {
    if (topic.isCompacted()) {
      return "The newest of each key is kept.";
    }
    return topic.retention() == null
        ? "Kept for good."
        : "Kept for %d days.".formatted(topic.retention().toDays());
  }

  private ObjectNode operationOf(Topic topic) {
    ObjectNode operation = json.createObjectNode();
    operation.put("action", topic.isInput() ? "receive" : "send");
    operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
    operation.put(
        "summary",
        topic.isInput() ? "Partners write it, the pipeline reads it." : "The pipeline writes it.");
    return operation;
  }

  private ObjectNode message(Topic topic) {
    ObjectNode message = json.createObjectNode();
    Schema schema = topic.schema();
    message.put("name", schema == null ? "DeadLetter" : schema.getFullName());
    message.put("title", messageOf(topic));
    message.put(
        "summary",
        schema == null ? "A record that could not be taken, as it came." : schema.getDoc());
    message
        .putArray("traits")
        .addObject()
        .put("$ref", "#/components/messageTraits/" + traitOf(topic));
    ObjectNode payload = message.putObject("payload");
    if (schema == null) {
      message.put("contentType", "application/octet-stream");
      payload.put("type", "string").put("format", "binary");
    } else {
      message.put("contentType", "avro/binary");
      payload.put("schemaFormat", AVRO).set("schema", parsed(schema));
    }
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", topic.key());
    if (schema != null) {
      kafka.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", "confluent");
    }
    kafka.put("bindingVersion", "0.5.0");
    return message;
  }

  private static String traitOf(Topic topic) {
    if (topic.schema() == null) {
      return "deadLetter";
    }
    return topic.isInput() ? "signed" : "cloudEvent";
  }

  private ObjectNode headers(String description, List<String> names) {
    ObjectNode trait = json.createObjectNode();
    ObjectNode headers = trait.putObject("headers");
    headers.put("type", "object").put("description", description);
    ObjectNode properties = headers.putObject("properties");
    names.forEach(name -> properties.putObject(name).put("type", "string"));
    return trait;
  }

  /** Two topics hold receipts, so a message is named by its topic. */
  private static String messageOf(Topic topic) {
    String name = nameOf(topic);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String nameOf(Topic topic) {
    StringBuilder name = new StringBuilder();
    for (String part : topic.name().split("-", -1)) {
      name.append(
          name.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return name.toString();
  }

  private JsonNode parsed(Schema schema) {
    try {
      return json.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: a schema is JSON", e);
    }
  }

  private String written() {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();
    try {
      return new YAMLMapper(yaml).writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: it is a tree", e);
    }
  }
}

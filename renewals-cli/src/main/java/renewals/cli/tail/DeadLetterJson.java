package renewals.cli.tail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventJson;
import renewals.schemas.wire.SchemaRegistry;

/** A dead letter as JSON: what its headers say, and the event where it can be read. */
final class DeadLetterJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordEvents events;

  DeadLetterJson(SchemaRegistry registry) {
    this.events = new RecordEvents(registry);
  }

  String write(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    Headers headers = record.headers();
    ObjectNode letter = JSON.createObjectNode().put(EventJson.TYPE, "dead-letter");
    text(headers, "reason").ifPresent(reason -> letter.put("reason", reason));
    text(headers, "text").ifPresent(text -> letter.put("text", text));
    text(headers, "topic").ifPresent(topic -> letter.put("topic", topic));
    number(letter, headers, "partition");
    number(letter, headers, "offset");
    if (record.key() != null) {
      letter.put("key", new String(record.key(), StandardCharsets.UTF_8));
    }
    text(headers, "stage").ifPresent(stage -> letter.put("stage", stage));
    text(headers, "topic")
        .flatMap(topic -> events.of(topic, record.value()))
        .ifPresent(event -> letter.set("event", event));
    text(headers, "at").ifPresent(at -> letter.put("at", at));
    return letter.toString();
  }

  private static void number(ObjectNode letter, Headers headers, String name) {
    text(headers, name).ifPresent(text -> letter.put(name, Long.parseLong(text)));
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader("dl-" + name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}

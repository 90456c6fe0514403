package renewals.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/**
 * A sample of what merchants are told of, by kind: activations and updates as {@code renewals tail}
 * shows them. Times are said from now on: {@code now}, {@code now+PT2H}, {@code now-P1D}.
 */
final class SampleEvents {

  /** The kind that no event brings about. */
  static final String CHALLENGE = "WEBHOOK_CHALLENGE";

  private static final String FILE = "sample-events.json";
  private static final String NOW = "now";

  private static final JsonNode SAMPLES = load();

  /** The kinds there are samples of, in the order of the documents. */
  static final List<String> KINDS = kinds();

  private SampleEvents() {}

  /**
   * The sample of a kind that an event brings about.
   *
   * @throws IllegalArgumentException there is none
   */
  static SpecificRecord of(String kind, String merchantId, Instant now) {
    if (!(SAMPLES.get(kind) instanceof ObjectNode sample)) {
      throw new IllegalArgumentException("kind is %s, expected one of %s".formatted(kind, KINDS));
    }
    ObjectNode event = sample.deepCopy();
    event.put("merchantId", merchantId);
    date(event, now.truncatedTo(ChronoUnit.SECONDS));
    return switch (EventJson.read(event)) {
      case Parsed.Accepted accepted -> accepted.event();
      case Parsed.Refused refused ->
          throw new IllegalStateException(
              "cannot happen, a test reads each: " + refused.violations());
    };
  }

  private static void date(ObjectNode event, Instant now) {
    event
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode inner) {
                date(inner, now);
              } else if (field.getValue().isTextual()
                  && field.getValue().textValue().startsWith(NOW)) {
                field.setValue(new TextNode(moment(field.getValue().textValue(), now)));
              }
            });
  }

  private static String moment(String given, Instant now) {
    if (given.equals(NOW)) {
      return now.toString();
    }
    Duration by = Duration.parse(given.substring(NOW.length() + 1));
    return (given.charAt(NOW.length()) == '+' ? now.plus(by) : now.minus(by)).toString();
  }

  private static List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    SAMPLES.fieldNames().forEachRemaining(kinds::add);
    kinds.add(CHALLENGE);
    return List.copyOf(kinds);
  }

  private static JsonNode load() {
    try (InputStream in = SampleEvents.class.getResourceAsStream(FILE)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the samples ship with this class", e);
    }
  }
}

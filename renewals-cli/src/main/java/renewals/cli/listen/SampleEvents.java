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
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/**
 * A sample of what merchants are told of, by kind: activations and updates as {@code renewals tail}
 * shows them. Times are said from now on: {@code now}, {@code now+PT2H}, {@code now-PT1H}. Within a
 * text, <code>{now+PT2H}</code> is that time in seconds, <code>{merchant}</code> the merchant, and
 * SAMPLE another word in each call, as receivers pass over what they have seen under an id.
 */
final class SampleEvents {

  /** The kind that no event brings about. */
  static final String CHALLENGE = "WEBHOOK_CHALLENGE";

  private static final String FILE = "sample-events.json";
  private static final String NOW = "now";
  private static final String WORD = "SAMPLE";
  private static final Pattern HOLE = Pattern.compile("\\{(now[^}]*)\\}");

  private static final JsonNode SAMPLES = load();

  /** The kinds that outputs of the pipeline bring about, in the order of the documents. */
  static final List<String> TOLD = told();

  /** The kinds there are samples of. */
  static final List<String> KINDS = Stream.concat(TOLD.stream(), Stream.of(CHALLENGE)).toList();

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
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    String word = UUID.randomUUID().toString().substring(0, 8);
    fill(event, text -> filled(text, merchantId, word, second));
    return switch (EventJson.read(event)) {
      case Parsed.Accepted accepted -> accepted.event();
      case Parsed.Refused refused ->
          throw new IllegalStateException(
              "cannot happen, a test reads each: " + refused.violations());
    };
  }

  private static void fill(ObjectNode event, UnaryOperator<String> filled) {
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      if (field.getValue() instanceof ObjectNode inner) {
        fill(inner, filled);
      } else if (field.getValue().isTextual()) {
        field.setValue(new TextNode(filled.apply(field.getValue().textValue())));
      }
    }
  }

  private static String filled(String given, String merchantId, String word, Instant now) {
    if (given.startsWith(NOW)) {
      return moment(given, now).toString();
    }
    return HOLE.matcher(given.replace(WORD, word).replace("{merchant}", merchantId))
        .replaceAll(hole -> Long.toString(moment(hole.group(1), now).getEpochSecond()));
  }

  private static Instant moment(String given, Instant now) {
    if (given.equals(NOW)) {
      return now;
    }
    Duration by = Duration.parse(given.substring(NOW.length() + 1));
    return given.charAt(NOW.length()) == '+' ? now.plus(by) : now.minus(by);
  }

  private static List<String> told() {
    List<String> kinds = new ArrayList<>();
    SAMPLES.fieldNames().forEachRemaining(kinds::add);
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

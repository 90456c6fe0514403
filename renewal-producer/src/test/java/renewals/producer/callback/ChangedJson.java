package renewals.producer.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a fuzzer makes of a good notice: a line each of {@code path=value}, which puts a text in
 * that place, or {@code path:value}, which puts JSON there; an empty value takes the field away. So
 * what it tries gets past the fields that it leaves alone. What begins with a brace or a bracket is
 * a whole content, good or not.
 */
public final class ChangedJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChangedJson() {}

  /** The content. */
  public static String of(String good, byte[] changes) {
    String text = new String(changes, UTF_8);
    if (text.startsWith("{") || text.startsWith("[")) {
      return text;
    }
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(good);
      text.lines().forEach(line -> change(root, line));
      return root.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(good, e);
    }
  }

  private static void change(ObjectNode root, String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) != '=' && line.charAt(end) != ':') {
      end++;
    }
    if (end == 0 || end == line.length()) {
      return;
    }
    Deque<String> path = new ArrayDeque<>(List.of(line.substring(0, end).split("\\.", -1)));
    ObjectNode place = root;
    while (path.size() > 1) {
      String name = path.pop();
      place = place.get(name) instanceof ObjectNode inner ? inner : place.putObject(name);
    }
    put(place, path.pop(), line.charAt(end), line.substring(end + 1));
  }

  private static void put(ObjectNode place, String name, char kind, String value) {
    if (value.isEmpty()) {
      place.remove(name);
    } else if (kind == '=') {
      place.put(name, value);
    } else {
      place.set(name, parsed(value));
    }
  }

  private static JsonNode parsed(String value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      return JSON.getNodeFactory().textNode(value);
    }
  }
}

package renewals.notifier.senders.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON as the providers write it. */
public final class Json {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_WORD = 80;

  private Json() {}

  /** As JSON. */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: texts can be written as JSON", e);
    }
  }

  /** Null where it is none. */
  public static @Nullable JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * A list of whatever.
   *
   * @throws IOException it is none
   */
  public static JsonNode list(byte[] body) throws IOException {
    JsonNode all = JSON.readTree(body);
    if (!all.isArray()) {
      throw new IOException("expected a list");
    }
    return all;
  }

  /** A provider's word as it may stand in a reason. */
  public static String word(String code) {
    String word = code.replaceAll("[^A-Za-z0-9_.:-]", "");
    return word.isEmpty() ? "nothing" : word.substring(0, Math.min(word.length(), LONGEST_WORD));
  }
}

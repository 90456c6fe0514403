package renewals.notifier.senders.terminal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a terminal shows, or is to show.
 *
 * @param at of which moment it is
 * @param order which of two of the same moment is the later
 * @param payload JSON with both, as docs/notices.md has it
 */
record ShownState(String terminalId, Instant at, int order, String payload) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a payload.
   *
   * @throws IOException it is none
   */
  static ShownState read(String terminalId, String payload) throws IOException {
    try {
      JsonNode node = JSON.readTree(payload);
      return new ShownState(
          terminalId, Instant.parse(node.path("at").asText()), node.path("order").asInt(), payload);
    } catch (JacksonException | DateTimeException e) {
      throw new IOException("not a terminal's state: " + e.getClass().getSimpleName(), e);
    }
  }

  static ShownState read(String terminalId, byte[] payload) throws IOException {
    return read(terminalId, new String(payload, StandardCharsets.UTF_8));
  }

  boolean isLaterThan(ShownState other) {
    int compared = at.compareTo(other.at);
    return compared > 0 || (compared == 0 && order > other.order);
  }

  byte[] bytes() {
    return payload.getBytes(StandardCharsets.UTF_8);
  }
}

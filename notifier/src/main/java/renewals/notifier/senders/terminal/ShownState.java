package renewals.notifier.senders.terminal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal shows, or is to show, side by side. Two of them put together have of each side
 * the later, in whatever order they come: JSON as docs/notices.md has it.
 *
 * @param card the masked number of the card, empty where none was named
 * @param sides by name; at least one
 */
record ShownState(String terminalId, String card, Map<String, Side> sides) {

  private static final ObjectMapper JSON = new ObjectMapper();

  ShownState {
    sides = Map.copyOf(sides);
  }

  /**
   * One side.
   *
   * @param at of which moment it is
   * @param order which of two of the same moment is the later
   * @param rank how much it says of whether the card works: the greatest is what the terminal says
   * @param json all of it
   */
  record Side(Instant at, int order, int rank, JsonNode json) {

    private boolean isLaterThan(Side other) {
      int compared = at.compareTo(other.at);
      return compared > 0 || (compared == 0 && order > other.order);
    }

    private boolean outranks(@Nullable Side other) {
      return other == null || rank > other.rank || (rank == other.rank && isLaterThan(other));
    }
  }

  /**
   * Reads a payload.
   *
   * @throws IOException it is none
   */
  static ShownState read(String terminalId, String payload) throws IOException {
    Map<String, Side> sides = new TreeMap<>();
    try {
      JsonNode node = JSON.readTree(payload);
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (field.getValue().isObject()) {
          sides.put(field.getKey(), side(field.getValue()));
        }
      }
      if (!sides.isEmpty()) {
        return new ShownState(terminalId, node.path("card").asText(), sides);
      }
    } catch (JacksonException | DateTimeException e) {
      throw new IOException("not a terminal's state: " + e.getClass().getSimpleName(), e);
    }
    throw new IOException("not a terminal's state: it has no side");
  }

  static ShownState read(String terminalId, byte[] payload) throws IOException {
    return read(terminalId, new String(payload, StandardCharsets.UTF_8));
  }

  private static Side side(JsonNode json) {
    return new Side(
        Instant.parse(json.path("at").asText()),
        json.path("order").asInt(),
        json.path("rank").asInt(),
        json);
  }

  /**
   * What a terminal that shows this is to show after some news, which may have come late: of each
   * side the later. Of two cards the one of which was told later is in the terminal. The same where
   * nothing changes.
   */
  ShownState with(ShownState news) {
    if (!card.equals(news.card)) {
      return news.latest().isLaterThan(latest()) ? news : this;
    }
    Map<String, Side> both = new TreeMap<>(sides);
    news.sides.forEach(
        (name, side) ->
            both.merge(name, side, (shown, told) -> told.isLaterThan(shown) ? told : shown));
    return new ShownState(terminalId, card, both);
  }

  private Side latest() {
    return sides.values().stream()
        .reduce((one, other) -> other.isLaterThan(one) ? other : one)
        .orElseThrow();
  }

  /** Whether anything of that news is shown. */
  boolean showsOf(ShownState news) {
    return card.equals(news.card)
        && news.sides.entrySet().stream()
            .anyMatch(side -> side.getValue().equals(sides.get(side.getKey())));
  }

  /** Begins with what the terminal says of whether the card works, and until when. */
  byte[] bytes() {
    Side first = null;
    for (Side side : sides.values()) {
      first = side.outranks(first) ? side : first;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!card.isEmpty()) {
      node.put("card", card);
    }
    if (first != null) {
      node.set("state", first.json().path("state"));
      if (first.json().has("date")) {
        node.set("date", first.json().get("date"));
      }
    }
    new TreeMap<>(sides).forEach((name, side) -> node.set(name, side.json()));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal shows, or is to show, side by side. Two of them put together have of each side
 * the later, in whatever order they come: JSON as docs/notices.md has it.
 *
 * <p>A renewal is a side of its own, and one under way is shown before one that has ended: that an
 * earlier one is refunded says nothing of the one that the merchant waits for.
 *
 * @param card the masked number of the card, empty where none was named
 * @param cardKey what says which card it is: the masked key of its number, the same with its check
 *     digit and without; where it is the same as card it isn't written
 * @param sides by name, renewals by {@code renewal/<renewalId>}; at least one
 */
record ShownState(String terminalId, String card, String cardKey, Map<String, Side> sides) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RENEWAL = "renewal";
  private static final String OF_ONE = RENEWAL + "/";

  /** The field of renewals that are not shown, each under its renewalId. */
  private static final String OTHERS = "renewals";

  private static final String KEY = "cardKey";

  private static final int MOST_RENEWALS = 4;

  private static final Comparator<Map.Entry<String, Side>> BY_TIME =
      Comparator.<Map.Entry<String, Side>, Instant>comparing(one -> one.getValue().at())
          .thenComparingInt(one -> one.getValue().order())
          .thenComparing(Map.Entry::getKey);

  /** What is under way is last, of several what was told last. */
  private static final Comparator<Map.Entry<String, Side>> BY_PROGRESS =
      Comparator.<Map.Entry<String, Side>, Boolean>comparing(one -> one.getValue().running())
          .thenComparing(BY_TIME);

  /** Of renewals those that were told last. */
  ShownState {
    Map<String, Side> kept = new TreeMap<>(sides);
    List<Map.Entry<String, Side>> renewals = renewals(sides);
    for (int i = 0; i < renewals.size() - MOST_RENEWALS; i++) {
      kept.remove(renewals.get(i).getKey());
    }
    sides = Map.copyOf(kept);
  }

  private static List<Map.Entry<String, Side>> renewals(Map<String, Side> sides) {
    return sides.entrySet().stream()
        .filter(side -> side.getKey().startsWith(OF_ONE))
        .sorted(BY_TIME)
        .toList();
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

    /** Whether it is of a renewal under way. */
    boolean running() {
      return json.path("running").asBoolean();
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
        if (field.getKey().equals(OTHERS)) {
          field.getValue().properties().forEach(one -> put(sides, RENEWAL, one.getValue()));
        } else if (field.getValue().isObject()) {
          put(sides, field.getKey(), field.getValue());
        }
      }
      if (!sides.isEmpty()) {
        String card = node.path("card").asText();
        return new ShownState(terminalId, card, node.path(KEY).asText(card), sides);
      }
    } catch (JacksonException | DateTimeException e) {
      throw new IOException("not a terminal's state: " + e.getClass().getSimpleName(), e);
    }
    throw new IOException("not a terminal's state: it has no side");
  }

  static ShownState read(String terminalId, byte[] payload) throws IOException {
    return read(terminalId, new String(payload, StandardCharsets.UTF_8));
  }

  private static void put(Map<String, Side> sides, String name, JsonNode json) {
    sides.put(name.equals(RENEWAL) ? OF_ONE + json.path("renewalId").asText() : name, side(json));
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
    boolean isLater = news.latest().isLaterThan(latest());
    if (!isOfOneCardWith(news)) {
      return isLater ? news : this;
    }
    Map<String, Side> both = new TreeMap<>(sides);
    news.sides.forEach(
        (name, side) ->
            both.merge(name, side, (shown, told) -> told.isLaterThan(shown) ? told : shown));
    return new ShownState(terminalId, isLater ? news.card : card, news.cardKey, both);
  }

  /** An earlier build wrote no key: what it shows is known by the number as it stands there. */
  private boolean isOfOneCardWith(ShownState news) {
    return cardKey.equals(news.cardKey) || (cardKey.equals(card) && card.equals(news.card));
  }

  private Side latest() {
    return sides.values().stream()
        .reduce((one, other) -> other.isLaterThan(one) ? other : one)
        .orElseThrow();
  }

  /** Whether anything of that news is shown. */
  boolean showsOf(ShownState news) {
    return isOfOneCardWith(news)
        && news.sides.entrySet().stream()
            .anyMatch(side -> side.getValue().equals(sides.get(side.getKey())));
  }

  /** Begins with what the terminal says of whether the card works, and until when. */
  byte[] bytes() {
    Map<String, Side> shown = new TreeMap<>(sides);
    shown.keySet().removeIf(name -> name.startsWith(OF_ONE));
    List<Map.Entry<String, Side>> renewals = renewals(sides).stream().sorted(BY_PROGRESS).toList();
    if (!renewals.isEmpty()) {
      shown.put(RENEWAL, renewals.getLast().getValue());
    }
    Side first = null;
    for (Side side : shown.values()) {
      first = side.outranks(first) ? side : first;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!card.isEmpty()) {
      node.put("card", card);
    }
    if (!cardKey.equals(card)) {
      node.put(KEY, cardKey);
    }
    if (first != null) {
      node.set("state", first.json().path("state"));
      if (first.json().has("date")) {
        node.set("date", first.json().get("date"));
      }
    }
    shown.forEach((name, side) -> node.set(name, side.json()));
    if (renewals.size() > 1) {
      ObjectNode others = node.putObject(OTHERS);
      renewals
          .subList(0, renewals.size() - 1)
          .forEach(
              one -> others.set(one.getKey().substring(OF_ONE.length()), one.getValue().json()));
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}

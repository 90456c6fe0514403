package renewals.notifier.codec.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.terminal.TerminalDisplay;
import renewals.notifier.domain.terminal.TerminalDisplay.Side;

/**
 * The JSON of what some news change at a terminal, which its sender puts together with what stands
 * there; documented in docs/notices.md, "Terminals".
 */
public final class TerminalPayload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TerminalPayload() {}

  /**
   * The document of what is shown since that trigger.
   *
   * @param cardKey masked, the same however the card's number is written; null where none is named
   */
  public static String of(
      NotificationTrigger cause, @Nullable String cardKey, TerminalDisplay display) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (cause.card() != null) {
      node.put("card", cause.card());
    }
    if (cardKey != null && !cardKey.equals(cause.card())) {
      node.put("cardKey", cardKey);
    }
    for (Side side : Side.values()) {
      TerminalDisplay.Shown shown = display.sides().get(side);
      if (shown != null) {
        ObjectNode one = node.putObject(side.name().toLowerCase(Locale.ROOT));
        put(one, cause, side, shown, display.at());
        if (side == Side.RENEWAL && cause.renewalId() != null) {
          one.put("renewalId", cause.renewalId());
          one.put("running", display.running());
        }
        one.put("cause", cause.id());
      }
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: the tree has plain values only", e);
    }
  }

  private static void put(
      ObjectNode node,
      NotificationTrigger cause,
      Side side,
      TerminalDisplay.Shown shown,
      Instant at) {
    node.put("state", shown.state().name());
    if (shown.date() != null) {
      node.put("date", shown.date().toString());
    }
    node.put("at", at.toString());
    node.put("rank", TerminalDisplay.rank(side, shown.state()));
    node.put("order", TerminalDisplay.order(cause, side, shown.state()));
  }
}

package renewals.notifier.codec.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.terminal.TerminalDisplay;

/** The JSON that a terminal reads; documented in docs/notices.md, "Terminals". */
public final class TerminalPayload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TerminalPayload() {}

  /** The document of what is shown since that trigger. */
  public static String of(NotificationTrigger cause, TerminalDisplay display) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("state", display.state().name());
    if (display.date() != null) {
      node.put("date", display.date().toString());
    }
    node.put("at", cause.at().toString());
    node.put("order", display.state().order());
    node.put("cause", cause.id());
    if (cause.card() != null) {
      node.put("card", cause.card());
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: the tree has plain values only", e);
    }
  }
}

package renewals.schemas.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.schemas.reconcile.ReconcileDue.State;

/** The values of {@code reconcile-due}: JSON with a version. */
public final class ReconcileDueJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "v";
  private static final int CURRENT = 1;

  private ReconcileDueJson() {}

  /** A value as the topic holds it. */
  public static byte[] write(ReconcileDue due) {
    return object(due).put(VERSION, CURRENT).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same for people and their scripts, without the version. */
  public static ObjectNode object(ReconcileDue due) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("renewalId", due.renewalId());
    node.put("channelId", due.channelId());
    node.put("state", due.state().name());
    node.put("requestedAt", due.requestedAt().toString());
    node.put("asked", due.asked());
    node.put("dueAt", due.dueAt().toString());
    if (due.paidAt() != null) {
      node.put("paidAt", due.paidAt().toString());
    }
    if (due.why() != null) {
      node.put("why", due.why());
    }
    if (due.lastAt() != null) {
      node.put("lastAt", due.lastAt().toString());
    }
    return node;
  }

  /** What a value says; empty where this version doesn't write such a one. */
  public static Optional<ReconcileDue> read(byte[] value) {
    try {
      JsonNode node = JSON.readTree(value);
      if (node == null || node.path(VERSION).asInt() != CURRENT) {
        return Optional.empty();
      }
      return Optional.of(
          new ReconcileDue(
              node.required("renewalId").asText(),
              node.required("channelId").asText(),
              State.valueOf(node.required("state").asText()),
              Instant.parse(node.required("requestedAt").asText()),
              node.required("asked").asInt(),
              Instant.parse(node.required("dueAt").asText()),
              time(node, "paidAt"),
              text(node, "why"),
              time(node, "lastAt")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Instant time(JsonNode node, String field) {
    String text = text(node, field);
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }
}

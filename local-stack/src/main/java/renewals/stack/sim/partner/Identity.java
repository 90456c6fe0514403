package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells the events of one renewal, or the words of one carrier or of one card, from each other. */
public final class Identity {

  private Identity() {}

  /** The type of an event, and what tells it from others of that type. */
  public static String of(JsonNode event) {
    return "%s %s%s%s%s%s"
        .formatted(
            event.path("type").asText(),
            event.path("paymentId").asText(),
            event.path("reviewId").asText(),
            event.path("usageId").asText(),
            event.path("amount").path("minorUnits").asText(),
            event.path("revision").asText());
  }
}

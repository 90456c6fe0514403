package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import renewals.cli.query.ForPeople;

/**
 * Whether a renewal's card works, whatever the renewal is at.
 *
 * @param card what the API says of it; missing where nobody can say
 * @param renewal whose request may know its expiry
 * @param zone in which times are said
 */
record CardInUse(JsonNode card, JsonNode renewal, Instant now, ZoneId zone) {

  /** Whether it can be used now, as far as anybody knows. */
  boolean works() {
    return hindrance().isEmpty() && validUntil().filter(until -> until.isAfter(now)).isPresent();
  }

  /** In a few words; empty where nobody knows. */
  Optional<String> said() {
    return hindrance()
        .or(
            () ->
                validUntil()
                    .map(
                        until ->
                            (until.isAfter(now) ? "works until " : "expired ")
                                + ForPeople.time(until, zone)));
  }

  private Optional<Instant> validUntil() {
    return Stream.of(card.path("validUntil"), renewal.path("request").path("currentValidUntil"))
        .filter(JsonNode::isTextual)
        .map(time -> Instant.parse(time.asText()))
        .max(Comparator.naturalOrder());
  }

  private Optional<String> hindrance() {
    JsonNode status = card.path("status");
    String state = status.path("state").asText("ACTIVE");
    if (!state.equals("ACTIVE")) {
      String cause =
          status.hasNonNull("cause") ? ": " + ForPeople.words(status.get("cause").asText()) : "";
      return Optional.of(ForPeople.words(state) + " by its carrier" + cause);
    }
    JsonNode left = card.path("usage").path("remainingBytes");
    return left.isIntegralNumber() && left.asLong() == 0
        ? Optional.of("data used up")
        : Optional.empty();
  }
}

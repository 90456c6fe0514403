package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.ZoneId;
import renewals.cli.query.ForPeople;

/**
 * How a card stands, as a person reads it.
 *
 * @param zone in which times are said
 */
record CardPage(PrintWriter out, ZoneId zone) {

  void print(JsonNode card) {
    out.printf(
        "%s is %s%n",
        ForPeople.card(card.path("iccid")), ForPeople.words(card.path("state").asText()));
    if (card.hasNonNull("validUntil")) {
      out.printf("  valid until  %s%n", time(card.get("validUntil")));
    }
    if (card.hasNonNull("renewBy")) {
      out.printf("  renew by     %s%n", time(card.get("renewBy")));
    }
    if (card.hasNonNull("closesAt")) {
      out.printf("  closed at    %s%n", time(card.get("closesAt")));
    }
    out.printf("  plan's data  %s%n", ForPeople.data(card.path("dataBytes")));
    if (card.hasNonNull("usage")) {
      out.printf("  used         %s%n", used(card.get("usage")));
    }
    if (card.hasNonNull("status")) {
      out.printf("  network      %s%n", status(card.get("status")));
    }
    card.path("renewals").forEach(renewal -> out.println("  " + period(renewal)));
  }

  private String time(JsonNode at) {
    return ForPeople.time(at, zone);
  }

  private String used(JsonNode usage) {
    String used = ForPeople.data(usage.path("usedBytes"));
    String counted =
        usage.hasNonNull("allowanceBytes")
            ? "%s of %s, %s left"
                .formatted(
                    used,
                    ForPeople.data(usage.get("allowanceBytes")),
                    ForPeople.data(usage.path("remainingBytes")))
            : used;
    String asOf = counted + " as of " + time(usage.path("asOf"));
    return usage.hasNonNull("runsOutAt")
        ? "%s, runs out about %s (%s)"
            .formatted(asOf, time(usage.get("runsOutAt")), usage.path("basis").asText())
        : asOf;
  }

  private String status(JsonNode status) {
    String cause =
        status.hasNonNull("cause")
            ? " (%s)".formatted(ForPeople.words(status.get("cause").asText()))
            : "";
    return "%s%s since %s"
        .formatted(
            ForPeople.words(status.path("state").asText()), cause, time(status.path("since")));
  }

  private String period(JsonNode renewal) {
    String until =
        renewal.hasNonNull("validUntil") ? " until " + time(renewal.get("validUntil")) : "";
    return "%-12s from %s%s, %s"
        .formatted(
            renewal.path("renewalId").asText(),
            time(renewal.get("validFrom")),
            until,
            ForPeople.data(renewal.path("dataBytes")));
  }
}

package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import renewals.cli.query.ActivationApi;
import renewals.cli.query.ForPeople;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/**
 * Where a renewal stands, as a person reads it.
 *
 * @param zone in which times are said
 */
record StatusPage(PrintWriter out, ZoneId zone) {

  /** What he was told: the last receipt of each notice. */
  void printNotices(List<ObjectNode> notices) {
    for (ObjectNode notice : notices) {
      String reason = notice.path("reason").asText("");
      line(
          "told " + ForPeople.words(notice.path("kind").asText()),
          "by %s, %s at %s%s"
              .formatted(
                  ForPeople.words(notice.path("channel").asText()),
                  ForPeople.words(notice.path("state").asText()),
                  ForPeople.time(notice.path("at"), zone),
                  reason.isEmpty() ? "" : " (" + reason + ")"));
    }
    if (notices.isEmpty()) {
      line("told", "nothing yet");
    }
  }

  void print(JsonNode renewal, CardAnswer card, Instant now) {
    CardInUse use =
        new CardInUse(card, ActivationApi.typed(renewal, QueryResponses.Renewal.class), now, zone);
    out.printf(
        "%s is %s%n",
        renewal.path("renewalId").asText(), ForPeople.words(renewal.path("state").asText()));
    if (renewal.hasNonNull("iccid")) {
      String number = ForPeople.card(renewal.get("iccid"));
      line("card", use.said().map(said -> number + ", " + said).orElse(number));
    }
    if (renewal.hasNonNull("merchantId")) {
      line("merchant", renewal.get("merchantId").asText());
    }
    request(renewal.path("request"));
    if (renewal.hasNonNull("due")) {
      line("paid", paid(renewal));
    }
    if (!renewal.path("waitingFor").isEmpty()) {
      line("waiting for", waitingFor(renewal.get("waitingFor")));
    }
    if (renewal.hasNonNull("expectedUsable")) {
      String when = expected(renewal.get("expectedUsable"));
      line(use.mayWork() ? "takes effect" : "usable", when);
    }
    if (renewal.hasNonNull("validFrom")) {
      line("valid", validity(renewal));
    }
    renewal
        .path("timeline")
        .forEach(step -> line(ForPeople.time(step.get("at"), zone), step(step)));
    if (renewal.hasNonNull("asOf")) {
      line("as of", ForPeople.time(renewal.get("asOf"), zone));
    }
  }

  private void request(JsonNode request) {
    if (request.hasNonNull("terminalId")) {
      line("terminal", request.get("terminalId").asText());
    }
    if (request.hasNonNull("carrierId")) {
      line("carrier", request.get("carrierId").asText());
      line("channel", request.path("channelId").asText());
    }
  }

  private String expected(JsonNode expected) {
    String times = ForPeople.times(expected, zone);
    return expected.hasNonNull("why")
        ? "%s (%s)".formatted(times, ForPeople.words(expected.get("why").asText()))
        : times;
  }

  void line(String what, String value) {
    out.printf("  %-27s %s%n", ForPeople.printable(what), ForPeople.printable(value));
  }

  private String paid(JsonNode renewal) {
    String paid =
        "%s of %s"
            .formatted(ForPeople.money(renewal.get("net")), ForPeople.money(renewal.get("due")));
    boolean owes = renewal.path("owed").path("minorUnits").asLong() > 0;
    return owes ? paid + ", to be paid back: " + ForPeople.money(renewal.get("owed")) : paid;
  }

  private String waitingFor(JsonNode parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .map(part -> ForPeople.words(part.asText()))
        .collect(Collectors.joining(", "));
  }

  private String validity(JsonNode renewal) {
    String from = "from " + ForPeople.time(renewal.get("validFrom"), zone);
    return renewal.hasNonNull("validUntil")
        ? from + " until " + ForPeople.time(renewal.get("validUntil"), zone)
        : from;
  }

  private String step(JsonNode step) {
    String what = ForPeople.words(step.path("what").asText());
    String amount = step.hasNonNull("amount") ? " " + ForPeople.money(step.get("amount")) : "";
    String reason = step.hasNonNull("reason") ? " (" + step.get("reason").asText() + ")" : "";
    return what + amount + reason + ownTime(step);
  }

  /** The event's own time, where it is not the second of its arrival. */
  private String ownTime(JsonNode step) {
    if (!step.hasNonNull("occurredAt")) {
      return "";
    }
    String own = ForPeople.time(step.get("occurredAt"), zone);
    return own.equals(ForPeople.time(step.get("at"), zone)) ? "" : ", of " + own;
  }
}

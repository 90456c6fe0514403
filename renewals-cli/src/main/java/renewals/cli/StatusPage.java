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
    QueryResponses.Renewal typed = ActivationApi.typed(renewal, QueryResponses.Renewal.class);
    CardInUse use = new CardInUse(card, typed, now, zone);
    out.printf("%s is %s%n", typed.renewalId(), state(typed.state()));
    line("to do", NextStep.of(typed, use));
    if (renewal.hasNonNull("iccid")) {
      String number = ForPeople.card(renewal.get("iccid"));
      line("card", use.said().map(said -> number + ", " + said).orElse(number));
    }
    if (renewal.hasNonNull("merchantId")) {
      line("merchant", renewal.get("merchantId").asText());
    }
    request(renewal.path("request"));
    if (renewal.hasNonNull("due")) {
      line("paid", paid(typed));
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

  private static String state(String state) {
    return state.equals("LAPSED") ? "lapsed: not paid in time" : ForPeople.words(state);
  }

  private static String paid(QueryResponses.Renewal renewal) {
    String paid = "%s of %s".formatted(money(renewal.net()), money(renewal.due()));
    String missing =
        renewal.waitingFor().contains("PAYMENT") ? ", missing: " + NextStep.missing(renewal) : "";
    String owed =
        renewal.owed().minorUnits() > 0 ? ", to be paid back: " + money(renewal.owed()) : "";
    return paid + missing + owed + (owed.isEmpty() ? "" : unless(renewal.state()));
  }

  private static String unless(String state) {
    return switch (state) {
      case "LAPSED" -> " unless the rest is paid";
      case "STALLED" -> " unless the carrier approves first";
      default -> "";
    };
  }

  private static String money(QueryResponses.Money money) {
    return ForPeople.money(money.minorUnits(), money.currency());
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

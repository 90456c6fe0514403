package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.kit.Health;

/** {@code ./renewals status}. */
@Command(
    name = "status",
    description = "Where a renewal stands, as activation-stream (activation.url) says.")
final class StatusCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "RENEWAL_ID", description = "Id of the renewal.")
  private String renewalId;

  @Option(names = "--json", description = "The answer as JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ActivationApi api = new ActivationApi(cluster.settings());
    JsonNode renewal = api.get("/v1/renewals", renewalId);
    if (json) {
      out.println(renewal);
      out.flush();
      return;
    }
    print(renewal, cardOf(renewal, api), out);
    api.part("inputs")
        .filter(said -> !said.equals(Health.READY))
        .ifPresent(said -> out.printf("attention: %s%n", said));
    out.flush();
  }

  /** The renewal's card, by the word of its own carrier; missing where nobody can say. */
  private static JsonNode cardOf(JsonNode renewal, ActivationApi api) {
    if (!renewal.hasNonNull("iccid")) {
      return MissingNode.getInstance();
    }
    String carrier = renewal.path("request").path("carrierId").asText();
    return api.known(
            "/v1/cards/" + renewal.get("iccid").asText(),
            carrier.isEmpty() ? Map.of() : Map.of("carrierId", carrier))
        .orElse(MissingNode.getInstance());
  }

  private static void print(JsonNode renewal, JsonNode card, PrintWriter out) {
    CardInUse use = new CardInUse(card, renewal, Instant.now());
    out.printf(
        "%s is %s%n",
        renewal.path("renewalId").asText(), ForPeople.words(renewal.path("state").asText()));
    if (renewal.hasNonNull("iccid")) {
      String number = ForPeople.card(renewal.get("iccid"));
      line(out, "card", use.said().map(said -> number + ", " + said).orElse(number));
    }
    if (renewal.hasNonNull("merchantId")) {
      line(out, "merchant", renewal.get("merchantId").asText());
    }
    request(renewal.path("request"), out);
    if (renewal.hasNonNull("due")) {
      line(out, "paid", paid(renewal));
    }
    if (!renewal.path("waitingFor").isEmpty()) {
      line(out, "waiting for", waitingFor(renewal.get("waitingFor")));
    }
    if (renewal.hasNonNull("expectedUsable")) {
      String when = expected(renewal.get("expectedUsable"));
      line(out, use.works() ? "takes effect" : "usable", when);
    }
    if (renewal.hasNonNull("validFrom")) {
      line(out, "valid", validity(renewal));
    }
    renewal.path("timeline").forEach(step -> line(out, ForPeople.time(step.get("at")), step(step)));
    if (renewal.hasNonNull("asOf")) {
      line(out, "as of", ForPeople.time(renewal.get("asOf")));
    }
  }

  private static void request(JsonNode request, PrintWriter out) {
    if (request.hasNonNull("terminalId")) {
      line(out, "terminal", request.get("terminalId").asText());
    }
    if (request.hasNonNull("carrierId")) {
      line(out, "carrier", request.get("carrierId").asText());
      line(out, "channel", request.path("channelId").asText());
    }
  }

  private static String expected(JsonNode expected) {
    String times = ForPeople.times(expected);
    return expected.hasNonNull("why")
        ? "%s (%s)".formatted(times, ForPeople.words(expected.get("why").asText()))
        : times;
  }

  private static void line(PrintWriter out, String what, String value) {
    out.printf("  %-27s %s%n", what, value);
  }

  private static String paid(JsonNode renewal) {
    String paid =
        "%s of %s"
            .formatted(ForPeople.money(renewal.get("net")), ForPeople.money(renewal.get("due")));
    boolean owes = renewal.path("owed").path("minorUnits").asLong() > 0;
    return owes ? paid + ", to be paid back: " + ForPeople.money(renewal.get("owed")) : paid;
  }

  private static String waitingFor(JsonNode parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .map(part -> ForPeople.words(part.asText()))
        .collect(Collectors.joining(", "));
  }

  private static String validity(JsonNode renewal) {
    String from = "from " + ForPeople.time(renewal.get("validFrom"));
    return renewal.hasNonNull("validUntil")
        ? from + " until " + ForPeople.time(renewal.get("validUntil"))
        : from;
  }

  private static String step(JsonNode step) {
    String what = ForPeople.words(step.path("what").asText());
    String amount = step.hasNonNull("amount") ? " " + ForPeople.money(step.get("amount")) : "";
    String reason = step.hasNonNull("reason") ? " (" + step.get("reason").asText() + ")" : "";
    return what + amount + reason + ownTime(step);
  }

  /** The event's own time, where it is not the second of its arrival. */
  private static String ownTime(JsonNode step) {
    if (!step.hasNonNull("occurredAt")) {
      return "";
    }
    String own = ForPeople.time(step.get("occurredAt"));
    return own.equals(ForPeople.time(step.get("at"))) ? "" : ", of " + own;
  }
}

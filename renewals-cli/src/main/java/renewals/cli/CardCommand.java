package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.query.ActivationApi;
import renewals.cli.query.ForPeople;
import renewals.schemas.contract.Iccid;

/** {@code ./renewals card}. */
@Command(
    name = "card",
    description =
        "How long a card is valid, what is used of its data, and whether the network takes it, as"
            + " activation-stream (activation.url) says.")
final class CardCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "ICCID", description = "Number of the card.")
  private String iccid;

  @Option(names = "--json", fallbackValue = "true", description = "The answer as JSON.")
  private boolean json;

  @Override
  public void run() {
    String canonical =
        Iccid.parse(iccid)
            .map(Iccid::canonical)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(),
                        "ICCID is %s, expected %s".formatted(iccid, Iccid.EXPECTATION)));
    PrintWriter out = spec.commandLine().getOut();
    JsonNode card = new ActivationApi(cluster.ofActivation()).get("/v1/cards", canonical);
    if (json) {
      out.println(card);
    } else {
      print(card, out);
    }
    out.flush();
  }

  static void print(JsonNode card, PrintWriter out) {
    out.printf(
        "%s is %s%n",
        ForPeople.card(card.path("iccid")), ForPeople.words(card.path("state").asText()));
    if (card.hasNonNull("validUntil")) {
      out.printf("  valid until  %s%n", ForPeople.time(card.get("validUntil")));
    }
    if (card.hasNonNull("renewBy")) {
      out.printf("  renew by     %s%n", ForPeople.time(card.get("renewBy")));
    }
    if (card.hasNonNull("closesAt")) {
      out.printf("  closed at    %s%n", ForPeople.time(card.get("closesAt")));
    }
    out.printf("  data         %s%n", ForPeople.data(card.path("dataBytes")));
    if (card.hasNonNull("usage")) {
      out.printf("  used         %s%n", used(card.get("usage")));
    }
    if (card.hasNonNull("status")) {
      out.printf("  network      %s%n", status(card.get("status")));
    }
    card.path("renewals").forEach(renewal -> out.println("  " + period(renewal)));
  }

  private static String used(JsonNode usage) {
    String used = ForPeople.data(usage.path("usedBytes"));
    String counted =
        usage.hasNonNull("allowanceBytes")
            ? "%s of %s, %s left"
                .formatted(
                    used,
                    ForPeople.data(usage.get("allowanceBytes")),
                    ForPeople.data(usage.path("remainingBytes")))
            : used;
    String asOf = counted + " as of " + ForPeople.time(usage.path("asOf"));
    return usage.hasNonNull("runsOutAt")
        ? "%s, runs out about %s (%s)"
            .formatted(asOf, ForPeople.time(usage.get("runsOutAt")), usage.path("basis").asText())
        : asOf;
  }

  private static String status(JsonNode status) {
    String cause =
        status.hasNonNull("cause")
            ? " (%s)".formatted(ForPeople.words(status.get("cause").asText()))
            : "";
    return "%s%s since %s"
        .formatted(
            ForPeople.words(status.path("state").asText()),
            cause,
            ForPeople.time(status.path("since")));
  }

  private static String period(JsonNode renewal) {
    String until =
        renewal.hasNonNull("validUntil")
            ? " until " + ForPeople.time(renewal.get("validUntil"))
            : "";
    return "%-12s from %s%s, %s"
        .formatted(
            renewal.path("renewalId").asText(),
            ForPeople.time(renewal.get("validFrom")),
            until,
            ForPeople.data(renewal.path("dataBytes")));
  }
}

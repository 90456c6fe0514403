package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.schemas.contract.Iccid;

/** {@code ./renewals card}. */
@Command(
    name = "card",
    description = "How long a card is valid, as activation-stream (activation.url) says.")
final class CardCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "ICCID", description = "Number of the card.")
  private String iccid;

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
    print(new ActivationApi(cluster.settings()).get("/v1/cards", canonical), out);
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
    card.path("renewals").forEach(renewal -> out.println("  " + period(renewal)));
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

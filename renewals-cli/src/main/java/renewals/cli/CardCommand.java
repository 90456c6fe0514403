package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.cli.query.ActivationApi;
import renewals.kit.Settings;
import renewals.schemas.contract.EventContract;
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

  @Parameters(
      paramLabel = "ICCID|RENEWAL_ID",
      description = "Number of the card, or a renewal of it.")
  private String text;

  @Option(names = "--json", fallbackValue = "true", description = "The answer as JSON.")
  private boolean json;

  @Override
  public void run() {
    Optional<Iccid> number = Iccid.parse(text);
    if (number.isEmpty()) {
      demandRenewal();
    }
    Settings settings = cluster.ofActivation();
    ActivationApi api = new ActivationApi(settings);
    PrintWriter out = spec.commandLine().getOut();
    String iccid = number.map(Iccid::canonical).orElseGet(() -> cardOf(api));
    JsonNode card =
        api.known("/v1/cards", iccid)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ("nothing is known of card %s: no renewal of it is through yet; ./renewals"
                                + " status says what its renewal's request says of it")
                            .formatted(masked(iccid))));
    if (json) {
      out.println(card);
    } else {
      new CardPage(out, zoneOf(card, api, settings)).print(card);
    }
    out.flush();
  }

  private void demandRenewal() {
    if (!EventContract.isId(text)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "ICCID or RENEWAL_ID is %s, expected %s, or the id of a renewal"
              .formatted(text, Iccid.EXPECTATION));
    }
  }

  private String cardOf(ActivationApi api) {
    JsonNode renewal = api.get("/v1/renewals", text);
    if (!renewal.hasNonNull("iccid")) {
      throw new CommandFailure("the card of %s is not known yet".formatted(text));
    }
    return renewal.get("iccid").asText();
  }

  private static String masked(String iccid) {
    return Iccid.parse(iccid).map(Iccid::masked).orElse("unreadable");
  }

  /** That of the merchant of one of its renewals, else this machine's. */
  private ZoneId zoneOf(JsonNode card, ActivationApi api, Settings settings) {
    String renewalId = card.path("renewals").path(0).path("renewalId").asText("");
    return merchantOf(renewalId, api)
        .flatMap(merchant -> MerchantZone.of(cluster, settings, merchant))
        .orElseGet(ZoneId::systemDefault);
  }

  private static Optional<String> merchantOf(String renewalId, ActivationApi api) {
    try {
      return Optional.of(renewalId)
          .filter(id -> !id.isEmpty())
          .flatMap(id -> api.known("/v1/renewals", id))
          .map(renewal -> renewal.path("merchantId").asText(""));
    } catch (CommandFailure e) {
      // the zone is a help beside the answer
      return Optional.empty();
    }
  }
}

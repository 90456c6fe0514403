package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.Ids;
import renewals.cli.call.OneLineErrors;
import renewals.cli.notices.NoticeLog;
import renewals.cli.query.ActivationApi;
import renewals.cli.tail.KnownContacts;
import renewals.kit.Health;
import renewals.kit.LinkSettings;
import renewals.kit.Settings;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.wire.WireException;

/** {@code ./renewals status}. */
@Command(
    name = "status",
    description =
        "Where a renewal stands, as activation-stream (activation.url) says, and what its merchant"
            + " was told, as Kafka says; times in his zone.")
final class StatusCommand implements Runnable {

  /** Of each topic that says what was told; the answer stands on the page by then. */
  private static final Duration READING = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "RENEWAL_ID", description = "Id of the renewal.")
  private String renewalId;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "The answer of activation-stream as JSON.")
  private boolean json;

  @Override
  public void run() {
    Ids.demandRenewal("RENEWAL_ID", renewalId);
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = cluster.ofActivation();
    ActivationApi api = new ActivationApi(settings);
    JsonNode renewal = api.get("/v1/renewals", renewalId);
    if (json) {
      out.println(renewal);
      out.flush();
      return;
    }
    print(renewal, api, settings, out);
    api.part("inputs")
        .filter(said -> !said.equals(Health.READY))
        .ifPresent(said -> out.printf("attention: %s%n", said));
    out.flush();
  }

  private void print(JsonNode renewal, ActivationApi api, Settings settings, PrintWriter out) {
    String merchantId = renewal.path("merchantId").asText("");
    Optional<String> missing = cluster.missingForRecords();
    boolean isAsked = !merchantId.isEmpty() && MerchantZone.isAskable(cluster, settings);
    Optional<ZoneId> zone = isAsked ? KnownContacts.zone(settings, merchantId) : Optional.empty();
    StatusPage page = new StatusPage(out, zone.orElseGet(ZoneId::systemDefault));
    page.print(renewal, cardOf(renewal, api), CommandClock.of(settings).instant());
    out.flush();
    if (isAsked) {
      told(renewal, merchantId, settings, page);
    } else if (!merchantId.isEmpty()) {
      page.line(
          "told",
          "unknown: " + missing.map(name -> name + " is not set").orElse("Kafka gives no answer"));
    }
    pageOf(settings).ifPresent(address -> page.line("page", address));
    page.line("times", zone.isPresent() ? "the merchant's, " + zone.get() : "this machine's");
  }

  private void told(JsonNode renewal, String merchantId, Settings settings, StatusPage page) {
    Instant since =
        StreamSupport.stream(renewal.path("timeline").spliterator(), false)
            .map(step -> Instant.parse(step.path("at").asText()))
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    try {
      page.printNotices(new NoticeLog(settings).ofRenewal(renewalId, merchantId, since, READING));
    } catch (KafkaException | CommandFailure | WireException e) {
      page.line("told", whyUnknown(e));
    }
  }

  static String whyUnknown(RuntimeException why) {
    return why instanceof TimeoutException
        ? "not known, Kafka is slow"
        : "unknown: " + OneLineErrors.inOneLine(String.valueOf(why.getMessage()));
  }

  /** Signed where this machine has the secret; else the page asks for the card's last four. */
  private Optional<String> pageOf(Settings settings) {
    return LinkSettings.links(settings)
        .map(
            links ->
                links.to(
                    renewalId, CommandClock.of(settings).instant().truncatedTo(ChronoUnit.SECONDS)))
        .or(() -> LinkSettings.baseUrl(settings).map(base -> base + "/r/" + renewalId));
  }

  /** The renewal's card, by the word of its own carrier. */
  private static CardAnswer cardOf(JsonNode renewal, ActivationApi api) {
    return renewal.hasNonNull("iccid")
        ? api.card(
            renewal.get("iccid").asText(), renewal.path("request").path("carrierId").asText())
        : new CardAnswer.Unknown();
  }
}

package renewals.cli.forget;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.Ids;
import renewals.cli.links.RevocationPublisher;
import renewals.cli.notices.NotifierApi;
import renewals.cli.query.ForPeople;
import renewals.kit.Settings;

/** {@code ./renewals forget}. */
@Command(
    name = "forget",
    description =
        "Forgets a merchant: his contact, the notices that are under way or can be sent again, and"
            + " the links to his renewals and cards. What must stay for the books stays, without an address,"
            + " and is listed. Once it was broken off, or half of it failed, do it again: what is"
            + " done already changes nothing.")
public final class ForgetCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "MERCHANT_ID", description = "The merchant.")
  private String merchantId;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Says what would be done, and does nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "What is forgotten and what stays, as one JSON object.")
  private boolean isJson;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who asks. Default: the user of this machine.")
  private @Nullable String actor;

  @Override
  public void run() {
    Ids.demandMerchant("MERCHANT_ID", merchantId);
    cluster.demandTold("kafka.bootstrap.servers", "notifier.url");
    Settings settings = cluster.reachableForChange();
    MerchantTraces traces = new MerchantTraces(merchantId);
    traces.read(settings, output -> say("reading %s".formatted(output.topic().name())));
    if (dryRun) {
      say("would have the notifier forget contact and notices of %s".formatted(merchantId));
      say("would take back his contact in merchant-contacts");
      say("would revoke the links to %d renewals".formatted(traces.renewalIds().size()));
      say("would revoke the links to all his cards");
    } else {
      forget(settings, traces);
    }
    if (isJson) {
      println(ForgetJson.of(merchantId, dryRun, traces).toString());
    }
    say("stays for the books, without an address:");
    traces.kept().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(kept -> say("  %-22s %d records".formatted(kept.getKey(), kept.getValue())));
    say("  requests, payments, reviews: not counted; they stay 90 days and hold no address");
    traces
        .lettersUntil()
        .ifPresent(
            until ->
                say(
                    "%d refused contacts of his stay as they came in dead-letters until %s"
                        .formatted(traces.letters(), ForPeople.time(until))));
    say("older records of addresses go as docs/security.md says under Retention");
  }

  private void forget(Settings settings, MerchantTraces traces) {
    String who = actor == null ? System.getProperty("user.name", "unknown") : actor;
    new NotifierApi(settings).forget(merchantId, who);
    say("the notifier forgets contact and notices of %s".formatted(merchantId));
    try (ContactRemover remover = new ContactRemover(settings)) {
      remover.remove(merchantId);
    }
    say("his contact in merchant-contacts is taken back");
    try (RevocationPublisher revocations = new RevocationPublisher(settings, who)) {
      traces.renewalIds().forEach(revocations::revoke);
      revocations.revokeOfMerchant(merchantId);
    }
    say("the links to %d renewals are revoked".formatted(traces.renewalIds().size()));
    say("the links to all his cards are revoked");
  }

  /** Tells people; who wants JSON gets that alone. */
  private void say(String line) {
    if (!isJson) {
      println(line);
    }
  }

  private void println(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}

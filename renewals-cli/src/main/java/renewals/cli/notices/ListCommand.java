package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.Among;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.Ids;
import renewals.cli.call.Moments;
import renewals.kit.Settings;
import renewals.schemas.contract.NoticeKinds;
import renewals.v1.NoticeChannel;
import renewals.v1.ReceiptState;

/** {@code notices list}. */
@Command(
    name = "list",
    description = "The last receipt of each notice; what is given must fit all at once.")
final class ListCommand implements Runnable {

  private static final String UNKNOWN = "OTHER";

  private static final List<String> STATES = namesOf(ReceiptState.getClassSchema());
  private static final List<String> CHANNELS = namesOf(NoticeChannel.getClassSchema());

  private static final List<String> KINDS =
      Stream.concat(NoticeKinds.ALL.stream(), Stream.of("DIGEST", "WEBHOOK_CHALLENGE")).toList();

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(names = "--merchant", paramLabel = "MERCHANT_ID", description = "Only this merchant's.")
  private @Nullable String merchant;

  @Option(names = "--renewal", paramLabel = "RENEWAL_ID", description = "Only of this renewal.")
  private @Nullable String renewal;

  @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: ACTIVATED, …")
  private @Nullable String kind;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "Only by this channel: SMS, EMAIL, WEBHOOK, ROBOT, TERMINAL.")
  private @Nullable String channel;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only in this state: SENT, DELIVERED, RETRYING, UNDELIVERABLE, SUPERSEDED, HELD.")
  private @Nullable String state;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description =
          "Only receipts since then, " + Moments.PAST_FORM + ". Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Ids.demandMerchant("--merchant", merchant);
    Ids.demandRenewal("--renewal", renewal);
    demand("--kind", kind, KINDS);
    demand("--channel", channel, CHANNELS);
    demand("--state", state, STATES);
    Instant from = Moments.past("--since", since, CommandClock.of(cluster.settings()).instant());
    Settings settings = cluster.ofRecords();
    List<ObjectNode> asked =
        new NoticeLog(settings).latest(from).values().stream().filter(this::isAsked).toList();
    NoticePrinter printer = NoticePrinter.of(asked, spec.commandLine().getOut(), isJson, settings);
    asked.forEach(printer::print);
    printer.out().flush();
    if (asked.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "no notice since %s fits; --since reaches further back"
                  .formatted(from.truncatedTo(ChronoUnit.SECONDS)));
      spec.commandLine().getErr().flush();
    }
  }

  private static void demand(String option, @Nullable String given, List<String> known) {
    if (given != null) {
      Among.demand(option, given, known);
    }
  }

  private static List<String> namesOf(Schema schema) {
    return schema.getEnumSymbols().stream().filter(name -> !name.equals(UNKNOWN)).toList();
  }

  private boolean isAsked(ObjectNode receipt) {
    return fits(merchant, receipt, "merchantId")
        && fits(renewal, receipt, "renewalId")
        && fits(kind, receipt, "kind")
        && fits(channel, receipt, "channel")
        && fits(state, receipt, "state");
  }

  private static boolean fits(@Nullable String wanted, ObjectNode receipt, String field) {
    return wanted == null || wanted.equals(text(receipt, field));
  }
}

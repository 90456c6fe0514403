package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.kit.Settings;

/** {@code notices list}. */
@Command(
    name = "list",
    description = "The last receipt of each notice; what is given must fit all at once.")
final class ListCommand implements Runnable {

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
      description = "Only by this channel: SMS, EMAIL, WEBHOOK, TERMINAL.")
  private @Nullable String channel;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only in this state: SENT, DELIVERED, RETRYING, UNDELIVERABLE, SUPERSEDED, HELD.")
  private @Nullable String state;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description = "Only receipts of the last so long, such as 12h. Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Duration back = Settings.durationOf("--since", since);
    NoticePrinter printer = new NoticePrinter(spec.commandLine().getOut(), isJson);
    new NoticeLog(cluster.settings())
        .latest(Instant.now().minus(back)).values().stream()
            .filter(this::isAsked)
            .forEach(printer::print);
    printer.out().flush();
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

package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.cli.tail.JsonLine;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** {@code notices resend}. */
@Command(
    name = "resend",
    description =
        "Has a notice that was given up, or waits for another try, tried now, under the same id and"
            + " with the same words, by the notifier at notifier.url. Waits for its next receipt.")
final class ResendCommand implements Runnable {

  /** How long the next receipt is waited for: a try may take as long as a receiver likes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "NOTICE_ID", description = "Such as R1/1/ACTIVATED/SMS.")
  private String noticeId;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who asks, as the receipt names him. Default: the user of this machine.")
  private @Nullable String actor;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    cluster.demandTold("kafka.bootstrap.servers", "notifier.url");
    Settings settings = cluster.forChange();
    AtomicReference<@Nullable ObjectNode> last = new AtomicReference<>();
    new NoticeLog(settings).each(noticeId, last::set);
    ObjectNode receipt = last.get();
    if (receipt == null) {
      throw new CommandFailure("no receipt names the notice " + noticeId);
    }
    String who = actor == null ? System.getProperty("user.name", "unknown") : actor;
    NotifierApi api = new NotifierApi(settings);
    NoticePrinter printer = new NoticePrinter(spec.commandLine().getOut(), isJson);
    AtomicReference<@Nullable ObjectNode> next = new AtomicReference<>();
    new TopicTail(settings, Output.RECEIPTS)
        .readOn(
            PATIENCE,
            () -> api.resend(noticeId, text(receipt, "merchantId"), who),
            line -> {
              ObjectNode one = JsonLine.parsed(line);
              boolean isIts =
                  noticeId.equals(text(one, "noticeId")) && who.equals(text(one, "actor"));
              if (isIts) {
                one.remove("type");
                next.set(one.put("kind", text(receipt, "kind")));
              }
              return !isIts;
            });
    ObjectNode came = next.get();
    if (came == null) {
      throw new CommandFailure(
          "asked for, and no receipt within %d s: it was %s last, and is tried again only where it"
                  .formatted(PATIENCE.toSeconds(), text(receipt, "state"))
              + " was given up or waits for another try");
    }
    printer.print(came);
    printer.out().flush();
  }
}

package renewals.cli.listen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.Among;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.Ids;
import renewals.cli.call.ReaderOptions;
import renewals.cli.tail.FollowOptions;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;
import renewals.notifier.NoticePreview.Previewed;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/** {@code ./renewals listen}. */
@Command(
    name = "listen",
    description =
        "Posts to your own server what merchants are told, as their webhooks would get it. Nobody's"
            + " delivery changes: quiet hours, digests, wishes and retries are left out, and each"
            + " notice is posted once.")
public final class ListenCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private FollowOptions follow;
  @Mixin private ForwardOptions forward;
  @Mixin private ReaderOptions reader;

  @Option(names = "--merchant", paramLabel = "MERCHANT_ID", description = "Only this merchant's.")
  private @Nullable String merchant;

  @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: ACTIVATED, …")
  private @Nullable String kind;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Ids.demandMerchant("--merchant", merchant);
    if (kind != null) {
      Among.demand("--kind", kind, SampleEvents.TOLD);
    }
    Duration idle = follow.idle();
    Settings settings = cluster.ofRecords();
    NoticePreview preview = reader.asTold(settings);
    ForwardPrinter printer = new ForwardPrinter(spec.commandLine().getOut(), isJson);
    try (Forwarder forwarder = forward.forwarder()) {
      new Listening(
              line -> noticesOf(preview, line),
              notice -> printer.print(notice, forwarder.post(notice)),
              () -> say("posts what is told to " + forward.url() + "; Ctrl-C ends it"))
          .follow(
              List.of(
                  new TopicTail(settings, Output.ACTIVATIONS),
                  new TopicTail(settings, Output.UPDATES)),
              follow.isFromBeginning(),
              idle);
    }
  }

  /** None of what a newer version writes: nobody would be told of it. */
  private List<Previewed> noticesOf(NoticePreview preview, String line) {
    return EventJson.read(line) instanceof Parsed.Accepted told
        ? preview.of(told.event(), Instant.now()).stream()
            .filter(notice -> notice.channel().equals("WEBHOOK"))
            .filter(notice -> kind == null || kind.equals(notice.kind()))
            .filter(notice -> merchant == null || merchant.equals(notice.merchantId()))
            .toList()
        : List.of();
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}

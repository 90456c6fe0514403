package renewals.cli.listen;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
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
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;
import renewals.notifier.NoticePreview.Previewed;
import renewals.schemas.contract.NoticeKinds;
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
  @Mixin private ForwardOptions forward;
  @Mixin private ReaderOptions reader;

  @Option(names = "--merchant", paramLabel = "MERCHANT_ID", description = "Only this merchant's.")
  private @Nullable String merchant;

  @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: ACTIVATED, …")
  private @Nullable String kind;

  @Option(
      names = "--from-beginning",
      fallbackValue = "true",
      description = "With what has been told already.")
  private boolean fromBeginning;

  @Option(
      names = "--until-idle",
      paramLabel = "DURATION",
      arity = "0..1",
      fallbackValue = "5s",
      description = "End when nothing has come for that long, such as 5s.")
  private @Nullable String untilIdle;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Ids.demandMerchant("--merchant", merchant);
    if (kind != null) {
      Among.demand("--kind", kind, NoticeKinds.ALL);
    }
    Duration idle = untilIdle == null ? null : Settings.durationOf("--until-idle", untilIdle);
    Settings settings = cluster.ofRecords();
    NoticePreview preview = reader.preview(settings);
    try (Forwarder forwarder = forward.forwarder()) {
      new Listening(preview, forwarder, new ForwardPrinter(spec.commandLine().getOut(), isJson))
          .follow(
              List.of(
                  new TopicTail(settings, Output.ACTIVATIONS),
                  new TopicTail(settings, Output.UPDATES)),
              idle);
    }
  }

  /** Reads both outputs, and posts one notice at a time. */
  private final class Listening {

    private final NoticePreview preview;
    private final Forwarder forwarder;
    private final ForwardPrinter printer;

    Listening(NoticePreview preview, Forwarder forwarder, ForwardPrinter printer) {
      this.preview = preview;
      this.forwarder = forwarder;
      this.printer = printer;
    }

    void follow(List<TopicTail> tails, @Nullable Duration idle) {
      AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
      List<Thread> readers = tails.stream().map(tail -> start(tail, tails, idle, failure)).toList();
      PrintWriter err = spec.commandLine().getErr();
      err.println("posts what is told to " + forward.url() + "; Ctrl-C ends it");
      err.flush();
      try {
        for (Thread one : readers) {
          one.join();
        }
      } catch (InterruptedException e) {
        tails.forEach(TopicTail::stop);
        Thread.currentThread().interrupt();
      }
      RuntimeException why = failure.get();
      if (why != null) {
        throw why;
      }
    }

    private Thread start(
        TopicTail tail,
        List<TopicTail> all,
        @Nullable Duration idle,
        AtomicReference<@Nullable RuntimeException> failure) {
      return Thread.ofPlatform()
          .daemon()
          .name("listen")
          .start(
              () -> {
                try {
                  tail.read(fromBeginning, idle, this::take);
                } catch (RuntimeException e) {
                  failure.compareAndSet(null, e);
                  all.forEach(TopicTail::stop);
                }
              });
    }

    private boolean take(String line) {
      if (!(EventJson.read(line) instanceof Parsed.Accepted told)) {
        return true; // of a newer version: nobody would be told of it
      }
      synchronized (this) {
        return noticesOf(told.event()).stream().allMatch(this::post);
      }
    }

    private List<Previewed> noticesOf(SpecificRecord event) {
      return preview.of(event, Instant.now()).stream()
          .filter(notice -> notice.channel().equals("WEBHOOK"))
          .filter(notice -> kind == null || kind.equals(notice.kind()))
          .filter(notice -> merchant == null || merchant.equals(notice.merchantId()))
          .toList();
    }

    private boolean post(Previewed notice) {
      try {
        return printer.print(notice, forwarder.post(notice));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}

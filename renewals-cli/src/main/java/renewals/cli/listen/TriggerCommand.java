package renewals.cli.listen;

import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.Among;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.Ids;
import renewals.cli.call.ReaderOptions;
import renewals.cli.listen.Forwarder.Forwarded;
import renewals.notifier.NoticePreview;
import renewals.notifier.NoticePreview.Previewed;

/** {@code ./renewals trigger}. */
@Command(
    name = "trigger",
    description =
        "Posts a sample notice of a kind to your own server, as a merchant's webhook would get it."
            + " Exit code 0 if the server took it; no Kafka is needed.")
public final class TriggerCommand implements Callable<Integer> {

  private static final int NOT_TAKEN = 1;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private ForwardOptions forward;
  @Mixin private ReaderOptions reader;

  @Parameters(
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String kind;

  @Option(
      names = "--merchant",
      paramLabel = "MERCHANT_ID",
      defaultValue = "M-SAMPLE",
      description = "Whose it is. Default: ${DEFAULT-VALUE}.")
  private String merchant;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public Integer call() throws InterruptedException {
    Ids.demandMerchant("--merchant", merchant);
    Among.demand("KIND", kind, SampleEvents.KINDS);
    Previewed notice = sample();
    try (Forwarder forwarder = forward.forwarder()) {
      Forwarded answer = forwarder.post(notice);
      new ForwardPrinter(spec.commandLine().getOut(), isJson).print(notice, answer);
      return answer.isTaken() ? 0 : NOT_TAKEN;
    }
  }

  private Previewed sample() {
    NoticePreview preview = reader.asTold(cluster.ofService());
    Instant now = Instant.now();
    if (kind.equals(SampleEvents.CHALLENGE)) {
      return NoticePreview.challenge(merchant, forward.url(), now);
    }
    return preview.of(SampleEvents.of(kind, merchant, now), now).stream()
        .filter(one -> one.channel().equals("WEBHOOK"))
        .findFirst()
        .orElseThrow();
  }

  private static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SampleEvents.KINDS.iterator();
    }
  }
}

package renewals.cli.notices;

import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;

/** {@code notices show}. */
@Command(name = "show", description = "All receipts of a notice, in order.")
final class ShowCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "NOTICE_ID", description = "Such as R1/1/ACTIVATED/SMS.")
  private String noticeId;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    NoticePrinter printer = new NoticePrinter(spec.commandLine().getOut(), isJson);
    AtomicBoolean found = new AtomicBoolean();
    new NoticeLog(cluster.settings())
        .each(
            noticeId,
            receipt -> {
              found.set(true);
              printer.print(receipt);
            });
    printer.out().flush();
    if (!found.get()) {
      throw new CommandFailure("no receipt names the notice " + noticeId);
    }
  }
}

package renewals.cli.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;

/** {@code notices show}. */
@Command(
    name = "show",
    description =
        "All receipts of a notice, in order, and its words, written once more as this version"
            + " writes them: in the merchant's language and zone, without his name, with a link of"
            + " now where page.link.secret is set. Those that went out are kept nowhere.")
final class ShowCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "NOTICE_ID", description = "Such as R1/1/ACTIVATED/SMS.")
  private String noticeId;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "A JSON object a line: the receipts, then the words.")
  private boolean isJson;

  @Override
  public void run() {
    Settings settings = cluster.ofRecords();
    List<ObjectNode> receipts = new ArrayList<>();
    new NoticeLog(settings).each(noticeId, receipts::add);
    if (receipts.isEmpty()) {
      throw new CommandFailure(
          "no receipt names the notice %s; ./renewals notices list shows which there are"
              .formatted(noticeId));
    }
    PrintWriter out = spec.commandLine().getOut();
    NoticePrinter printer = NoticePrinter.of(receipts, out, isJson, settings);
    receipts.forEach(printer::print);
    new NoticeWords(settings)
        .of(receipts.getFirst())
        .ifPresentOrElse(
            printer::print,
            () -> {
              if (!isJson) {
                out.println("its words can't be written once more: it tells of several things,");
                out.println("goes to a terminal, or what it is about is no longer kept");
              }
            });
    out.flush();
  }
}

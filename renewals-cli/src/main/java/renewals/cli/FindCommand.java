package renewals.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.Moments;
import renewals.cli.call.Terminal;
import renewals.cli.query.ForPeople;
import renewals.cli.reconcile.ReconcileLog;
import renewals.cli.tail.JsonLine;
import renewals.cli.tail.KnownContacts;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** {@code ./renewals find}. */
@Command(
    name = "find",
    description =
        "Renewals by what a caller knows: the renewal's, merchant's or terminal's id, the card's"
            + " number or its last four. Reads what the outputs say, so it takes as long as these"
            + " are large; exit code 1 if nothing fits.")
final class FindCommand implements Callable<Integer> {

  private static final List<Output> READ = List.of(Output.UPDATES, Output.ACTIVATIONS);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(
      paramLabel = "TEXT",
      description = "RenewalId, merchantId, terminalId, number of the card or its last four.")
  private String text;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "90d",
      description =
          "Only by news since then, " + Moments.PAST_FORM + ". Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many of the newest, at least 1. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "The newest record of each renewal, one a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (text.isBlank()) {
      throw wrong("TEXT is empty, expected an id or the number of a card");
    }
    if (limit < 1) {
      throw wrong("--limit is %d, expected 1 or more".formatted(limit));
    }
    Instant from = Moments.past("--since", since, CommandClock.of(cluster.settings()).instant());
    RenewalSearch search = new RenewalSearch(text);
    Settings settings = cluster.ofRecords();
    READ.forEach(output -> read(settings, output, from, search));
    if (search.size() == 0) {
      throw new CommandFailure(
          ("nothing fits %s in %s since %s, expected a whole id (T-0042, not 42), the number of a"
                  + " card or its last four")
              .formatted(text, names(), ForPeople.time(from)));
    }
    PrintWriter out = spec.commandLine().getOut();
    print(search, new ReconcileLog(settings).unknown(), out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void print(RenewalSearch search, Map<String, String> unknown, PrintWriter out) {
    List<RenewalSearch.Found> newest = search.newest(limit);
    if (json) {
      newest.forEach(found -> out.println(found.record()));
      return;
    }
    new FoundLines(newest, zoneOf(newest)).of(search.size(), unknown).forEach(out::println);
  }

  /** Their merchant's, else this machine's. */
  private ZoneId zoneOf(List<RenewalSearch.Found> all) {
    List<String> merchants =
        all.stream().map(one -> one.known(RenewalSearch.MERCHANT)).distinct().toList();
    return merchants.size() == 1
        ? KnownContacts.zone(cluster.ofRecords(), merchants.getFirst())
            .orElseGet(ZoneId::systemDefault)
        : ZoneId.systemDefault();
  }

  private static void read(Settings settings, Output output, Instant from, RenewalSearch search) {
    TopicTail tail = new TopicTail(settings, output);
    if (!Terminal.isErr()) {
      tail.readToEnd(from, line -> search.look(JsonLine.parsed(line)));
      return;
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(output.topic().name())
            .setInitialMax(-1)
            .setUnit(" records", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .build()) {
      tail.readToEnd(
          from,
          line -> {
            search.look(JsonLine.parsed(line));
            bar.step();
          });
    }
  }

  private static String names() {
    return READ.get(0).topic().name() + " and " + READ.get(1).topic().name();
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}

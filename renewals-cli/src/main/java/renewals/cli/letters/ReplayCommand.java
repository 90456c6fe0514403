package renewals.cli.letters;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.cli.replay.DeadLetterReplay;
import renewals.cli.replay.LetterFilter;
import renewals.cli.replay.LetterReason;
import renewals.cli.replay.Place;
import renewals.cli.replay.ReplayResult;
import renewals.cli.replay.SelectedReplay;
import renewals.kit.Settings;

/** {@code dead-letters replay}. */
@Command(
    name = "replay",
    description =
        "Puts dead letters of the input topics back where they came from, each once; how often is"
            + " counted in the header dl-replays. Those that are picked out by --key or --offset may"
            + " go back once more, since a fact counts once however often it comes; what went back"
            + " by its reason doesn't go back by --offset. Of contacts the latest counts: one goes"
            + " back by --reason or --offset, and only while it is the newest of its merchant.")
final class ReplayCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description =
          "Only letters of this reason; may be given several times. Default: UNREADABLE,"
              + " UNKNOWN_SCHEMA, UNKNOWN_SYMBOL, PROCESSING_FAILED, with --key and --offset too. Where"
              + " records are signed, contacts and letters that say no party are sent back only by"
              + " reason or offset.")
  private List<String> named = List.of();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only under this key: a renewalId, carrierId, merchantId, number of a card.")
  private @Nullable String key;

  @Option(
      names = "--offset",
      paramLabel = "TOPIC/PARTITION/OFFSET",
      description = "Only the record that lay there, such as renewal-payments/2/1234.")
  private @Nullable String offset;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Says what would go back, and sends nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "A JSON object a line: for each reason how many went back and how many stay.")
  private boolean isJson;

  @Override
  public void run() {
    LetterOptions.demandKnown(named);
    Place place = offset == null ? null : Place.of("--offset", offset);
    Settings settings = cluster.ofRecordsForChange();
    if (key == null && place == null) {
      byReason(settings);
    } else {
      selected(settings, place);
    }
  }

  private void byReason(Settings settings) {
    List<String> reasons = named.isEmpty() ? LetterReason.defaults() : named;
    DeadLetterReplay replay = new DeadLetterReplay(settings);
    for (String reason : reasons) {
      print(replay.replay(reason, !named.isEmpty(), dryRun));
    }
  }

  private void selected(Settings settings, @Nullable Place place) {
    LetterFilter filter = new LetterFilter(Set.copyOf(named), null, null, key, place);
    List<ReplayResult> results = new SelectedReplay(settings).replay(filter, dryRun);
    if (results.isEmpty()) {
      throw new CommandFailure(
          "no dead letter fits; ./renewals dead-letters list shows which there are");
    }
    results.forEach(this::print);
    if (results.stream().allMatch(result -> result.replayed() == 0)
        && results.stream().anyMatch(result -> result.leftOrRefused() > 0)) {
      throw new CommandFailure(dryRun ? "nothing would be sent back" : "nothing was sent back");
    }
  }

  private void print(ReplayResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (isJson) {
      out.println(ReplayJson.of(result, dryRun));
    } else {
      out.println(dryRun ? result.ofDryRun() : result);
    }
    out.flush();
  }
}

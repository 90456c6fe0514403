package renewals.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.replay.DeadLetterReplay;
import renewals.kit.Nearest;

/** {@code ./renewals dead-letters}. */
@Command(
    name = "dead-letters",
    description = "Works on what could not be processed.",
    subcommands = DeadLettersCommand.ReplayCommand.class)
final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given, expected replay");
  }

  /** {@code ./renewals dead-letters replay}. */
  @Command(
      name = "replay",
      description =
          "Puts dead letters of the input topics back where they came from, each once; how often is"
              + " counted in the header dl-replays.")
  static final class ReplayCommand implements Runnable {

    @Spec private CommandSpec spec;
    @Mixin private ClusterOptions cluster;

    @Option(
        names = "--reason",
        paramLabel = "REASON",
        split = ",",
        description =
            "Only letters of this reason; may be given several times. Default: UNREADABLE,"
                + " UNKNOWN_SCHEMA, UNKNOWN_SYMBOL, PROCESSING_FAILED. Where records are signed,"
                + " contacts and letters that say no party are sent back only so.")
    private List<String> named = List.of();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      named.forEach(this::demandKnown);
      List<String> reasons = named.isEmpty() ? DeadLetterReplay.DEFAULT_REASONS : named;
      DeadLetterReplay replay = new DeadLetterReplay(cluster.settings());
      for (String reason : reasons) {
        out.println(replay.replay(reason, !named.isEmpty()));
        out.flush();
      }
    }

    private void demandKnown(String reason) {
      if (!DeadLetterReplay.REASONS.contains(reason)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "--reason is %s, expected one of %s%s"
                .formatted(
                    reason,
                    String.join(", ", DeadLetterReplay.REASONS),
                    Nearest.hint(reason, DeadLetterReplay.REASONS)));
      }
    }
  }
}

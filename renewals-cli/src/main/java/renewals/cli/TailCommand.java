package renewals.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.tail.FollowOptions;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Nearest;

/** {@code ./renewals tail}. */
@Command(
    name = "tail",
    description = "Outputs as NDJSON on standard output; only what was committed.")
final class TailCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private FollowOptions follow;

  @Parameters(
      paramLabel = "OUTPUT",
      completionCandidates = OutputNames.class,
      converter = OutputConverter.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Output output;

  @Override
  public void run() {
    Duration idle = follow.idle();
    PrintWriter out = spec.commandLine().getOut();
    new TopicTail(cluster.ofRecords(), output)
        .read(
            follow.isFromBeginning(),
            idle,
            line -> {
              out.println(line);
              return !out.checkError();
            });
  }

  private static final class OutputNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static List<String> names() {
    return Arrays.stream(Output.values()).map(Output::toString).toList();
  }

  private static final class OutputConverter implements CommandLine.ITypeConverter<Output> {
    @Override
    public Output convert(String given) {
      return Arrays.stream(Output.values())
          .filter(output -> output.toString().equals(given))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "expected one of %s but was '%s'%s"
                          .formatted(
                              String.join(", ", names()), given, Nearest.hint(given, names()))));
    }
  }
}

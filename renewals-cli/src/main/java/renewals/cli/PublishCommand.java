package renewals.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.Terminal;
import renewals.client.RenewalPublisher;
import renewals.kit.Settings;
import renewals.producer.file.FilePublisher;
import renewals.producer.file.FileResult;
import renewals.producer.file.InterruptedPublishException;
import renewals.producer.file.Progress;

/** {@code ./renewals publish}. */
@Command(
    name = "publish",
    description =
        "Publishes events, one JSON object a line with \"type\" first. The good lines go through"
            + " whatever the others are; exit code 1 if any was refused.")
final class PublishCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "FILE", description = "File to read, - for standard input.")
  private String file;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (InputStream source = open()) {
      return publish(source, cluster.ofRecordsForChange(), out);
    } catch (InterruptedPublishException e) {
      print(e.soFar(), out);
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private int publish(InputStream source, Settings settings, PrintWriter out) throws IOException {
    Clock clock = CommandClock.of(settings);
    try (RenewalPublisher publisher = RenewalPublisher.open(settings, clock)) {
      FilePublisher lines = new FilePublisher(publisher, clock, new SimpleMeterRegistry());
      if (!cluster.settings().text("provenance.keys").isPresent()) {
        warnUnsigned();
      }
      FileResult result = publish(lines, source);
      print(result, out);
      return result.refused().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private FileResult publish(FilePublisher lines, InputStream source) throws IOException {
    if (!Terminal.isErr()) {
      return lines.publish(source, Progress.none());
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("publishing")
            .setInitialMax(file.equals(STANDARD_INPUT) ? -1 : Files.size(Path.of(file)))
            .setUnit(" KiB", 1024)
            .setStyle(ProgressBarStyle.ASCII)
            .build()) {
      return lines.publish(
          source,
          (bytes, accepted, refused) -> {
            bar.stepTo(bytes);
            bar.setExtraMessage(" %d accepted, %d refused".formatted(accepted, refused));
          });
    }
  }

  /** Such records are dead letters where proofs are asked for, whatever this command prints. */
  private void warnUnsigned() {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "not signed, so UNPROVEN where provenance is required; -Dprovenance.keys=FILE signs");
    err.flush();
  }

  private InputStream open() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "FILE is %s, expected a readable file or -".formatted(file));
    }
    return new BufferedInputStream(Files.newInputStream(path));
  }

  private static void print(FileResult result, PrintWriter out) {
    result.warned().forEach(out::println);
    result.refused().forEach(out::println);
    out.printf("%d accepted, %d refused%n", result.accepted(), result.refused().size());
    out.flush();
  }
}

package renewals.cli.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.ReaderOptions;
import renewals.notifier.NoticePreview;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/** {@code notices preview}. */
@Command(
    name = "preview",
    description =
        "What a merchant would be told of activations and updates, as 'renewals tail' shows them;"
            + " nothing is sent.")
final class PreviewCommand implements Runnable {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private ReaderOptions reader;

  @Parameters(
      paramLabel = "FILE",
      description = "Activations and updates, a JSON object a line; - for standard input.")
  private String file;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "Only by this channel: SMS, EMAIL, WEBHOOK, ROBOT.")
  private @Nullable String channel;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    NoticePreview preview = reader.preview(cluster.settings());
    PrintWriter out = spec.commandLine().getOut();
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          print(preview, line, out);
        }
      }
    } catch (IOException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "FILE is %s, expected a readable file or -".formatted(file), e);
    }
    out.flush();
  }

  private void print(NoticePreview preview, String line, PrintWriter out) {
    switch (EventJson.read(line)) {
      case Parsed.Accepted event ->
          preview.of(event.event(), Instant.now()).stream()
              .filter(notice -> channel == null || channel.equals(notice.channel()))
              .forEach(notice -> new NoticePrinter(out, isJson).print(notice));
      case Parsed.Refused refused ->
          throw new CommandLine.ParameterException(
              spec.commandLine(), refused.violations().getFirst().toString());
    }
  }

  private BufferedReader open() throws IOException {
    return file.equals(STANDARD_INPUT)
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }
}

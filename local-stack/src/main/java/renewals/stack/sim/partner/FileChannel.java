package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import renewals.client.RenewalPublisher;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;
import renewals.producer.file.FilePublisher;
import renewals.producer.file.FileResult;
import renewals.producer.file.Progress;
import renewals.producer.file.Refusal;

/** A channel that sends a file once a day, one event a line. */
public final class FileChannel {

  /** One line of the file, and the renewal it belongs to. */
  public record Line(String renewalId, JsonNode event) {}

  private final Settings settings;
  private final Path folder;

  public FileChannel(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** Writes the file and publishes it as {@code ./renewals publish} does. */
  public void send(List<Line> lines, Journal journal) {
    try {
      Path file = OwnerOnly.file(OwnerOnly.folder(folder).resolve("channel.ndjson"));
      Files.write(file, lines.stream().map(line -> line.event().toString()).toList());
      FileResult result = publish(file);
      Map<Long, Refusal> refused =
          result.refused().stream().collect(Collectors.toMap(Refusal::line, Function.identity()));
      IntStream.range(0, lines.size())
          .forEach(n -> note(lines.get(n), refused.get(n + 1L), journal));
    } catch (IOException e) {
      throw new UncheckedIOException("the channel's file could not be published", e);
    }
  }

  private FileResult publish(Path file) throws IOException {
    try (RenewalPublisher publisher = RenewalPublisher.open(settings);
        InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new FilePublisher(publisher, Clock.systemUTC(), new SimpleMeterRegistry())
          .publish(in, Progress.none());
    }
  }

  private static void note(Line line, @Nullable Refusal refusal, Journal journal) {
    if (refusal == null) {
      journal.sent(line.renewalId(), line.event());
    } else {
      journal.refused(line.renewalId(), refusal.toString());
    }
  }
}

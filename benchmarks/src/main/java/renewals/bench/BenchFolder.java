package renewals.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder in which a benchmark keeps what its runs leave. */
final class BenchFolder {

  private BenchFolder() {}

  /** Deletes what earlier runs left. */
  static void clearRuns(Path data) {
    Path runs = data.resolve("runs");
    if (!Files.exists(runs)) {
      return;
    }
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + runs, e);
    }
  }
}

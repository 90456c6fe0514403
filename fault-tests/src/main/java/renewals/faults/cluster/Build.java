package renewals.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Another checkout of this project that the launcher has built. */
public final class Build {

  private Build() {}

  /** The class path of its services; empty where it is not built. */
  public static Optional<List<String>> classPathOf(Path checkout) {
    Path target = checkout.resolve("local-stack").resolve("target");
    Path stamp = target.resolve("built");
    if (!Files.isRegularFile(stamp)) {
      return Optional.empty();
    }
    try {
      Path jars = target.resolve(Files.readString(stamp).strip());
      return Files.isDirectory(jars)
          ? Optional.of(List.of(jars.resolve("*").toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + stamp, e);
    }
  }
}

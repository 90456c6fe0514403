package renewals.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renewals.bench.load.BenchException;

/** The rival on Flink, which has libraries of its own and is built only when asked for. */
public final class FlinkBuild {

  /** Why there is none. */
  public static final String MISSING =
      "not built; mvn -Pflink -Dmaven.test.skip=true package builds it";

  static final String MAIN_CLASS = "renewals.bench.flink.FlinkMain";

  /**
   * What Flink's own scripts open on newer JDKs. Its metrics warn at each checkpoint of a name that
   * they have already.
   */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-Dorg.slf4j.simpleLogger.log.org.apache.flink.metrics.MetricGroup=error",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  /** System property: the module's folder {@code target}; the launcher sets it. */
  private static final String FOLDER = "bench.flink";

  private FlinkBuild() {}

  /** Its jar and libraries; empty: it is not built. */
  public static Optional<String> classPath() {
    String folder = System.getProperty(FOLDER, "");
    Path libraries = Path.of(folder, "lib");
    if (folder.isEmpty() || !Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.getFileName().toString().matches("benchmarks-flink-.*\\.jar"))
          .findFirst()
          .map(jar -> jar + File.pathSeparator + libraries.resolve("*"));
    } catch (IOException e) {
      throw new BenchException("cannot read " + folder, e);
    }
  }
}

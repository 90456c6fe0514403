package renewals.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.broker.RegistryProcess;

/** One real broker and one real registry for all tests of this JVM; they end with it. */
public final class Platform {

  private static final Path DATA = folder();
  private static final BrokerProcess BROKER =
      BrokerProcess.start(DATA.resolve("kafka"), DATA.resolve("logs"), 0);
  private static final RegistryProcess REGISTRY =
      RegistryProcess.start(DATA.resolve("registry"), DATA.resolve("logs"), 0);

  private Platform() {}

  public static String bootstrapServers() {
    return BROKER.bootstrapServers();
  }

  public static String registryUrl() {
    return REGISTRY.url();
  }

  /** Settings that lead there. */
  public static Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "kafka.bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl()));
  }

  /** A folder for test data below the build's target folder. */
  public static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

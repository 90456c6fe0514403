package renewals.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.broker.RegistryProcess;

/**
 * One real broker and one real registry for all tests of this JVM, each from when it is first asked
 * for; they end with it.
 */
public final class Platform {

  /** Started by whoever asks for it first. */
  private static final class Broker {
    private static final Path DATA = folder();
    private static final BrokerProcess ONE =
        BrokerProcess.start(DATA.resolve("kafka"), DATA.resolve("logs"), 0);
  }

  /** Likewise. */
  private static final class Registry {
    private static final Path DATA = folder();
    private static final RegistryProcess ONE =
        RegistryProcess.start(DATA.resolve("registry"), DATA.resolve("logs"), 0);
  }

  private Platform() {}

  public static String bootstrapServers() {
    return Broker.ONE.bootstrapServers();
  }

  public static String registryUrl() {
    return Registry.ONE.url();
  }

  /** Settings that lead there. */
  public static Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "kafka.bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl()));
  }

  /**
   * Settings of services whose instances come and go: who takes over from one that is silent waits
   * six seconds, and hears within a moment what is whose.
   */
  public static Map<String, String> quickTakeover() {
    return Map.of("kafka.heartbeat.interval.ms", "300", "kafka.session.timeout.ms", "6000");
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

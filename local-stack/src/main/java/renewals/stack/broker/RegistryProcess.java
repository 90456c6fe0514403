package renewals.stack.broker;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renewals.stack.process.ChildProcess;
import renewals.stack.process.ClassArchives;
import renewals.stack.process.InstalledFiles;
import renewals.stack.process.JavaChild;
import renewals.stack.process.Ports;
import renewals.stack.process.StartWatch;

/**
 * Apicurio Registry from its Maven artifact, with Confluent's REST API, on the loopback address.
 */
public final class RegistryProcess implements AutoCloseable {

  private static final String CONFLUENT_API = "/apis/ccompat/v7";
  private static final List<String> JVM =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "-Dquarkus.http.host=127.0.0.1",
          "-Dquarkus.http.access-log.enabled=false",
          "-Dquarkus.management.host=127.0.0.1",
          "-Dquarkus.management.port=0",
          "-Dquarkus.otel.sdk.disabled=true",
          "-Dquarkus.log.level=WARN",
          "-Dapicurio.storage.kind=sql",
          "-Dapicurio.storage.sql.kind=h2",
          "-Dapicurio.datasource.jdbc.initial-size=2",
          "-Dapicurio.datasource.jdbc.min-size=2",
          "-Dapicurio.datasource.jdbc.max-size=10");

  private final ChildProcess process;
  private final int port;

  private RegistryProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a registry and waits until it answers.
   *
   * @param data its folder; the schemas of an earlier run are there again
   * @param logs folder of its log file
   * @param wantedPort port to listen on, 0 for a free one
   */
  public static RegistryProcess start(Path data, Path logs, int wantedPort) {
    return start(data, logs, wantedPort, StartWatch.usual());
  }

  /**
   * Likewise.
   *
   * @param watch how long that may take
   */
  public static RegistryProcess start(Path data, Path logs, int wantedPort, StartWatch watch) {
    return start(data, logs, wantedPort, Optional.empty(), watch);
  }

  /**
   * Likewise.
   *
   * @param security who may write, if not everybody on the machine
   */
  public static RegistryProcess start(
      Path data, Path logs, int wantedPort, Optional<RegistrySecurity> security, StartWatch watch) {
    int port = Ports.take(wantedPort);
    List<String> options = new ArrayList<>(JVM);
    options.add("-Dquarkus.http.port=" + port);
    options.add(
        "-Dapicurio.datasource.url=jdbc:h2:file:" + data.toAbsolutePath().resolve("registry"));
    // in a file: everybody can read command lines
    security.ifPresent(closed -> options.add("-Dquarkus.config.locations=" + closed.config()));
    List<String> classPath = List.of(InstalledFiles.registryJar().toString());
    options.addAll(ClassArchives.options("registry", classPath));
    JavaChild child =
        new JavaChild(
            "registry",
            options,
            classPath,
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            List.of());
    RegistryProcess registry = new RegistryProcess(ChildProcess.start(child, logs), port);
    try {
      registry.process.awaitAnswer(watch, URI.create(registry.url() + "/subjects"));
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  /** Base URL of its Confluent REST API. */
  public String url() {
    return "http://127.0.0.1:%d%s".formatted(port, CONFLUENT_API);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}

package renewals.notifier.senders.terminal;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import renewals.testing.FreePorts;

/** Debian's mosquitto on a port of loopback. */
final class Mosquitto implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  private final Path folder;
  private final int port = FreePorts.next();
  private final List<String> config = new ArrayList<>();
  private @Nullable Process process;

  /** One that isn't started, over TLS where it is given a certificate and its key. */
  Mosquitto(Path folder, @Nullable Path certificate, @Nullable Path key) {
    if (!Files.isExecutable(PROGRAM)) {
      String missing = "no %s: apt-get install -y mosquitto".formatted(PROGRAM);
      if (System.getenv("CI") != null) {
        fail(missing);
      }
      abort(missing);
    }
    this.folder = folder;
    config.add("listener %d 127.0.0.1".formatted(port));
    config.add("allow_anonymous true");
    config.add("user root"); // who isn't root stays who he is
    config.add("persistence true");
    config.add("persistence_location " + folder + "/");
    if (certificate != null) {
      config.add("certfile " + certificate);
      config.add("keyfile " + key);
    }
  }

  int port() {
    return port;
  }

  /** Starts it, and waits until it says that it runs. */
  Mosquitto start() throws IOException {
    Path file = Files.write(folder.resolve("mosquitto.conf"), config);
    Process started =
        new ProcessBuilder(PROGRAM.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .start();
    process = started;
    BufferedReader log = started.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.endsWith("running")) {
        return this;
      }
    }
    throw new IOException("mosquitto ended: " + said);
  }

  /** Ends it in order: what it keeps is on disk. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}

package renewals.doubles.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Debian's mosquitto on a port of loopback. What it keeps outlives its end in order. */
public final class Mosquitto implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final int TO_END_SECONDS = 10;

  private final Path folder;
  private final int port;
  private final List<String> config = new ArrayList<>();
  private volatile @Nullable Process process;

  /**
   * One that isn't started.
   *
   * @param folder for what it keeps
   * @param port that is free
   */
  public Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    config.add("listener %d 127.0.0.1".formatted(port));
    config.add("allow_anonymous true");
    config.add("user root"); // who isn't root stays who he is
    // who asks for all that is kept gets all of it; with 0, for no bound, mosquitto 2.0.11 closes a
    // connection on which it refuses a message
    config.add("max_queued_messages 1000000");
    config.add("persistence true");
    config.add("persistence_location " + folder + "/");
  }

  /** What is missing on this machine; null where nothing is. */
  public static @Nullable String missing() {
    return Files.isExecutable(PROGRAM)
        ? null
        : "%s, on Debian in the package mosquitto".formatted(PROGRAM);
  }

  /** The same over TLS. */
  public Mosquitto withTls(Path certificate, Path key) {
    config.add("certfile " + certificate);
    config.add("keyfile " + key);
    return this;
  }

  /**
   * The same, refusing to whoever comes what he has for some topics.
   *
   * @param topics without wildcards
   */
  public Mosquitto refusing(Collection<String> topics) throws IOException {
    List<String> rights = new ArrayList<>(List.of("topic readwrite #"));
    topics.forEach(topic -> rights.add("topic deny " + topic));
    config.add("acl_file " + Files.write(folder.resolve("rights"), rights));
    return this;
  }

  /**
   * The same, refusing subscriptions to a topic, by the plugin that Debian's package brings.
   *
   * @param topic without wildcards
   */
  public Mosquitto refusingSubscriptions(String topic) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(LIBRARIES, "*")) {
      for (Path folderOfOne : found) {
        Path plugin = folderOfOne.resolve("mosquitto_dynamic_security.so");
        if (Files.exists(plugin)) {
          config.add("plugin " + plugin);
        }
      }
    }
    String roles =
        """
        {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true,
                              "subscribe": true, "unsubscribe": true},
         "roles": [{"rolename": "most", "acls": [
           {"acltype": "subscribeLiteral", "topic": "%s", "priority": 1, "allow": false}]}],
         "groups": [{"groupname": "all", "roles": [{"rolename": "most"}], "clients": []}],
         "clients": [], "anonymousGroup": "all"}
        """
            .formatted(topic);
    config.add("plugin_opt_config_file " + Files.writeString(folder.resolve("roles.json"), roles));
    return this;
  }

  /** What a notifier must be told to reach it; not of one with TLS. */
  public Map<String, String> notifierSettings() {
    return Map.of(
        "notifier.terminal.host", "127.0.0.1",
        "notifier.terminal.port", String.valueOf(port),
        "notifier.terminal.tls", "false");
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Starts it unless it runs, and waits until it says that it does. */
  public Mosquitto start() throws IOException {
    Process before = process;
    if (before != null && before.isAlive()) {
      return this;
    }
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
        Thread.ofVirtual().name("mosquitto-log").start(() -> drain(log));
        return this;
      }
    }
    throw new IOException("mosquitto ended: " + said);
  }

  /** Ends it in order: what it keeps is on disk. */
  public void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }

  /** Nobody reads it, and it must not wait for anybody. */
  private static void drain(BufferedReader log) {
    try {
      while (log.readLine() != null) {
        // let go
      }
    } catch (IOException e) {
      // it has ended
    }
  }
}

package renewals.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.stack.process.Service;
import renewals.stack.process.ServiceProcess;
import renewals.stack.process.StackException;

/** One instance of a service: always the same name, port, state and lines to the brokers. */
public final class Instance {

  /** Often started: what it does at once matters more than its best. */
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1");

  private final Service service;
  private final String name;
  private final int port;
  private final Path data;
  private final Map<String, String> settings;
  private final List<TcpProxy> lines;
  private @Nullable ServiceProcess process;
  private boolean closed;
  private int starts;

  Instance(
      Service service,
      String name,
      int port,
      Path data,
      Map<String, String> settings,
      List<TcpProxy> lines) {
    this.service = service;
    this.name = name;
    this.port = port;
    this.data = data;
    this.settings = settings;
    this.lines = lines;
  }

  /** Which service it is one of. */
  public Service service() {
    return service;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Base URL of its HTTP server. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** How often it was started. */
  public synchronized int starts() {
    return starts;
  }

  /** Starts it, if it does not run; it may not be ready yet. */
  public synchronized void start() {
    if (closed) {
      throw new StackException("stopped while it was starting");
    }
    if (process == null || !process.isAlive()) {
      process = ServiceProcess.start(service, name, settings, data, port, JVM);
      starts++;
    }
  }

  /** Waits until it is ready. */
  public void awaitReady() {
    running().awaitReady();
  }

  /** Whether its process runs. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** As {@code kill -9}. */
  public void kill() {
    running().kill();
  }

  /** As {@code kill -STOP}. */
  public void pause() {
    running().pause();
  }

  /** As {@code kill -CONT}. */
  public void resume() {
    running().resume();
  }

  /** Asks it to stop, and waits until it has. */
  public void stop() {
    running().close();
  }

  /** Deletes its state; it must not run. */
  public void deleteState() {
    Path state = stateOf(data, name);
    if (!Files.exists(state)) {
      return;
    }
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + state, e);
    }
  }

  /** Changes its lines to the brokers: to one of them, or to all for null. */
  public void set(Weather weather, @Nullable Integer broker) {
    for (int n = 0; n < lines.size(); n++) {
      if (broker == null || broker == n) {
        lines.get(n).set(weather);
      }
    }
  }

  /** Ends it for good. */
  synchronized void close() {
    closed = true;
    if (process != null) {
      process.close();
    }
  }

  static Path stateOf(Path data, String name) {
    return data.resolve("state").resolve(name);
  }

  private synchronized ServiceProcess running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }
}

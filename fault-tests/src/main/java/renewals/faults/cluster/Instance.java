package renewals.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.stack.Launch;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;

/** One instance of a service: always the same name, port, state and lines to the brokers. */
public final class Instance {

  /** Often started: what it does at once matters more than its best. */
  static final Launch LAUNCH = new Launch(List.of("-XX:TieredStopAtLevel=1"), List.of(), Map.of());

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();

  private static final int OK = 200;

  private final Service service;
  private final String name;
  private final int port;
  private final Path data;
  private final Map<String, String> settings;
  private final List<TcpProxy> lines;
  private final @Nullable Volume volume;
  private Launch launch;
  private @Nullable ServiceProcess process;
  private boolean closed;
  private int starts;

  Instance(
      Service service,
      String name,
      int port,
      Path data,
      Map<String, String> settings,
      List<TcpProxy> lines,
      @Nullable Volume volume,
      Launch launch) {
    this.service = service;
    this.name = name;
    this.port = port;
    this.data = data;
    this.settings = settings;
    this.lines = lines;
    this.volume = volume;
    this.launch = launch;
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
      process = ServiceProcess.start(service, name, settings, data, port, launch);
      starts++;
    }
  }

  /** The disk of its state, if it has one of its own. */
  public Optional<Volume> volume() {
    return Optional.ofNullable(volume);
  }

  /** Its next starts are of the present build. */
  public synchronized void renew() {
    launch = launch.from(List.of());
  }

  /** Its next starts have a wall clock that is off by so much. */
  public synchronized void setClock(Duration off) {
    launch = launch.in(off.isZero() ? Map.of() : Clocks.off(off));
  }

  /** Whether it says that it is ready. */
  public boolean isReady() throws InterruptedException {
    HttpRequest ask =
        HttpRequest.newBuilder(URI.create(url() + "/health/ready")).timeout(ANSWER).build();
    try {
      return HTTP.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits until it is ready. */
  public void awaitReady() {
    running().awaitReady();
  }

  /** Waits until it is ready, as long as a start may take. */
  void awaitReady(StartWatch watch) {
    running().awaitReady(watch);
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
      // The folder itself may be where its disk is mounted.
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(state)) {
          Files.delete(file);
        }
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
    volume().ifPresent(Volume::unmount);
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

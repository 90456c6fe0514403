package renewals.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import renewals.kit.OwnerOnly;

/** A started child: it writes to a log file of its own and is stopped by its handle. */
public final class ChildProcess implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int LOG_LINES_SHOWN = 12;

  private final String name;
  private final Process process;
  private final Path log;
  private final long logBegin;
  private volatile boolean paused;

  private ChildProcess(String name, Process process, Path log, long logBegin) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.logBegin = logBegin;
  }

  /** Starts a child that writes to {@code <name>.log} in that folder. */
  public static ChildProcess start(JavaChild child, Path logs) {
    Path log = logs.resolve(child.name() + ".log");
    try {
      long begin = Files.size(OwnerOnly.file(OwnerOnly.folder(logs).resolve(log.getFileName())));
      Process process =
          new ProcessBuilder(child.command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ChildProcess(child.name(), process, log, begin);
    } catch (IOException e) {
      throw new StackException("%s could not be started: %s".formatted(child.name(), e), e);
    }
  }

  /** Waits until it answers. */
  public void awaitReady(StartWatch watch, BooleanSupplier ready) {
    StartWatch.Waiting waiting = watch.waitingFor(name);
    while (!ready.getAsBoolean()) {
      if (endsWithin(POLL)) {
        throw new StackException(
            "%s ended with exit code %d while starting; %s"
                .formatted(name, process.exitValue(), lastWords()));
      }
      if (watch.left().isZero()) {
        throw late(watch);
      }
      waiting.goesOn();
    }
  }

  /** Waits until it answers a GET of that URL with 200. */
  public void awaitAnswer(StartWatch watch, URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER_TIMEOUT).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      awaitReady(watch, () -> answers(http, request));
    }
  }

  /** Waits until it has ended by itself, well. */
  public void awaitSuccess(StartWatch watch) {
    if (!endsWithin(watch.left())) {
      close();
      throw late(watch);
    }
    if (process.exitValue() != 0) {
      throw new StackException("%s failed; %s".formatted(name, lastWords()));
    }
  }

  private StackException late(StartWatch watch) {
    return new StackException(
        "%s is not ready after %d s, --wait gives it more; %s"
            .formatted(name, watch.atMost().toSeconds(), lastWords()));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Stops it in its tracks, as {@code kill -STOP} does: it holds everything and does nothing. */
  public void pause() {
    signal("STOP");
    paused = true;
  }

  /** Lets it go on where it stood. */
  public void resume() {
    paused = false;
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process sender =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (sender.waitFor() != 0 && process.isAlive()) {
        throw new StackException("%s (pid %d) takes no SIG%s".formatted(this.name, pid(), name));
      }
    } catch (IOException e) {
      throw new StackException("cannot run kill: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while signalling " + this.name, e);
    }
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    if (!endsWithin(TIME_TO_STOP)) {
      throw new StackException("%s (pid %d) cannot be killed".formatted(name, pid()));
    }
  }

  /** Asks it to stop and waits; ends it where it does not. */
  @Override
  public void close() {
    if (paused && process.isAlive()) {
      resume();
    }
    process.destroy();
    if (!endsWithin(TIME_TO_STOP)) {
      kill();
    }
  }

  private boolean answers(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for " + name, e);
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new StackException("interrupted while waiting for " + name, e);
    }
  }

  /** What it has said itself; above that in its log file stand earlier runs. */
  private String lastWords() {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(logBegin);
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (lines.isEmpty()) {
        return log + " says nothing";
      }
      List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return "%s says:%n%s".formatted(log, String.join(System.lineSeparator(), last));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }
}

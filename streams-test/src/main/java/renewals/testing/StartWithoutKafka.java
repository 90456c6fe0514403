package renewals.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Kafka may come later than a service: it has to wait for it, say so, and end when it is told. */
public final class StartWithoutKafka {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StartWithoutKafka() {}

  /**
   * Starts a service that can reach neither Kafka nor a registry, holds what its readiness says
   * against "waiting for Kafka", and interrupts it.
   *
   * @param service the beginning of its settings' names
   * @param state its folder
   * @param start starts the service with settings; returns what it started
   * @return what the start ended with
   */
  public static Throwable waitsUntilInterrupted(
      String service, Path state, Function<Map<String, String>, AutoCloseable> start)
      throws Exception {
    int port = FreePorts.next();
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + FreePorts.next());
    settings.put("schema.registry.url", "http://127.0.0.1:" + FreePorts.next());
    settings.put(service + ".state.dir", state.toString());
    settings.put(service + ".http.port", Integer.toString(port));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread starting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (AutoCloseable started = start.apply(settings)) {
                    ended.complete(new AssertionError(started + " started without Kafka"));
                  } catch (Exception e) {
                    ended.complete(e);
                  }
                });

    awaitReadiness(port, "waiting for Kafka");
    assertThat(ended).isNotDone();

    starting.interrupt();
    return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitReadiness(int port, String said) throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!last.contains(said)) {
        assertThat(System.nanoTime()).as("readiness says %s", last).isLessThan(deadline);
        try {
          last = client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
          last = e.toString();
        }
      }
    }
  }
}

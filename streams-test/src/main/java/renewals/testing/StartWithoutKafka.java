package renewals.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Kafka may come later than a service: it has to wait for it, say so, and end when it is told. */
public final class StartWithoutKafka {

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
    return ended.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitReadiness(int port, String said) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/health/ready");
    HttpRequest ready = HttpRequest.newBuilder(uri).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Patience.await("readiness says " + said, () -> bodyOf(client, ready).contains(said));
    }
  }

  private static String bodyOf(HttpClient client, HttpRequest request) throws Exception {
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return e.toString();
    }
  }
}

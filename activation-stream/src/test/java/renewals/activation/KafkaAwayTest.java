package renewals.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.kit.kafka.UnfitClusterException;

/** Kafka may come later than the service. */
class KafkaAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void shouldWaitForKafkaAndSaySoInsteadOfEnding(@TempDir Path state) throws Exception {
    int port = freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + freePort());
    settings.put("schema.registry.url", "http://127.0.0.1:" + freePort());
    settings.put("activation.state.dir", state.toString());
    settings.put("activation.http.port", Integer.toString(port));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread starting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    ActivationService.start(Settings.of(settings)).close();
                    ended.complete(new AssertionError("started without Kafka"));
                  } catch (RuntimeException e) {
                    ended.complete(e);
                  }
                });

    awaitReadiness(port, "waiting for Kafka");
    assertThat(ended).isNotDone();

    starting.interrupt();
    assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("interrupted");
  }

  private static void awaitReadiness(int port, String said) throws Exception {
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

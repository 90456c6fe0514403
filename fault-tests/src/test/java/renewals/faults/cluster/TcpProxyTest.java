package renewals.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.stack.process.Ports;

class TcpProxyTest {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port = Ports.lasting();
  private HttpServer target;
  private TcpProxy proxy;

  @BeforeEach
  void open() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    target.start();
    proxy = TcpProxy.open(port, target.getAddress().getPort());
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    proxy.close();
    target.stop(0);
  }

  @Test
  void shouldPassEverythingOnInFairWeather() {
    assertThat(ask().orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(204);
  }

  @Test
  void shouldBreakConnectionsWhileItIsCutAndPassAgainAfterwards() {
    proxy.set(new Weather.Cut());
    assertThatThrownBy(() -> ask().orTimeout(20, TimeUnit.SECONDS).join())
        .hasRootCauseInstanceOf(IOException.class);

    proxy.set(new Weather.Fair());
    assertThat(ask().orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(204);
  }

  @Test
  void shouldHoldBackAnswersUntilTheWeatherChanges() {
    proxy.set(new Weather.Stalled(false));
    CompletableFuture<Integer> answer = ask();
    assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    proxy.set(new Weather.Fair());
    assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(204);
  }

  @Test
  void shouldAnswer500WithoutAskingAnybody() {
    proxy.set(new Weather.Answering500());

    assertThat(ask().orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(500);
  }

  private CompletableFuture<Integer> ask() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
            .timeout(Duration.ofSeconds(30))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }
}

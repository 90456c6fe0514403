package renewals.producer.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.producer.callback.query.Exchange.Reply;
import renewals.producer.callback.query.OrderQueryRequest;
import renewals.producer.callback.query.QueryFailedException;

class HttpExchangeTest {

  private static final int MOST = 64 * 1024;
  private static final Duration SHORT = Duration.ofMillis(300);

  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldBringHeadAndBodyAsTheyCame() throws Exception {
    serve(
        exchange -> {
          byte[] said = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Wechatpay-Nonce", "n");
          exchange.sendResponseHeaders(404, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });

    Reply reply = ask(Duration.ofSeconds(10), "POST", "答");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(new String(reply.content().body(), UTF_8)).isEqualTo("答");
    assertThat(reply.content().only("wechatpay-nonce")).isEqualTo("n");
  }

  @Test
  void shouldTakeABodyOf64KibAndNoByteMore() throws Exception {
    AtomicInteger size = new AtomicInteger(MOST);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, size.get());
          exchange.getResponseBody().write(new byte[size.get()]);
          exchange.close();
        });

    assertThat(ask(Duration.ofSeconds(10), "GET", "").content().body()).hasSize(MOST);

    size.incrementAndGet();
    assertThatThrownBy(() -> ask(Duration.ofSeconds(10), "GET", ""))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void shouldFollowNoRedirect() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    serve(
        exchange -> {
          asked.incrementAndGet();
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThat(ask(Duration.ofSeconds(10), "GET", "").status()).isEqualTo(302);
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldEndAnExchangeWhoseBodyTakesTooLong() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
          } finally {
            ended.countDown();
            exchange.close();
          }
        });

    assertThatThrownBy(() -> ask(SHORT, "GET", "")).isInstanceOf(QueryFailedException.class);

    assertThat(ended.await(20, TimeUnit.SECONDS)).as("the connection is gone").isTrue();
  }

  @Test
  void shouldSayThatNobodyListens() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThatThrownBy(() -> ask(URI.create("http://127.0.0.1:" + port), SHORT, "GET", ""))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("127.0.0.1");
  }

  private void serve(HttpHandler handler) {
    server.createContext("/", handler);
  }

  private Reply ask(Duration patience, String method, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/asked".formatted(server.getAddress().getPort()));
    return ask(uri, patience, method, body);
  }

  private static Reply ask(URI uri, Duration patience, String method, String body)
      throws Exception {
    try (HttpExchange exchange = new HttpExchange(patience)) {
      return exchange.ask(new OrderQueryRequest(method, uri, Map.of(), body));
    }
  }
}

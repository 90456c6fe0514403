package renewals.notifier.senders.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connection whose answer's body nobody wants. */
@Timeout(30)
class DiscardedBodyTest {

  private static final int MOST = 16;

  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    client.shutdownNow();
    server.close();
    for (Socket one : connections) {
      one.close();
    }
  }

  @Test
  void shouldServeTheNextRequestOnTheSameConnection() throws Exception {
    answer("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"ok\":true}");

    for (int i = 0; i < 5; i++) {
      whole(ask());
    }

    assertThat(connections).hasSizeLessThan(3);
  }

  @Test
  void shouldGiveTheAnswerBeforeItsBodyIsOver() throws Exception {
    answer("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{");

    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldCloseAConnectionWhoseBodyIsNotOverInTime() throws Exception {
    answer("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{");

    ask().body().endWithin(Duration.ofMillis(10));

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldCloseAConnectionWhoseBodyIsTooLong() throws Exception {
    answer("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n" + "x".repeat(MOST + 1));

    ask();

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private HttpResponse<DiscardedBody> ask() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), head -> new DiscardedBody(MOST));
  }

  /** Waits for the body's end: the next request may come before the connection is free. */
  private static void whole(HttpResponse<DiscardedBody> answer) throws InterruptedException {
    while (!answer.body().isOver()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Answers each request on each connection with these bytes. */
  private void answer(String bytes) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                Socket one = accept();
                if (one != null) {
                  connections.add(one);
                  Thread.ofVirtual().start(() -> serve(one, bytes));
                }
              }
            });
  }

  private Socket accept() {
    try {
      return server.accept();
    } catch (IOException e) {
      return null; // closed at the test's end
    }
  }

  private void serve(Socket one, String bytes) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(one.getInputStream(), ISO_8859_1))) {
      OutputStream out = one.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          out.write(bytes.getBytes(ISO_8859_1));
          out.flush();
        }
      }
      closed.countDown();
    } catch (IOException e) {
      closed.countDown(); // a reset closes it too
    }
  }
}

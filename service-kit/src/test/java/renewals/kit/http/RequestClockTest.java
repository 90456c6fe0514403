package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestClockTest {

  private static final RequestPace HALF_A_SECOND =
      new RequestPace(Duration.ofMillis(500), 1_000, Duration.ofSeconds(2));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch ready = new CountDownLatch(1);
  private ServiceHttp http;

  @BeforeEach
  void start() {
    http =
        ServiceHttp.startWith(
            "127.0.0.1",
            0,
            HttpAccess.usual(),
            meters,
            HALF_A_SECOND,
            config -> {
              BodyRoutes.add(config);
              config.routes.post(
                  "/busy",
                  context -> {
                    context.req().getInputStream().read();
                    ready.await(20, TimeUnit.SECONDS);
                    context.result("" + context.req().getInputStream().readAllBytes().length);
                  });
            });
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void shouldEndAHeadThatComesByteByByte() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      dribble(raw, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(1_000));
      assertThat(raw.answer()).isEmpty();
    }
    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void shouldEndTheNextHeadOfAConnectionThatComesByteByByte() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("/whole", "Content-Length: 2", "ab"));
      assertThat(raw.answerUpTo("\r\n\r\n2")).startsWith("HTTP/1.1 200");
      dribble(raw, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(1_000));
      assertThat(raw.answer()).isEmpty();
    }
    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void shouldAnswer408ToABodyThatComesByteByByte() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("/whole", "Content-Length: 2000", ""));
      dribble(raw, "x".repeat(1_000));
      assertThat(raw.answer()).startsWith("HTTP/1.1 408").contains("\"status\":408");
    }
    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void shouldEndAStreamWhoseLinesComeByteByByte() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("/lines", "Transfer-Encoding: chunked", chunk("a line\n")));
      for (int i = 0; i < 1_000 && slow() == 0; i++) {
        Pause.letPass(Duration.ofMillis(20));
        sendWhileOpen(raw, chunk("x"));
      }
      assertThat(raw.answer()).startsWith("HTTP/1.1 408");
    }
    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void shouldLeaveAStreamAloneThatLastsButWhoseLinesComeWhole() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("/lines", "Connection: close\r\nTransfer-Encoding: chunked", ""));
      long end = System.nanoTime() + HALF_A_SECOND.longest().plusSeconds(1).toNanos();
      int sent = 0;
      while (System.nanoTime() < end) {
        raw.send(chunk("a line\n"));
        sent++;
        Pause.letPass(Duration.ofMillis(200));
      }
      raw.send("0\r\n\r\n");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").endsWith(sent + " lines");
    }
    assertThat(slow()).isZero();
  }

  @Test
  void shouldNotBlameTheClientForAServiceThatDoesNotRead() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("/busy", "Connection: close\r\nContent-Length: 3", "a"));
      Pause.letPass(HALF_A_SECOND.longest());
      raw.send("bc");
      ready.countDown();
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").endsWith("2");
    }
    assertThat(slow()).isZero();
  }

  @Test
  void shouldLeaveAnIdleConnectionToTheIdleTimeout() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      Pause.letPass(HALF_A_SECOND.longest());
      raw.send(post("/whole", "Connection: close\r\nContent-Length: 2", "ab"));
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
    }
  }

  private void dribble(RawHttp raw, String text) throws Exception {
    for (int i = 0; i < text.length(); i++) {
      if (slow() > 0) {
        return;
      }
      sendWhileOpen(raw, String.valueOf(text.charAt(i)));
      Pause.letPass(Duration.ofMillis(20));
    }
    throw new AssertionError("all was taken");
  }

  private static void sendWhileOpen(RawHttp raw, String text) {
    try {
      raw.send(text);
    } catch (IOException e) {
      // closed by the server just now
    }
  }

  private static String post(String path, String headers, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n%s".formatted(path, headers, body);
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private double slow() {
    return meters.get("renewals.http.refused").tag("reason", "slow").counter().count();
  }
}

package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientEndPointTest {

  private static final Duration BETWEEN_PIECES = Duration.ofMillis(30);
  private static final Duration AT_ONCE = Duration.ofMillis(700);

  private final AtomicInteger reads = new AtomicInteger();
  private ServiceHttp http;

  @BeforeEach
  void start() {
    http =
        ServiceHttp.startWith(
            "127.0.0.1",
            0,
            HttpAccess.usual(),
            new SimpleMeterRegistry(),
            new RequestPace(Duration.ofSeconds(2), 1_000, Duration.ofSeconds(10)),
            config -> {
              config.routes.get("/", context -> context.result("here"));
              config.routes.post(
                  "/body",
                  context -> {
                    InputStream in = context.req().getInputStream();
                    byte[] piece = new byte[1_000];
                    int bytes = 0;
                    for (int more = in.read(piece); more >= 0; more = in.read(piece)) {
                      bytes += more;
                      reads.incrementAndGet();
                      if (piece[0] == '\n') {
                        ServiceHttp.goesOn(context);
                      }
                    }
                    context.result(bytes + " bytes");
                  });
            });
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void shouldLookLessOftenAtWhoSendsByteByByte() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("Content-Length: 60"));
      trickle(raw, "x", 60);
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").endsWith("60 bytes");
    }
    assertThat(reads.get()).isLessThan(30);
  }

  @Test
  void shouldTakeWhatCameInTimeThoughNobodyHadLooked() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("Content-Length: 200"));
      trickle(raw, "x", 35);
      raw.send("x".repeat(165));
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").endsWith("200 bytes");
    }
  }

  @Test
  void shouldReadAtOnceWhatFollowsOnTinyLines() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      raw.send(post("Transfer-Encoding: chunked"));
      trickle(raw, "1\r\n\n\r\n", 50);
      assertAnsweredAtOnce(raw, "0\r\n\r\n", "50 bytes");
    }
  }

  @Test
  void shouldReadAtOnceWhoseTinyRequestsWereAnswered() throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      for (int i = 0; i < 20; i++) {
        assertAnsweredAtOnce(raw, "GET / HTTP/1.1\r\nHost:localhost\r\n\r\n", "here");
        Pause.letPass(Duration.ofMillis(60));
      }
    }
  }

  private static void assertAnsweredAtOnce(RawHttp raw, String last, String answer)
      throws Exception {
    long sent = System.nanoTime();
    raw.send(last);
    assertThat(raw.answerUpTo(answer)).startsWith("HTTP/1.1 200");
    assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(AT_ONCE);
  }

  private static void trickle(RawHttp raw, String piece, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      raw.send(piece);
      Pause.letPass(BETWEEN_PIECES);
    }
  }

  private static String post(String header) {
    return "POST /body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(header);
  }
}

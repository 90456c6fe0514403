package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.kit.http.RawHttp2.CONTINUATION;
import static renewals.kit.http.RawHttp2.DATA;
import static renewals.kit.http.RawHttp2.END_HEADERS;
import static renewals.kit.http.RawHttp2.END_STREAM;
import static renewals.kit.http.RawHttp2.HEADERS;
import static renewals.kit.http.RawHttp2.PING;
import static renewals.kit.http.RawHttp2.PRIORITY;
import static renewals.kit.http.RawHttp2.RESET;
import static renewals.kit.http.RawHttp2.SETTINGS;
import static renewals.kit.http.RawHttp2.WINDOW_UPDATE;
import static renewals.kit.http.RawHttp2.frameOf;
import static renewals.kit.http.RawHttp2.number;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.http.h2.Http2Protocol;

/** What HTTP/2 adds to what clients can do to a server. */
@Timeout(60)
class Http2LimitsTest {

  private static final Duration GRACE = Duration.ofMillis(500);
  private static final int SHARE = 110;

  private static TestCertificate server;

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Semaphore waiting = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);
  private ServiceHttp http;

  @BeforeAll
  static void makeCertificate(@TempDir Path made) throws Exception {
    server = TestCertificate.of(made, "server", "ip:127.0.0.1");
  }

  @BeforeEach
  void start() throws Exception {
    HttpAccess usual = HttpAccess.usual();
    http =
        ServiceHttp.startWith(
            "127.0.0.1",
            0,
            new HttpAccess(
                usual.hosts(), usual.proxies(), SHARE, Optional.of(server.servedFrom(folder))),
            meters,
            new RequestPace(GRACE, 100_000, Duration.ofSeconds(2)),
            config -> {
              config.routes.get("/", context -> context.result("here"));
              config.routes.get("/large", context -> context.result("x".repeat(30_000_000)));
              config.routes.get("/wait", context -> context.result(held()));
              config.routes.post("/wait", context -> context.result(held()));
              config.routes.post("/deaf", context -> readOn(context.req().getInputStream()));
              BodyRoutes.add(config);
            });
  }

  /** Passes over each end it hears of, but for the last. */
  private void readOn(InputStream body) {
    int failures = 0;
    while (failures < 1_000) {
      try {
        if (body.read() < 0) {
          return;
        }
      } catch (IOException e) {
        failures++;
      }
    }
    waiting.release();
  }

  private String held() throws InterruptedException {
    waiting.release();
    return go.tryAcquire(20, TimeUnit.SECONDS) ? "went" : "stayed";
  }

  @AfterEach
  void stop() {
    go.release(10_000);
    http.close();
  }

  @Test
  void shouldCutABodyWhoseReaderHearsOfNoEnd() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Exchange slow = peer.post("/deaf");
      while (!slow.isOver()) {
        slow.send("x", false);
        Pause.letPass(Duration.ofMillis(20));
      }
      assertThat(waiting.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }
    assertThat(refused("slow")).isEqualTo(1);
  }

  @Test
  void shouldEndABodyThatComesByteByByteAndNothingElseOfItsConnection() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Exchange lines = peer.post("/lines").send("a line\n", false);
      Http2Peer.Exchange slow = peer.post("/whole");
      int sent = 1;
      while (!slow.isOver()) {
        slow.send("x", false);
        lines.send("a line\n", false);
        sent++;
        Pause.letPass(Duration.ofMillis(20));
      }
      assertThat(slow.answer().status()).isEqualTo(408);
      assertThat(lines.send("a line\n", true).answer())
          .isEqualTo(new Http2Peer.Answer(200, sent + 1 + " lines"));
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }
    assertThat(refused("slow")).isEqualTo(1);
  }

  @Test
  void shouldLeaveAStreamAloneThatLastsButWhoseLinesComeWhole() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Exchange lines = peer.post("/lines");
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      int sent = 0;
      while (System.nanoTime() < end) {
        lines.send("a line\n", false);
        sent++;
        Pause.letPass(Duration.ofMillis(200));
      }
      assertThat(lines.send("", true).answer().body()).isEqualTo(sent + " lines");
    }
    assertThat(refused("slow")).isZero();
  }

  @Test
  void shouldNotBlameTheClientForAServiceThatDoesNotRead() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Exchange held = peer.post("/wait").send("a", false);
      waiting.acquire();
      Pause.letPass(Duration.ofSeconds(3));
      go.release();
      assertThat(held.answer().body()).isEqualTo("went");
    }
    assertThat(refused("slow")).isZero();
  }

  @Test
  void shouldLeaveAnIdleConnectionToTheIdleTimeout() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Pause.letPass(GRACE.multipliedBy(3));
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
      Pause.letPass(GRACE.multipliedBy(3));
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }
    assertThat(refused("slow")).isZero();
  }

  @Test
  void shouldEndAHeadThatComesByteByByte() throws Exception {
    try (RawHttp2 raw = raw()) {
      byte[] head = frameOf(HEADERS, END_STREAM | END_HEADERS, 1, new byte[2_000]);
      for (int i = 0; i < head.length && refused("slow") == 0; i++) {
        sendWhileOpen(raw, head[i]);
        Pause.letPass(Duration.ofMillis(20));
      }
      raw.answer();
    }
    assertThat(refused("slow")).isEqualTo(1);
  }

  @Test
  void shouldEndWhoTakesNothingOfWhatHeAskedForThoughHeGoesOnSending() throws Exception {
    int window = 4;
    try (RawHttp2 raw = new RawHttp2(http.port(), trust(), window, Integer.MAX_VALUE)) {
      raw.frame(WINDOW_UPDATE, 0, 0, number(1 << 30));
      raw.frame(HEADERS, END_STREAM | END_HEADERS, 1, RawHttp2.head("GET", "/large"));
      while (refused("slow") == 0) {
        sendWhileOpen(raw, frameOf(PING, 0, 0, new byte[8]));
        Pause.letPass(Duration.ofMillis(50));
      }
    }
    assertThat(refused("flood")).isZero();
  }

  @Test
  void shouldEndABodyOfWhichNothingComesBesideWhatIsNoBody() throws Exception {
    try (RawHttp2 raw = raw()) {
      raw.frame(HEADERS, END_HEADERS, 1, RawHttp2.head("POST", "/whole"));
      while (refused("slow") == 0) {
        sendWhileOpen(raw, frameOf(WINDOW_UPDATE, 0, 1, number(1)));
        Pause.letPass(Duration.ofMillis(50));
      }
    }
  }

  @Test
  void shouldEndAnAnswerOfWhichNothingIsTaken() throws Exception {
    int window = 4;
    try (RawHttp2 raw = new RawHttp2(http.port(), trust(), window, 0)) {
      raw.frame(HEADERS, END_STREAM | END_HEADERS, 1, RawHttp2.head("GET", "/"));
      while (refused("slow") == 0) {
        sendWhileOpen(raw, frameOf(PING, 0, 0, new byte[8]));
        Pause.letPass(Duration.ofMillis(50));
      }
    }
  }

  @Test
  void shouldRefuseMoreRequestsThanAConnectionMayHaveUnderWay() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port()).unbounded()) {
      List<Http2Peer.Exchange> held = hold(peer, Http2Protocol.MOST_STREAMS);
      assertThat(peer.get("/").end()).isEqualTo("refused_stream_error");
      go.release(held.size());
      for (Http2Peer.Exchange one : held) {
        assertThat(one.answer().body()).isEqualTo("went");
      }
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldCountRequestsUnderWayOfAllConnectionsOfAnAddress() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port());
        Http2Peer second = new Http2Peer(http.port())) {
      hold(peer, SHARE - 20);
      hold(second, 20);
      assertThat(second.get("/").end()).isEqualTo("refused_stream_error");
      assertThat(peer.get("/").end()).isEqualTo("refused_stream_error");
      assertThat(refused("connections")).isEqualTo(2);
    }
  }

  @Test
  void shouldCountARequestThatWasTakenBackUntilItsHandlerHasEnded() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port());
        Http2Peer second = new Http2Peer(http.port())) {
      for (Http2Peer.Exchange one : hold(peer, SHARE - 20)) {
        one.cancel();
      }
      List<Http2Peer.Exchange> rest = hold(second, 20);
      assertThat(second.get("/").end()).isEqualTo("refused_stream_error");
      go.release(SHARE);
      for (Http2Peer.Exchange one : rest) {
        assertThat(one.answer().status()).isEqualTo(200);
      }
      String end = second.get("/").end();
      while (end.equals("refused_stream_error")) {
        Pause.letPass(Duration.ofMillis(20));
        end = second.get("/").end();
      }
      assertThat(end).isEqualTo("200");
    }
  }

  @Test
  void shouldCountRequestsWhoseConnectionIsClosedUntilTheirHandlersHaveEnded() throws Exception {
    try (Http2Peer second = new Http2Peer(http.port())) {
      try (Http2Peer peer = new Http2Peer(http.port())) {
        hold(peer, SHARE - 20);
      }
      hold(second, 20);
      assertThat(second.get("/").end()).isEqualTo("refused_stream_error");
    }
  }

  @Test
  void shouldHangUpOnWhoOpensRequestsAndTakesThemBackAtOnce() throws Exception {
    try (RawHttp2 raw = raw()) {
      byte[] head = RawHttp2.head("GET", "/");
      flood(
          raw,
          i -> {
            raw.frame(HEADERS, END_STREAM | END_HEADERS, 2 * i + 1, head);
            raw.frame(RESET, 0, 2 * i + 1, number(8));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, SETTINGS, PRIORITY, WINDOW_UPDATE})
  void shouldHangUpOnWhoSaysSomethingAgainAndAgain(int type) throws Exception {
    try (RawHttp2 raw = raw()) {
      byte[] payload =
          switch (type) {
            case PING -> new byte[8];
            case SETTINGS -> new byte[0];
            case PRIORITY -> new byte[5];
            default -> number(1);
          };
      int stream = type == PRIORITY ? 3 : 0;
      byte[] many = new byte[0];
      for (int i = 0; i < 50; i++) {
        many = plus(many, frameOf(type, 0, stream, payload));
      }
      byte[] batch = many;
      flood(raw, i -> raw.bytes(batch));
    }
  }

  @Test
  void shouldHangUpOnWhoseHeadGoesOnForEver() throws Exception {
    try (RawHttp2 raw = raw()) {
      byte[] field = new byte[1_000];
      raw.frame(HEADERS, END_STREAM, 1, RawHttp2.head("GET", "/"));
      for (int i = 0; i < 100; i++) {
        sendWhileOpen(raw, frameOf(CONTINUATION, 0, 1, field));
      }
      raw.answer();
    }
    try (Http2Peer peer = new Http2Peer(http.port())) {
      assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldHangUpOnWhoFillsItsWindowWithFramesOfAByte() throws Exception {
    try (RawHttp2 raw = raw()) {
      raw.frame(HEADERS, END_HEADERS, 1, RawHttp2.head("POST", "/wait"));
      waiting.acquire();
      byte[] many = new byte[0];
      for (int i = 0; i < 50; i++) {
        many = plus(many, frameOf(DATA, 0, 1, (byte) 'x'));
      }
      byte[] batch = many;
      flood(raw, i -> raw.bytes(batch));
    }
  }

  @Test
  void shouldTakeALargeBodyThatWaitsToBeRead() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Exchange whole = peer.post("/whole");
      String piece = "x".repeat(1_000);
      for (int i = 0; i < 3_000; i++) {
        whole.send(piece, false);
      }
      assertThat(whole.send("", true).answer().body()).isEqualTo("3000000");
    }
    assertThat(refused("flood")).isZero();
  }

  /** Says something by number. */
  private interface Saying {

    void say(int number) throws IOException;
  }

  private void flood(RawHttp2 raw, Saying saying) throws IOException {
    try {
      for (int i = 0; i < 1_000_000 && refused("flood") == 0; i++) {
        saying.say(i);
      }
    } catch (IOException e) {
      // closed by the server just now
    }
    raw.answer();
    assertThat(refused("flood")).isEqualTo(1);
  }

  private List<Http2Peer.Exchange> hold(Http2Peer peer, int count) throws Exception {
    List<Http2Peer.Exchange> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(peer.get("/wait"));
    }
    assertThat(waiting.tryAcquire(count, 20, TimeUnit.SECONDS)).isTrue();
    return held;
  }

  private RawHttp2 raw() throws Exception {
    return new RawHttp2(http.port(), trust());
  }

  private SSLContext trust() throws Exception {
    return server.clientThatTrusts(server);
  }

  private static void sendWhileOpen(RawHttp2 raw, byte... bytes) {
    try {
      raw.bytes(bytes);
    } catch (IOException e) {
      // closed by the server just now
    }
  }

  private static byte[] plus(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private double refused(String reason) {
    return meters.get("renewals.http.refused").tag("reason", reason).counter().count();
  }
}

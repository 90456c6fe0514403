package renewals.kit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS, whose records are what is waited for. */
@Timeout(60)
class RequestClockTlsTest {

  private static final Duration GRACE = Duration.ofMillis(500);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final byte[] HEAD_OF_A_LONG_RECORD = {0x17, 3, 3, 0x40, 0};
  private static final byte[] HEAD_OF_A_LONG_HANDSHAKE = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc};

  private static TestCertificate server;

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ServiceHttp http;

  @BeforeAll
  static void makeCertificate(@TempDir Path made) throws Exception {
    server = TestCertificate.of(made, "server", "ip:127.0.0.1");
  }

  @BeforeEach
  void start() throws Exception {
    http =
        ServiceHttp.startWith(
            "127.0.0.1",
            0,
            HttpAccess.usual().over(Optional.of(server.servedFrom(folder))),
            meters,
            new RequestPace(GRACE, 100_000, Duration.ofSeconds(2)),
            config -> config.routes.get("/", context -> context.result("here")));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void shouldLeaveAConnectionAloneWhoseRequestsComeWhole() throws Exception {
    try (Socket plain = connect();
        SSLSocket tls = over(plain)) {
      for (int i = 0; i < 10; i++) {
        tls.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
        assertThat(answer(tls.getInputStream())).startsWith("HTTP/1.1 200");
        Pause.letPass(GRACE.dividedBy(3));
      }
    }
    assertThat(slow()).isZero();
  }

  @Test
  void shouldLeaveAConnectionToTheIdleTimeoutOnWhichNothingWasAskedYet() throws Exception {
    try (Socket plain = connect();
        SSLSocket tls = over(plain)) {
      tls.startHandshake();
      Pause.letPass(GRACE.multipliedBy(3));
      tls.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
      assertThat(answer(tls.getInputStream())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void shouldEndAHandshakeThatComesByteByByte() throws Exception {
    try (Socket plain = connect()) {
      plain.getOutputStream().write(HEAD_OF_A_LONG_HANDSHAKE);
      dribble(plain);
    }
    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void shouldEndARecordThatComesByteByByte() throws Exception {
    try (Socket plain = connect();
        SSLSocket tls = over(plain)) {
      tls.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
      assertThat(answer(tls.getInputStream())).startsWith("HTTP/1.1 200");
      plain.getOutputStream().write(HEAD_OF_A_LONG_RECORD);
      dribble(plain);
    }
    assertThat(slow()).isEqualTo(1);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private SSLSocket over(Socket plain) throws Exception {
    return (SSLSocket)
        server
            .clientThatTrusts(server)
            .getSocketFactory()
            .createSocket(plain, "127.0.0.1", http.port(), false);
  }

  private void dribble(Socket plain) throws IOException, InterruptedException {
    for (int i = 0; i < 500 && slow() == 0; i++) {
      try {
        plain.getOutputStream().write(1);
      } catch (SocketException e) {
        // closed by the server just now
      }
      Pause.letPass(Duration.ofMillis(20));
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("here") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the server closed after " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  private double slow() {
    return meters.get("renewals.http.refused").tag("reason", "slow").counter().count();
  }
}

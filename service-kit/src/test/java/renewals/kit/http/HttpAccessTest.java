package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.tls.HttpTls;

class HttpAccessTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ServiceHttp http;

  @AfterEach
  void stop() {
    if (http != null) {
      http.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8090",
        "localhost",
        "LocalHost:1",
        "localhost.",
        "[::1]:8080",
        "10.1.2.3",
        "node-1.internal:8080"
      })
  void shouldAnswerToItsOwnNamesAndToAddresses(String host) throws Exception {
    start(Map.of(), "node-1.internal");

    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:8090",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost.evil.example",
        "Host: 2130706433",
        "Host: 0x7f.1",
        "Host: 127.1",
        "Host: 127.0.0.1.",
        "Host: evil.example\r\nX-Forwarded-Host: localhost",
        "Host: evil.example\r\nForwarded: host=localhost"
      })
  void shouldRefuseTheNamesOfOthers(String host) throws Exception {
    start(Map.of());

    assertThat(ask("GET / HTTP/1.1\r\n" + host))
        .startsWith("HTTP/1.1 421")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"status\":421");
    assertThat(refusedFor("host")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1", "HTTP/1.1\r\nHost:", "HTTP/1.1\r\nHost: localhost\r\nHost: localhost"})
  void shouldRefuseWhatSaysNoNameOrTwo(String rest) throws Exception {
    start(Map.of());

    assertThat(ask("GET / " + rest))
        .startsWith("HTTP/1.1 4")
        .containsIgnoringCase("content-type: application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "::"})
  void shouldNotListenBeyondThisMachineInTheClear(String host) {
    assertThatThrownBy(() -> access(Map.of()).demandTls("query", host))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "query.http.host is %s, expected a loopback address, or query.http.tls.certificate,"
                    .formatted(host)
                + " or the proxy in query.http.proxies");
  }

  @Test
  void shouldListenBeyondThisMachineBehindAProxyThatIsNamed() {
    assertThatNoException()
        .isThrownBy(
            () -> access(Map.of("query.http.proxies", "10.0.0.1")).demandTls("query", "0.0.0.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.9.10, true",
    "::1, true",
    "10.0.0.1, true",
    "::ffff:10.0.0.1, true",
    "10.0.0.2, false",
    "192.0.2.7, false",
    "2001:db8::1, false"
  })
  void shouldServeInTheClearThisMachineAndTheNamedProxyAlone(String peer, boolean served)
      throws Exception {
    HttpAccess behindProxy = access(Map.of("query.http.proxies", "10.0.0.1"));
    HostCheck check = new HostCheck(behindProxy, new HttpRefusals(meters));

    if (served) {
      assertThatNoException().isThrownBy(() -> check.demandServed(peerAt(peer)));
    } else {
      assertThatThrownBy(() -> check.demandServed(peerAt(peer)))
          .isInstanceOfSatisfying(
              HttpException.RuntimeException.class,
              refused -> assertThat(refused.getCode()).isEqualTo(403));
    }
    assertThat(refusedFor("clear")).isEqualTo(served ? 0 : 1);
  }

  private static InetSocketAddress peerAt(String address) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(address), 4711);
  }

  @Test
  void shouldServeEverybodyOverTls() throws Exception {
    HttpTls tls = new HttpTls(Path.of("certificate"), Path.of("key"), Optional.empty());

    assertThat(access(Map.of()).over(Optional.of(tls)).serves(InetAddress.getByName("192.0.2.7")))
        .isTrue();
  }

  @Test
  void shouldRefuseTheNameOfAnotherInTheRequestLine() throws Exception {
    start(Map.of());

    assertThat(ask("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example"))
        .startsWith("HTTP/1.1 421");
    assertThat(ask("GET http://evil.example/ HTTP/1.1\r\nHost: localhost"))
        .doesNotStartWith("HTTP/1.1 2");
  }

  @Test
  void shouldAnswerToTheNamesThatAreSetAndStillToThoseItIsReachedBy() throws Exception {
    start(Map.of("query.http.hosts", "api.example, API2.example"), "node-1.internal");

    assertThat(ask("GET / HTTP/1.1\r\nHost: api.example")).startsWith("HTTP/1.1 200");
    assertThat(ask("GET / HTTP/1.1\r\nHost: api2.example")).startsWith("HTTP/1.1 200");
    assertThat(ask("GET / HTTP/1.1\r\nHost: node-1.internal")).startsWith("HTTP/1.1 200");
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 421");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.example:80", "http://api.example", "*", "a b", "a,,b"})
  void shouldRefuseNamesThatAreNone(String hosts) {
    assertThatThrownBy(() -> access(Map.of("query.http.hosts", hosts)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected host names without a port");
  }

  @Test
  void shouldRefuseProxiesThatAreNoAddresses() {
    assertThatThrownBy(() -> access(Map.of("query.http.proxies", "127.0.0.1,proxy")))
        .hasMessage("query.http.proxies is proxy, expected IP addresses, comma-separated");
  }

  @ParameterizedTest
  @CsvSource({
    "'X-Forwarded-For: 9.9.9.9', 9.9.9.9",
    "'X-Forwarded-For: 1.1.1.1, 9.9.9.9', 9.9.9.9",
    "'X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 9.9.9.9', 9.9.9.9",
    "'X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2, 9.9.9.9:4711', 9.9.9.9",
    "'Forwarded: for=1.1.1.1\r\nForwarded: for=2.2.2.2, proto=http;For=\"[2001:db8::1]:4711\"',"
        + " 2001:db8:0:0:0:0:0:1",
    "'X-Forwarded-For: 9.9.9.9\r\nForwarded: for=9.9.9.9', 9.9.9.9",
    "'X-Forwarded-For: 1.1.1.1\r\nForwarded: for=9.9.9.9', 127.0.0.1",
    "'X-Forwarded-For: unknown', 127.0.0.1",
    "'X-Real-IP: 1.1.1.1', 127.0.0.1",
    "'X-Forwarded-For:', 127.0.0.1"
  })
  void shouldTakeANamedProxysLastWordOnTheClient(String headers, String client) throws Exception {
    start(Map.of("query.http.proxies", "10.0.0.1, 127.0.0.1"));

    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\n" + headers)).endsWith("from " + client);
  }

  @Test
  void shouldTakeNobodyElsesWordOnTheClient() throws Exception {
    start(Map.of("query.http.proxies", "10.0.0.1"));

    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 9.9.9.9"))
        .endsWith("from 127.0.0.1");
  }

  @Test
  void shouldLetOneAddressHoldOnlySoManyConnections() throws Exception {
    start(Map.of("query.http.connections", "2"));
    try (RawHttp first = held();
        RawHttp second = held();
        RawHttp third = new RawHttp(http.port());
        RawHttp other = new RawHttp(http.port(), 2)) {
      assertThat(third.answer()).isEmpty();
      assertThat(refusedFor("connections")).isEqualTo(1);
      assertThat(other.send(GOOD).answer()).startsWith("HTTP/1.1 200");
      assertThat(first.send(GOOD).answer()).startsWith("HTTP/1.1 200");
      assertThat(second.send(GOOD).answer()).startsWith("HTTP/1.1 200");
    }
    assertThat(answeredInTheEnd()).isTrue();
  }

  /** A connection that ended gives its place back, if not at the instant that its end is seen. */
  private boolean answeredInTheEnd() throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      try (RawHttp again = new RawHttp(http.port())) {
        if (again.send(GOOD).answer().startsWith("HTTP/1.1 200")) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void shouldCountNoConnectionsOfAProxy() throws Exception {
    start(Map.of("query.http.connections", "1", "query.http.proxies", "127.0.0.1"));
    try (RawHttp first = held();
        RawHttp second = held()) {
      assertThat(second.send(GOOD).answer()).startsWith("HTTP/1.1 200");
      assertThat(first.send(GOOD).answer()).startsWith("HTTP/1.1 200");
    }
  }

  /** A connection that the server has answered on and keeps. */
  private RawHttp held() throws Exception {
    RawHttp raw = new RawHttp(http.port());
    raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").answerUpTo("from 127.0.0.1");
    return raw;
  }

  private static final String GOOD =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private static HttpAccess access(Map<String, String> settings, String... own) {
    return HttpAccess.read(Settings.of(settings), "query", own);
  }

  private void start(Map<String, String> settings, String... own) {
    http =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            access(settings, own),
            meters,
            config ->
                config.routes.get(
                    "/", context -> context.result("from " + ServiceHttp.client(context))));
  }

  private String ask(String begin) throws Exception {
    try (RawHttp raw = new RawHttp(http.port())) {
      return raw.send(begin + "\r\nConnection: close\r\n\r\n").answer();
    }
  }

  private double refusedFor(String reason) {
    return meters.get("renewals.http.refused").tag("reason", reason).counter().count();
  }
}

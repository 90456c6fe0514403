package renewals.notifier.senders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.secrets.ReloadedSecrets;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

class WebhookSenderTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration IMPATIENT = Duration.ofMillis(500);

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(command -> Thread.ofVirtual().start(command));
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void shouldPostWhatTheReceiverCanVerify() throws Exception {
    answer(204, Map.of());
    SendResult result = sender(true).send(due("/hook"));

    assertThat(result).isEqualTo(SendResult.delivered());
    assertThat(bodies).containsExactly("{\"type\":\"renewal.activated\",\"text\":\"已可使用\"}");
    assertThat(headers.get(0).get("Webhook-id")).containsExactly("R1/1/ACTIVATED/WEBHOOK");
    assertThat(headers.get(0).get("Content-type"))
        .first()
        .asString()
        .startsWith("application/json");
    assertThatCode(() -> new Webhook(SECRET).verify(bodies.get(0), lowerCase(headers.get(0))))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldKeepTheIdAndTakeAFreshTimestampAtEachTry() {
    answer(200, Map.of());
    Instant first = Instant.parse("2026-03-02T02:00:00Z");
    new WebhookSender(settings(true), ServiceClock.of(Clock.fixed(first, ZoneOffset.UTC)))
        .send(due("/hook"));
    new WebhookSender(
            settings(true), ServiceClock.of(Clock.fixed(first.plusSeconds(300), ZoneOffset.UTC)))
        .send(due("/hook"));

    assertThat(headers.get(0).get("Webhook-id")).isEqualTo(headers.get(1).get("Webhook-id"));
    assertThat(headers.get(0).get("Webhook-timestamp")).containsExactly("1772416800");
    assertThat(headers.get(1).get("Webhook-timestamp")).containsExactly("1772417100");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 500, 503})
  void shouldFailForNowOnOtherAnswers(int status) {
    answer(status, Map.of());
    SendResult result = sender(true).send(due("/hook"));
    assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(result.reason()).startsWith("HTTP_" + status);
    assertThat(result.notBefore()).isNull();
  }

  @Test
  void shouldPassOnWhenTheReceiverWantsToBeTriedAgain() {
    answer(429, Map.of("Retry-After", "120"));
    Instant now = Instant.parse("2026-03-02T02:00:00Z");
    SendResult result =
        new WebhookSender(settings(true), ServiceClock.of(Clock.fixed(now, ZoneOffset.UTC)))
            .send(due("/hook"));
    assertThat(result.notBefore()).isEqualTo(now.plusSeconds(120));
  }

  @Test
  void shouldRefuseWhatIsGone() {
    answer(410, Map.of());
    assertThat(sender(true).send(due("/hook")).outcome()).isEqualTo(SendOutcome.REFUSED);
  }

  @Test
  void shouldNotFollowRedirects() {
    answer(302, Map.of("Location", "/elsewhere"));
    SendResult result = sender(true).send(due("/hook"));
    assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void shouldTimeOutOnAReceiverThatDoesNotAnswer() {
    server.createContext(
        "/hook",
        exchange -> {
          awaitRelease();
          exchange.close();
        });
    SendResult result =
        new WebhookSender(settings(true, IMPATIENT), ServiceClock.of(Clock.systemUTC()))
            .send(due("/hook"));
    assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(result.reason()).startsWith("TIMEOUT");
  }

  @Test
  void shouldNotWaitForABodyThatNeverEnds() {
    server.createContext(
        "/hook",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          awaitRelease();
        });
    assertThat(sender(true).send(due("/hook"))).isEqualTo(SendResult.delivered());
  }

  @Test
  void shouldFailForNowWhenNobodyListens() {
    int port = server.getAddress().getPort();
    server.stop(0);
    NoticeDue due = due("/hook");
    due.setTarget("http://127.0.0.1:" + port + "/hook");
    SendResult result = sender(true).send(due);
    assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(result.reason()).startsWith("CONNECTION").doesNotContain("127.0.0.1");
  }

  @Test
  void shouldNotTryAHostThatGaveNoAnswerFiveTimesInARow() {
    int port = server.getAddress().getPort();
    server.stop(0);
    NoticeDue due = due("/hook");
    due.setTarget("http://127.0.0.1:" + port + "/hook");
    WebhookSender sender = sender(true);
    for (int i = 0; i < 5; i++) {
      assertThat(sender.send(due).outcome()).isEqualTo(SendOutcome.FAILED);
    }

    SendResult result = sender.send(due);

    assertThat(result.outcome()).isEqualTo(SendOutcome.DEFERRED);
    assertThat(result.reason()).startsWith("HOST_PAUSED").doesNotContain("127.0.0.1");
    assertThat(sender.pausedHosts()).isEqualTo(1);
  }

  @Test
  void shouldTryAHostThatGaveAnotherMerchantNoAnswer() {
    int port = server.getAddress().getPort();
    server.stop(0);
    NoticeDue due = due("/hook");
    due.setTarget("http://127.0.0.1:" + port + "/hook");
    NoticeDue ofAnother = due("/hook");
    ofAnother.setTarget("http://127.0.0.1:" + port + "/other");
    ofAnother.setMerchantId("M-1003");
    WebhookSender sender = sender(true);
    for (int i = 0; i < 5; i++) {
      sender.send(ofAnother);
    }

    assertThat(sender.send(ofAnother).outcome()).isEqualTo(SendOutcome.DEFERRED);
    assertThat(sender.send(due).outcome()).isEqualTo(SendOutcome.FAILED);
  }

  @Test
  void shouldTryAHostAsLongAsItAnswersWhateverItSays() {
    answer(500, Map.of());
    WebhookSender sender = sender(true);
    for (int i = 0; i < 20; i++) {
      assertThat(sender.send(due("/hook")).outcome()).isEqualTo(SendOutcome.FAILED);
    }
    assertThat(sender.pausedHosts()).isZero();
  }

  @Test
  void shouldRefuseHttpWhereItIsNotAllowed() {
    answer(204, Map.of());
    assertThat(sender(false).send(due("/hook")).reason()).startsWith("URL_REFUSED");
    assertThat(bodies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"})
  void shouldRefuseWhatIsNotOnThePublicInternet(String host) {
    answer(204, Map.of());
    NoticeDue due = due("/hook");
    due.setTarget("http://" + host + ":" + server.getAddress().getPort() + "/hook");
    SendResult result = publicOnly(InetAddress::getAllByName).send(due);

    assertThat(result.outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(result.reason())
        .isEqualTo("URL_REFUSED: the host is not on the public internet")
        .doesNotContain(host);
    assertThat(bodies).isEmpty();
  }

  @Test
  void shouldFailForNowWhenTheHostHasNoAddress() {
    SendResult result =
        publicOnly(
                host -> {
                  throw new UnknownHostException(host);
                })
            .send(due("/hook"));
    assertThat(result).isEqualTo(SendResult.failed("CONNECTION: UnknownHostException"));
  }

  @Test
  void shouldTimeOutOnAHostThatIsNeverFound() {
    SendResult result =
        publicOnly(
                IMPATIENT,
                host -> {
                  awaitRelease();
                  return new InetAddress[0];
                })
            .send(due("/hook"));
    assertThat(result.reason()).startsWith("TIMEOUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.com/", "file:///etc/passwd", "not a url", "http:relative"})
  void shouldRefuseWhatIsNoWebAddress(String url) {
    NoticeDue due = due("/hook");
    due.setTarget(url);
    assertThat(sender(true).send(due).outcome()).isEqualTo(SendOutcome.REFUSED);
  }

  @Test
  void shouldRefuseWithoutASecret() {
    NoticeDue unnamed = due("/hook");
    unnamed.setSecretRef(null);
    NoticeDue unknown = due("/hook");
    unknown.setSecretRef("other");
    assertThat(sender(true).send(unnamed).reason()).startsWith("NO_SECRET");
    assertThat(sender(true).send(unknown).reason()).startsWith("NO_SECRET").contains("other");
  }

  @Test
  void shouldSignNothingWithASecretOfAnotherMerchant() {
    answer(204, Map.of());
    NoticeDue foreign = due("/hook");
    foreign.setMerchantId("M-2002");

    SendResult result = sender(true).send(foreign);

    assertThat(result.outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(result.reason()).startsWith("FOREIGN_SECRET").contains("wang");
    assertThat(bodies).isEmpty();
  }

  @Test
  void shouldShareHostAndAddressWhateverPortOrSpellingOrSubnetTheUrlHas() {
    WebhookSender sender =
        publicOnly(host -> new InetAddress[] {InetAddress.getByName("2001:db8::" + host.length())});
    NoticeDue one = due("/hook");
    one.setTarget("http://A.example:8080/hook");
    NoticeDue other = due("/other");
    other.setTarget("http://a.example/");
    NoticeDue longer = due("/other");
    longer.setTarget("http://abc.example/");

    assertThat(sender.isLocated(one)).isFalse();
    sender.locate(one);
    sender.locate(longer);

    assertThat(sender.isLocated(other)).isTrue();
    assertThat(sender.keysOf(one))
        .isEqualTo(sender.keysOf(other))
        .contains(new KeyedExecutor.Key("merchant/M-1001", true))
        .contains(new KeyedExecutor.Key("host/a.example", true));
    assertThat(sender.keysOf(longer).getLast())
        .isEqualTo(sender.keysOf(one).getLast())
        .extracting(KeyedExecutor.Key::adapts)
        .isEqualTo(false);
  }

  private void answer(int status, Map<String, String> extra) {
    server.createContext("/hook", exchange -> record(exchange, status, extra));
  }

  private void record(HttpExchange exchange, int status, Map<String, String> extra)
      throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    extra.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    Map<String, List<String>> lower = new java.util.HashMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), values));
    return lower;
  }

  private static WebhookSender sender(boolean allowHttp) {
    return new WebhookSender(settings(allowHttp), ServiceClock.of(Clock.systemUTC()));
  }

  private static WebhookSender publicOnly(Destinations.Resolver resolver) {
    return publicOnly(PATIENT, resolver);
  }

  private static WebhookSender publicOnly(Duration timeout, Destinations.Resolver resolver) {
    WebhookSettings settings = new WebhookSettings(secrets(), true, false, timeout);
    return new WebhookSender(settings, ServiceClock.of(Clock.systemUTC()), resolver);
  }

  private static ReloadedSecrets<Webhook> secrets() {
    Settings settings =
        Settings.of(
            Map.of(
                "notifier.webhook.secrets.wang",
                SECRET,
                "notifier.webhook.merchants.wang",
                "M-1001,M-1003"));
    return new ReloadedSecrets<>(() -> WebhookSecrets.of(settings), System::nanoTime);
  }

  private static WebhookSettings settings(boolean allowHttp) {
    return settings(allowHttp, PATIENT);
  }

  private static WebhookSettings settings(boolean allowHttp, Duration timeout) {
    return new WebhookSettings(secrets(), allowHttp, true, timeout);
  }

  private NoticeDue due(String path) {
    return NoticeDue.newBuilder()
        .setNoticeId("R1/1/ACTIVATED/WEBHOOK")
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(NoticeChannel.WEBHOOK)
        .setAttempt(1)
        .setTarget("http://127.0.0.1:" + server.getAddress().getPort() + path)
        .setSecretRef("wang")
        .setSubject("")
        .setBody("{\"type\":\"renewal.activated\",\"text\":\"已可使用\"}")
        .setAt(Instant.EPOCH)
        .build();
  }
}

package renewals.producer.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.access.Channels.NOW;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.client.Acknowledgement;
import renewals.kit.http.HttpAccess;
import renewals.parties.model.Limits;
import renewals.parties.model.Parties;
import renewals.producer.access.RawClient.Answer;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;
import renewals.v1.PaymentEvent;

class PartyGateTest {

  private static final AtomicInteger NONCES = new AtomicInteger();

  private Intakes intake = new Intakes(1000);
  private RawClient client = new RawClient(intake.http.port());

  @AfterEach
  void stop() throws IOException {
    client.close();
    intake.close();
  }

  @Test
  void shouldTakeWhatAPartySignedWithEd25519() throws Exception {
    assertThat(client.send(signed(payment("lakala-app"))).status()).isEqualTo(202);
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  @Test
  void shouldTakeWhatAPartySignedWithHmac() throws Exception {
    RawRequest request =
        Signing.sign(
            post("/v1/payments", payment("bank-east")),
            Signing.USUAL,
            Signing.params(NOW.getEpochSecond(), "bank-hmac", nonce()),
            Signing.hmac(Channels.BANK_SECRET));

    assertThat(client.send(request).status()).isEqualTo(202);
  }

  @Test
  void shouldTakeATokenOnThisMachine() throws Exception {
    assertThat(client.send(withToken(Channels.TOKEN)).status()).isEqualTo(202);
  }

  @Test
  void shouldRefuseATokenThatAProxyOfNobodyPassedOn() throws Exception {
    RawRequest request = withToken(Channels.TOKEN).with("X-Forwarded-For", "192.0.2.7");

    assertThat(client.send(request).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void shouldTakeATokenThroughANamedProxyOnlyOfATlsConnection(String proto) throws Exception {
    restart(new HttpAccess(Set.of(), Set.of("127.0.0.1"), 100, Optional.empty()));
    RawRequest request =
        withToken(Channels.TOKEN)
            .with("X-Forwarded-For", "192.0.2.7")
            .with("X-Forwarded-Proto", proto);

    assertThat(client.send(request).status()).isEqualTo(proto.equals("https") ? 202 : 401);
  }

  @Test
  void shouldAskForACredential() throws Exception {
    Answer answer = client.send(post("/v1/payments", payment("lakala-app")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.fields())
        .containsEntry("content-type", "application/problem+json")
        .containsKey("www-authenticate");
  }

  @Test
  void shouldNotTellAStrangerWhatIsWrongWithHisSignature() throws Exception {
    String unknownKey = client.send(signedAs("nobody", payment("lakala-app"))).body();
    String otherKey = client.send(signedAs("bank-hmac", payment("lakala-app"))).body();

    assertThat(unknownKey).isEqualTo(otherKey);
  }

  @Test
  void shouldTellWhoHoldsTheKeyThatItEnded() throws Exception {
    RawRequest request =
        Signing.sign(
            post("/v1/payments", payment("lakala-app")),
            Signing.USUAL,
            Signing.params(NOW.getEpochSecond(), "lakala-ended", nonce()),
            Signing.ed25519(Channels.ENDED.getPrivate()));

    Answer answer = client.send(request);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("key lakala-ended ended at 2026-03-02T02:00:00Z");
  }

  @Test
  void shouldRefuseTheSameSignatureAgain() throws Exception {
    RawRequest request = signed(payment("lakala-app"));
    client.send(request);

    Answer answer = client.send(request);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("nonce was used before");
  }

  @Test
  void shouldNotUseUpTheNonceOfARequestWhoseBodyWasExchanged() throws Exception {
    RawRequest request = signed(payment("lakala-app"));
    byte[] good = request.body;
    request.body = EventJson.write(payment("lakala-pos")).getBytes(UTF_8);
    client.send(request);
    request.body = good;

    assertThat(client.send(request).status()).isEqualTo(202);
  }

  @Test
  void shouldSayWhatThePartyMayOfAForeignClaim() throws Exception {
    Answer answer = client.send(signed(payment("b")));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("channelId is \\\"b\\\", lakala may speak for lakala-app, lakala-pos");
    assertThat(intake.publisher.taken()).isEmpty();
  }

  @Test
  void shouldCountRefusalsByReasonAndParty() throws Exception {
    client.send(signed(payment("b")));

    assertThat(intake.metrics.scrape())
        .contains("renewals_intake_refusals_total{party=\"lakala\",reason=\"claim\"} 1.0");
  }

  @Test
  void shouldAnswer429WithATimeBeyondTheLimitOfAParty() throws Exception {
    intake.parties = Channels.with(new Limits(1, 2, 4));
    client.send(signed(payment("lakala-app")));
    client.send(signed(payment("lakala-app")));

    Answer answer = client.send(signed(payment("lakala-app")));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.fields().get("retry-after"))).isPositive();
  }

  @Test
  void shouldAnswer429WhereAPartyHasItsRequestsUnderWay() throws Exception {
    intake.parties = Channels.with(new Limits(100, 100, 1));
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Acknowledgement> acknowledged = new CompletableFuture<>();
    intake.publisher.answerWith(
        event -> {
          begun.countDown();
          return acknowledged;
        });
    RawRequest first = signed(payment("lakala-app"));
    try (RawClient other = new RawClient(intake.http.port());
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> answer = thread.submit(() -> other.send(first));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(client.send(signed(payment("lakala-app"))).status()).isEqualTo(429);
      assertThat(intake.metrics.scrape())
          .contains("renewals_intake_refusals_total{party=\"lakala\",reason=\"connections\"} 1.0");
      acknowledged.complete(intake.publisher.acknowledge(payment("lakala-app")));
      assertThat(answer.get().status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void shouldTakeTheSchemeThatANamedProxySays(String proto) throws Exception {
    restart(new HttpAccess(Set.of("intake.example"), Set.of("127.0.0.1"), 100, Optional.empty()));
    RawRequest request =
        post("/v1/payments", payment("lakala-app"))
            .set("Host", proto.equals("https") ? "intake.example:443" : "intake.example:80")
            .with("X-Forwarded-For", "192.0.2.7")
            .with("X-Forwarded-Proto", proto);
    List<String> components = new ArrayList<>(Signing.USUAL);
    components.addAll(List.of("@scheme", "@target-uri", "@authority"));
    RawRequest signed =
        Signing.sign(
            request,
            components,
            Signing.params(NOW.getEpochSecond(), "lakala-ed", nonce()),
            Signing.ed25519(Channels.LAKALA.getPrivate()),
            Map.of(
                "@scheme",
                proto,
                "@target-uri",
                proto + "://intake.example/v1/payments",
                "@authority",
                "intake.example"));

    assertThat(client.send(signed).status()).isEqualTo(202);
  }

  @Test
  void shouldAnswer429ToAnAddressWhoseTriesFailTooOften() throws Exception {
    stop();
    intake = new Intakes(1);
    client = new RawClient(intake.http.port());
    RawRequest bad = withToken("lakala-token.guess");
    int failed = 0;
    int status = client.send(bad).status();
    while (status == 401 && failed < 1_000) {
      failed++;
      status = client.send(bad).status();
    }

    assertThat(status).isEqualTo(429);
    assertThat(failed).as("ten at once, and one a second").isGreaterThanOrEqualTo(10);
  }

  @Test
  void shouldTakeAStreamByTokenLineByLine() throws Exception {
    RawRequest request = withToken(Channels.TOKEN);
    request.target = "/v1/events";
    request.set("Content-Type", "application/x-ndjson");
    request.body = (line("lakala-app") + line("b") + line("lakala-pos")).getBytes(UTF_8);

    Answer answer = client.send(request);

    assertThat(answer.body().lines().map(line -> line.replaceAll(".*\"status\":(\\d+).*", "$1")))
        .containsExactly("202", "403", "202");
  }

  @Test
  void shouldTakeLinesThatAreSignedAsAWhole() throws Exception {
    assertThat(client.send(signedLines()).body().lines())
        .hasSize(2)
        .allMatch(l -> l.contains("202"));
  }

  @Test
  void shouldTakeNoLineOfABodyThatIsNotTheSignedOne() throws Exception {
    RawRequest request = signedLines();
    request.body = (line("lakala-app") + line("lakala-app") + line("lakala-app")).getBytes(UTF_8);

    assertThat(client.send(request).status()).isEqualTo(401);
    assertThat(intake.publisher.taken()).isEmpty();
  }

  @Test
  void shouldRefuseASignedBodyOfMoreThan8Mebibytes() throws Exception {
    RawRequest request = post("/v1/events", payment("lakala-app"));
    request.set("Content-Type", "application/x-ndjson");
    request.body = new byte[8 * 1024 * 1024 + 1];
    request.set("Content-Digest", Signing.digest("sha-256", "SHA-256", request.body));

    assertThat(client.send(sign(request)).status()).isEqualTo(413);
  }

  @Test
  void shouldTakeNothingMoreOfAStreamWhoseKeyIsGone() throws Exception {
    intake.publisher.answerWith(
        event -> {
          var where = intake.publisher.acknowledge(event);
          intake.parties = Parties.NONE;
          return CompletableFuture.completedFuture(where);
        });
    RawRequest request = withToken(Channels.TOKEN);
    request.target = "/v1/events";
    request.set("Content-Type", "application/x-ndjson");
    request.body = (line("lakala-app") + line("lakala-app")).getBytes(UTF_8);

    assertThat(client.send(request).body()).contains("\"status\":202").contains("\"status\":403");
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  private void restart(HttpAccess access) throws IOException {
    stop();
    intake = new Intakes(1000, access, Clock.fixed(NOW, ZoneOffset.UTC));
    client = new RawClient(intake.http.port());
  }

  private static RawRequest signedLines() {
    RawRequest request = post("/v1/events", payment("lakala-app"));
    request.set("Content-Type", "application/x-ndjson");
    request.body = (line("lakala-app") + line("lakala-pos")).getBytes(UTF_8);
    request.set("Content-Digest", Signing.digest("sha-256", "SHA-256", request.body));
    return sign(request);
  }

  private static String line(String channelId) {
    return EventJson.write(payment(channelId)) + "\n";
  }

  private static RawRequest withToken(String token) {
    return post("/v1/payments", payment("lakala-app")).with("Authorization", "Bearer " + token);
  }

  private static RawRequest signed(PaymentEvent payment) {
    return sign(post("/v1/payments", payment));
  }

  private static RawRequest sign(RawRequest request) {
    return Signing.sign(
        request,
        Signing.USUAL,
        Signing.params(NOW.getEpochSecond(), "lakala-ed", nonce()),
        Signing.ed25519(Channels.LAKALA.getPrivate()));
  }

  private static RawRequest signedAs(String keyId, PaymentEvent payment) {
    return Signing.sign(
        post("/v1/payments", payment),
        List.of("@method", "@path", "content-digest"),
        Signing.params(NOW.getEpochSecond(), keyId, nonce()),
        Signing.ed25519(Channels.LAKALA.getPrivate()));
  }

  private static RawRequest post(String path, PaymentEvent payment) {
    byte[] body = EventJson.write(payment).getBytes(UTF_8);
    return new RawRequest("POST", path, body)
        .with("Host", "127.0.0.1")
        .with("Content-Type", "application/json")
        .with("Content-Digest", Signing.digest("sha-256", "SHA-256", body));
  }

  private static PaymentEvent payment(String channelId) {
    PaymentEvent payment = Samples.payment("P" + NONCES.incrementAndGet());
    payment.setChannelId(channelId);
    return payment;
  }

  private static String nonce() {
    return "nonce-%012d".formatted(NONCES.incrementAndGet());
  }
}

package renewals.producer.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.access.Channels.NOW;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.tls.HttpTls;
import renewals.schemas.json.EventJson;
import renewals.testing.Authority;
import renewals.testing.Samples;
import renewals.v1.PaymentEvent;

/** What a signature covers is the same of a request in either version of HTTP. */
class SignedOverTlsTest {

  private static final List<String> ALL =
      List.of("@method", "@path", "@query", "@authority", "content-digest", "content-type");

  private static Authority authority;

  private Intakes intake;

  @BeforeAll
  static void makeCertificates(@TempDir Path made) throws Exception {
    authority = Authority.in(made, "servers").sign("intake", "ip:127.0.0.1");
  }

  @BeforeEach
  void start() throws Exception {
    HttpTls tls =
        new HttpTls(authority.certificateOf("intake"), authority.keyOf("intake"), Optional.empty());
    intake =
        new Intakes(
            1000,
            HttpAccess.usual("127.0.0.1").over(Optional.of(tls)),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void shouldTakeWhatIsSignedWithAllThatARequestSays(Version version) throws Exception {
    HttpResponse<String> answer = send(version, signed("/v1/payments"), "/v1/payments");

    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void shouldRefuseWhatWasSignedForAnotherQueryOrHost(Version version) throws Exception {
    assertThat(send(version, signed("/v1/payments"), "/v1/payments?dryRun").statusCode())
        .isEqualTo(401);
    RawRequest elsewhere = sign(request("/v1/payments", "elsewhere.example"));
    assertThat(send(version, elsewhere, "/v1/payments").statusCode()).isEqualTo(401);
  }

  private RawRequest signed(String target) {
    return sign(request(target, "127.0.0.1:" + intake.http.port()));
  }

  private static RawRequest request(String target, String host) {
    byte[] body = EventJson.write(payment()).getBytes(UTF_8);
    return new RawRequest("POST", target, body)
        .with("Host", host)
        .with("Content-Type", "application/json")
        .with("Content-Digest", Signing.digest("sha-256", "SHA-256", body));
  }

  private static PaymentEvent payment() {
    PaymentEvent payment = Samples.payment("P1");
    payment.setChannelId("lakala-app");
    return payment;
  }

  private static RawRequest sign(RawRequest request) {
    return Signing.sign(
        request,
        ALL,
        Signing.params(NOW.getEpochSecond(), "lakala-ed", "nonce-" + System.nanoTime()),
        Signing.ed25519(Channels.LAKALA.getPrivate()));
  }

  private HttpResponse<String> send(Version version, RawRequest signed, String target)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:%d%s".formatted(intake.http.port(), target)))
            .POST(BodyPublishers.ofByteArray(signed.body));
    signed.fields.stream()
        .filter(field -> !field[0].equals("Host"))
        .forEach(field -> request.header(field[0], field[1]));
    try (HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(authority.client()).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}

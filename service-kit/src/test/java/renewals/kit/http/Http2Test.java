package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class Http2Test {

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
    http = serve(HttpAccess.usual().over(Optional.of(server.servedFrom(folder))));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void shouldSpeakWhatTheClientSpeaks(Version version) throws Exception {
    try (HttpClient client = client(version, server)) {
      assertThat(ask(client, "https").version()).isEqualTo(version);
    }
  }

  @Test
  void shouldSpeakHttp11InTheClear() throws Exception {
    try (ServiceHttp clear = serve(HttpAccess.usual());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(clear.port())))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).version())
          .isEqualTo(Version.HTTP_1_1);
      try (RawHttp raw = new RawHttp(clear.port())) {
        assertThat(raw.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").answer()).startsWith("HTTP/1.1 4");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void shouldSayTheSameOfARequestInEitherVersion(Version version) throws Exception {
    try (HttpClient client = client(version, server)) {
      String port = ":" + http.port();
      assertThat(ask(client, "https").body())
          .isEqualTo("127.0.0.1%s 127.0.0.1 %d https true".formatted(port, http.port()));
    }
  }

  @Test
  void shouldRefuseTheNamesOfOthers() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      Http2Peer.Answer answer = peer.get("evil.example", "/", HttpFields.EMPTY).answer();
      assertThat(answer.status()).isEqualTo(421);
      assertThat(answer.body()).contains("\"status\":421");
    }
    assertThat(refused("host")).isEqualTo(1);
  }

  @Test
  void shouldRefuseTwoNamesThatDiffer() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      HttpFields other = HttpFields.build().put("Host", "127.0.0.1");
      assertThat(peer.get("localhost", "/", other).answer().status()).isEqualTo(400);
      HttpFields evil = HttpFields.build().put("Host", "evil.example");
      assertThat(peer.get("localhost", "/", evil).answer().status()).isEqualTo(400);
    }
  }

  @Test
  void shouldTakeTheSameNameTwice() throws Exception {
    try (Http2Peer peer = new Http2Peer(http.port())) {
      HttpFields same = HttpFields.build().put("Host", "localhost");
      assertThat(peer.get("localhost", "/", same).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldShowACertificateThatWasExchangedAndKeepConnectionsThatStand() throws Exception {
    TestCertificate next = TestCertificate.of(folder, "next", "ip:127.0.0.1");
    try (HttpClient standing = client(Version.HTTP_2, server);
        HttpClient coming = client(Version.HTTP_2, next)) {
      assertThat(ask(standing, "https").statusCode()).isEqualTo(200);
      next.write(folder.resolve("server.pem"), folder.resolve("server.key"));

      HttpResponse<String> answer = null;
      while (answer == null) {
        try {
          answer = ask(coming, "https");
        } catch (IOException e) {
          // the certificate of before
          LockSupport.parkNanos(20_000_000);
        }
      }
      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(ask(standing, "https").statusCode()).isEqualTo(200);
    }
  }

  private ServiceHttp serve(HttpAccess access) {
    return ServiceHttp.startBare(
        "127.0.0.1",
        0,
        access,
        meters,
        config ->
            config.routes.get(
                "/",
                context ->
                    context.result(
                        "%s %s %d %s %s"
                            .formatted(
                                context.host(),
                                context.req().getServerName(),
                                context.req().getServerPort(),
                                context.scheme(),
                                ServiceHttp.arrival(context).confidential()))));
  }

  private HttpClient client(Version version, TestCertificate believed) throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(server.clientThatTrusts(believed))
        .build();
  }

  private HttpResponse<String> ask(HttpClient client, String scheme) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d/".formatted(scheme, http.port())))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private double refused(String reason) {
    return meters.get("renewals.http.refused").tag("reason", reason).counter().count();
  }
}

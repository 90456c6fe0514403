package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.tls.HttpTls;
import renewals.kit.http.tls.TlsContext;

class HttpTlsTest {

  private static TestCertificate server;
  private static TestCertificate client;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates(@TempDir Path made) throws Exception {
    server = TestCertificate.of(made, "server", "ip:127.0.0.1");
    client = TestCertificate.of(made, "client", "dns:carrier.example");
  }

  @BeforeEach
  void writeCertificates() throws Exception {
    server.write(file("server.pem"), file("server.key"));
    client.write(file("client.pem"), file("client.key"));
  }

  @Test
  void shouldAnswerOverTlsAndKnowThatNobodyReads() throws Exception {
    assertThat(ask(tls(Optional.empty()))).isEqualTo("true 0");
  }

  @Test
  void shouldCountAConnectionOnceOfThoseThatAnAddressMayHold() throws Exception {
    HttpAccess one = new HttpAccess(Set.of(), Set.of(), 1, Optional.of(tls(Optional.empty())));

    assertThat(ask(one)).isEqualTo("true 0");
  }

  @Test
  void shouldShowTheCertificateOfAClientWhoseAuthorityIsBelieved() throws Exception {
    assertThat(ask(tls(Optional.of(file("client.pem"))))).isEqualTo("true 1");
  }

  @Test
  void shouldUseACertificateThatWasExchanged() throws Exception {
    try (TlsContext context = TlsContext.open(tls(Optional.empty()))) {
      client.write(file("server.pem"), file("server.key"));
      context.look();

      assertThat(context.factory().getKeyStore().getCertificate("server"))
          .isEqualTo(client.certificate());
    }
  }

  @Test
  void shouldKeepTheCertificateWhenTheFilesBreak() throws Exception {
    try (TlsContext context = TlsContext.open(tls(Optional.empty()))) {
      Files.writeString(file("server.pem"), "nothing");
      context.look();

      assertThat(context.state()).startsWith("the certificate before the last change is in use");
      assertThat(context.factory().getKeyStore().getCertificate("server"))
          .isEqualTo(server.certificate());
    }
  }

  @Test
  void shouldSayHowAKeyHasToBeWritten() throws Exception {
    Files.writeString(file("server.key"), "-----BEGIN RSA PRIVATE KEY-----\n");

    assertThatThrownBy(() -> TlsContext.open(tls(Optional.empty())))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void shouldDemandKeyAndCertificateTogether() {
    Settings settings =
        Settings.of(Map.of("producer.http.tls.certificate", file("server.pem").toString()));

    assertThatThrownBy(() -> HttpTls.read(settings, "producer"))
        .hasMessage("producer.http.tls.key is nothing, expected a PEM file, as TLS is asked for");
  }

  /** Whether the server took the connection for confidential, and how many certificates it saw. */
  private String ask(HttpTls tls) throws Exception {
    return ask(HttpAccess.usual("127.0.0.1").over(Optional.of(tls)));
  }

  private String ask(HttpAccess access) throws Exception {
    try (ServiceHttp http =
            ServiceHttp.startBare(
                "127.0.0.1",
                0,
                access,
                new SimpleMeterRegistry(),
                config ->
                    config.routes.get(
                        "/",
                        context -> {
                          Arrival arrival = ServiceHttp.arrival(context);
                          context.result(
                              arrival.confidential() + " " + arrival.certificates().size());
                        }));
        HttpClient asking =
            HttpClient.newBuilder().sslContext(client.clientThatTrusts(server)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d/".formatted(http.port())))
              .build();
      return asking.send(request, BodyHandlers.ofString()).body();
    }
  }

  private HttpTls tls(Optional<Path> clientCa) {
    return new HttpTls(file("server.pem"), file("server.key"), clientCa);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}

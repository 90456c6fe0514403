package renewals.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.testing.Authority;

/** Each of the portal's three servers over TLS, with a certificate of its own, and nothing else. */
class PortalTlsTest {

  private static final List<String> SERVERS = List.of("portal", "page", "ops");

  private static Authority authority;
  private static PortalService portal;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    authority = Authority.in(folder, "ours");
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
    settings.put("schema.registry.url", "http://127.0.0.1:1");
    settings.put("activation.url", "http://127.0.0.1:1");
    settings.put("ops.http.token", "the-token-that-operators-have-here");
    for (String server : SERVERS) {
      authority.sign(server, "ip:127.0.0.1");
      settings.put(server + ".http.host", "0.0.0.0");
      settings.put(server + ".http.port", "0");
      settings.put(server + ".http.tls.certificate", authority.certificateOf(server).toString());
      settings.put(server + ".http.tls.key", authority.keyOf(server).toString());
    }
    portal = PortalService.start(Settings.of(settings));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void shouldAnswerOverTlsWhoBelievesTheAuthority() throws Exception {
    try (HttpClient asking = HttpClient.newBuilder().sslContext(authority.client()).build()) {
      assertThat(status(asking, "https", portal.port(), "/health/live")).isEqualTo(200);
      assertThat(status(asking, "https", portal.pagePort(), "/")).isEqualTo(200);
      assertThat(status(asking, "https", portal.opsPort(), "/ops")).as("no token").isEqualTo(401);
    }
  }

  @Test
  void shouldAnswerNobodyInTheClear() {
    try (HttpClient asking = HttpClient.newHttpClient()) {
      for (int port : List.of(portal.port(), portal.pagePort(), portal.opsPort())) {
        assertThatThrownBy(() -> status(asking, "http", port, "/")).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void shouldSayInItsHealthThatTheCertificatesAreInUse() throws Exception {
    try (HttpClient asking = HttpClient.newBuilder().sslContext(authority.client()).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://127.0.0.1:%d/health/ready".formatted(portal.port())))
              .build();
      assertThat(asking.send(request, BodyHandlers.ofString()).body())
          .contains("\"tls\":\"ready\"", "\"page-tls\":\"ready\"", "\"ops-tls\":\"ready\"");
    }
  }

  private static int status(HttpClient client, String scheme, int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port, path)))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}

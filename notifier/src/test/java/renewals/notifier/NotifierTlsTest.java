package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.notifier.config.NotifierConfig;
import renewals.testing.Authority;

/** Health and metrics over TLS, where the settings have a certificate. */
class NotifierTlsTest {

  @TempDir private Path folder;

  @Test
  void shouldAnswerOverTlsOnlyOnceThereIsACertificate() throws Exception {
    Authority authority = Authority.in(folder, "ours").sign("notifier", "ip:127.0.0.1");
    NotifierConfig config =
        NotifierConfig.of(
            Settings.of(
                Map.of(
                    "notifier.http.host",
                    "0.0.0.0",
                    "notifier.http.port",
                    "0",
                    "notifier.http.tls.certificate",
                    authority.certificateOf("notifier").toString(),
                    "notifier.http.tls.key",
                    authority.keyOf("notifier").toString())));
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = new Health(meters);
    try (ServiceHttp http =
            ServiceHttp.start(
                config.httpHost(),
                config.httpPort(),
                config.httpAccess(),
                health,
                meters,
                routes -> {});
        HttpClient asking = HttpClient.newBuilder().sslContext(authority.client()).build();
        HttpClient stranger = HttpClient.newHttpClient()) {
      http.reportTls(health, "tls");
      String there = "://127.0.0.1:%d/health/ready".formatted(http.port());

      assertThat(get(asking, "https" + there)).contains("\"tls\":\"ready\"");
      assertThatThrownBy(() -> get(stranger, "https" + there))
          .as("who doesn't know the authority")
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(asking, "http" + there))
          .as("in the clear")
          .isInstanceOf(IOException.class);
    }
  }

  private static String get(HttpClient client, String url)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}

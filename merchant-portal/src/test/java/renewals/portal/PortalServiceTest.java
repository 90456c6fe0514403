package renewals.portal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.Settings;

/** The whole service, with nothing else there: its servers answer all the same. */
class PortalServiceTest {

  private static PortalService portal;

  @BeforeAll
  static void start() {
    portal =
        PortalService.start(
            Settings.of(
                Map.of(
                    "kafka.bootstrap.servers", "127.0.0.1:1",
                    "schema.registry.url", "http://127.0.0.1:1",
                    "activation.url", "http://127.0.0.1:1",
                    "portal.http.port", "0",
                    "page.http.port", "0",
                    "page.http.hosts", "pages.example",
                    "page.base.url", "https://renewals.example",
                    "ops.http.port", "0",
                    "ops.http.hosts", "ops.example")));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pages.example, 200",
    "renewals.example:443, 200",
    "127.0.0.1, 200",
    "localhost, 421",
    "ops.example, 421",
    "evil.example, 421"
  })
  void shouldShowPagesOnTheirOwnServerUnderTheirOwnNamesOnly(String host, int status)
      throws IOException {
    assertThat(status(portal.pagePort(), "/", host)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"ops.example, 200", "pages.example, 421", "evil.example, 421"})
  void shouldShowOperatorsTheirPageUnderItsOwnNamesOnly(String host, int status)
      throws IOException {
    assertThat(status(portal.opsPort(), "/ops", host)).isEqualTo(status);
  }

  @Test
  void shouldHaveNoPagesBesideHealthAndMetricsWhereTheyHaveAServerOfTheirOwn() throws IOException {
    assertThat(portal.pagePort()).isNotEqualTo(portal.port());
    assertThat(status(portal.port(), "/", "127.0.0.1")).isEqualTo(404);
  }

  /** The JDK's client sets Host itself. */
  private static int status(int port, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return Integer.parseInt(line.split(" ", 3)[1]);
    }
  }
}

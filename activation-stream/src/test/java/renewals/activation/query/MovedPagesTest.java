package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.http.ServiceHttp;

@Timeout(60)
class MovedPagesTest {

  private static HttpResponse<String> ask(MovedPages pages, String path) throws Exception {
    try (ServiceHttp server = ServiceHttp.startBare("127.0.0.1", 0, pages::routes);
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static Optional<String> location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location");
  }

  @Test
  void shouldLeadALinkToThePortalWithAllThatItCarries() throws Exception {
    MovedPages pages = new MovedPages(Optional.of("https://renewals.example.com"));

    HttpResponse<String> answer = ask(pages, "/r/R-1?t=abc.def&lang=en");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(location(answer)).contains("https://renewals.example.com/r/R-1?t=abc.def&lang=en");
    assertThat(location(ask(pages, "/"))).contains("https://renewals.example.com/");
  }

  @Test
  void shouldLeadToThePortalsUsualPortWhereNoAddressIsSet() throws Exception {
    assertThat(location(ask(new MovedPages(Optional.empty()), "/r/R-1/events?t=a")))
        .contains("http://127.0.0.1:8085/r/R-1/events?t=a");
  }

  @Test
  void shouldSayWhatToDoRatherThanLeadRoundAndRound() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      int port;
      try (ServiceHttp free = ServiceHttp.startBare("127.0.0.1", 0, config -> {})) {
        port = free.port();
      }
      String self = "http://127.0.0.1:" + port;
      MovedPages pages = new MovedPages(Optional.of(self));
      try (ServiceHttp server = ServiceHttp.startBare("127.0.0.1", port, pages::routes)) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(self + "/r/R-1")).build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.body()).contains("merchant-portal", self);
        assertThat(server.port()).isEqualTo(port);
      }
    }
  }
}

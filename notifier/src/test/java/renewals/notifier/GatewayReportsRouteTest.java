package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.kit.http.ServiceHttp;
import renewals.notifier.senders.sms.ReportToken;

class GatewayReportsRouteTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile GatewayReports.@Nullable Keeper keeper = this::keep;
  private ServiceHttp http;

  @BeforeEach
  void start() {
    GatewayReports route = new GatewayReports(Optional.of(new ReportToken(TOKEN)), () -> keeper);
    http = ServiceHttp.startBare("127.0.0.1", 0, route::addTo);
  }

  @AfterEach
  void stop() {
    client.close();
    http.close();
  }

  @Test
  void shouldAnswerAsTheGatewayWantsOnceReportsAreKept() throws Exception {
    HttpResponse<String> answer = post(TOKEN, "[1]");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("thanks");
    assertThat(kept).containsExactly("[1]");
  }

  @Test
  void shouldKnowNobodyWithAnotherToken() throws Exception {
    assertThat(post(TOKEN.replace('0', '1'), "[1]").statusCode()).isEqualTo(404);
    assertThat(post("x", "[1]").statusCode()).isEqualTo(404);
    assertThat(kept).isEmpty();
  }

  @Test
  void shouldSayWhatItCannotRead() throws Exception {
    assertThat(post(TOKEN, "no reports").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldRefuseWhatIsTooLargeAndKeepNothingOfIt() throws Exception {
    assertThat(post(TOKEN, "[" + " ".repeat(1 << 20)).statusCode()).isEqualTo(413);
    assertThat(kept).isEmpty();
  }

  @Test
  void shouldAskForThemAgainBeforeTheSendersBegan() throws Exception {
    keeper = null;

    HttpResponse<String> answer = post(TOKEN, "[1]");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("5");
  }

  private String keep(byte[] reports) throws IOException {
    String text = new String(reports, StandardCharsets.UTF_8);
    if (!text.startsWith("[")) {
      throw new IOException("no list");
    }
    kept.add(text);
    return "thanks";
  }

  private HttpResponse<String> post(String token, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/sms/reports/%s".formatted(http.port(), token));
    return client.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}

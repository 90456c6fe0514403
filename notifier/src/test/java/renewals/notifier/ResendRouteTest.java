package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.http.ServiceHttp;

class ResendRouteTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String WISH =
      "{\"noticeId\": \"R1/u3/SMS\", \"merchantId\": \"M-1\", \"actor\": \"li\"}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private ServiceHttp http = start(Optional.empty());

  @AfterEach
  void stop() {
    client.close();
    http.close();
  }

  private ServiceHttp start(Optional<String> token) {
    ResendRoute route =
        new ResendRoute(
            token,
            () ->
                new ResendRoute.Keeper() {
                  @Override
                  public void ask(String notice, String merchant, String actor) {
                    asked.add(notice + merchant + actor);
                  }

                  @Override
                  public void forget(String merchant, String actor) {
                    asked.add("forget " + merchant + actor);
                  }
                });
    return ServiceHttp.startBare("127.0.0.1", 0, route::addTo);
  }

  @Test
  void shouldKeepWhatAProgramOnThisMachineAsks() throws Exception {
    assertThat(post(WISH, "content-type", "application/json").statusCode()).isEqualTo(202);
    assertThat(asked).containsExactly("R1/u3/SMSM-1li");
  }

  @Test
  void shouldKeepThatAMerchantIsToBeForgotten() throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/v1/merchants/forget".formatted(http.port()));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"merchantId\": \"M-1\", \"actor\": \"li\"}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(asked).containsExactly("forget M-1li");
  }

  @Test
  void shouldRefuseWhatAPageInABrowserOrAProxySends() throws Exception {
    assertThat(post(WISH, "content-type", "text/plain").statusCode()).isEqualTo(401);
    assertThat(
            post(WISH, "content-type", "application/json", "x-forwarded-for", "10.0.0.1")
                .statusCode())
        .isEqualTo(401);
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldAskForTheTokenWhereOneIsSet() throws Exception {
    http.close();
    http = start(Optional.of(TOKEN));

    assertThat(post(WISH, "content-type", "application/json").statusCode()).isEqualTo(401);
    assertThat(post(WISH, "authorization", "Bearer " + TOKEN.replace('0', '1')).statusCode())
        .isEqualTo(401);
    assertThat(post(WISH, "authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"merchantId": "M-1", "actor": "li"}                       | noticeId
          {"noticeId": "R1/u3/SMS", "merchantId": "M 1", "actor": "li"} | merchantId
          {"noticeId": "R1/u3/SMS", "merchantId": "M-1", "actor": " "} | actor
          """)
  void shouldNameTheFieldThatIsNotExpected(String body, String field) throws Exception {
    HttpResponse<String> answer = post(body, "content-type", "application/json");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + field + "\"");
  }

  @Test
  void shouldRefuseWhatIsNoJson() throws Exception {
    assertThat(post("resend it", "content-type", "application/json").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldRefuseWhatIsTooLarge() throws Exception {
    String body = WISH + " ".repeat(4096);

    assertThat(post(body, "content-type", "application/json").statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(http.port(), ResendRoute.PATH));
    return client.send(
        HttpRequest.newBuilder(uri).headers(headers).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}

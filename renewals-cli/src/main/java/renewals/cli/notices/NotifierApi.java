package renewals.cli.notices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.kit.http.tls.ClientTrust;

/** Asks the notifier over HTTP. */
public final class NotifierApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
  private static final int ACCEPTED = 202;

  private final String url;
  private final Optional<String> token;
  private final Optional<SSLContext> trust;

  /** At {@code notifier.url}. */
  public NotifierApi(Settings settings) {
    this.url = settings.url("notifier.url", "http://127.0.0.1:8091");
    this.token = settings.text("notifier.http.token");
    this.trust = ClientTrust.read(settings, "notifier");
  }

  /**
   * Asks for a notice to be sent again.
   *
   * @throws CommandFailure the notifier refuses, or gave no answer
   */
  void resend(String noticeId, String merchantId, String actor) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("noticeId", noticeId).put("merchantId", merchantId).put("actor", actor);
    post("/v1/notices/resend", wish);
  }

  /**
   * Asks for a merchant to be forgotten.
   *
   * @throws CommandFailure the notifier refuses, or gave no answer
   */
  public void forget(String merchantId, String actor) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("merchantId", merchantId).put("actor", actor);
    post("/v1/merchants/forget", wish);
  }

  private void post(String path, ObjectNode wish) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(wish.toString()));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    HttpClient.Builder client = HttpClient.newBuilder();
    trust.ifPresent(client::sslContext);
    try (HttpClient http = client.build()) {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != ACCEPTED) {
        JsonNode said = JSON.readTree(response.body());
        throw new CommandFailure(
            "%s (%d)".formatted(said.path("detail").asText("no answer"), response.statusCode()));
      }
    } catch (IOException e) {
      throw new CommandFailure(CommandFailure.noAnswer(url, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while asking " + url, e);
    }
  }
}

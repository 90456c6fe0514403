package renewals.cli.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.tls.ClientTrust;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/** Asks activation-stream's HTTP API. */
public final class ActivationApi {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final String url;
  private final Optional<String> token;
  private final Optional<SSLContext> trust;

  public ActivationApi(Settings settings) {
    this.url = settings.url("activation.url", "http://127.0.0.1:8080");
    this.token = settings.text("activation.http.token");
    this.trust = ClientTrust.read(settings, "activation");
  }

  /**
   * What the API says of one thing.
   *
   * @param path such as {@code /v1/renewals}
   * @throws CommandFailure it does not know it, or gave no answer
   */
  public JsonNode get(String path, String id) {
    return ask(URI.create(url + path + "/" + encoded(id)), shown(id));
  }

  /**
   * Likewise; empty where it says that it doesn't know it.
   *
   * @throws CommandFailure it gave no answer
   */
  public Optional<JsonNode> known(String path, String id) {
    return known(URI.create(url + path + "/" + encoded(id)));
  }

  /**
   * What the API answers to a query.
   *
   * @param path such as {@code /v1/quotes}
   * @throws CommandFailure it refuses it, or gave no answer
   */
  public JsonNode find(String path, Map<String, String> parameters) {
    return ask(
        URI.create(
            parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&", url + path + "?", ""))),
        "this");
  }

  /**
   * How a card stands by the word of a carrier.
   *
   * @param carrierId empty for its latest renewal's
   */
  public CardAnswer card(String iccid, String carrierId) {
    String by = carrierId.isEmpty() ? "" : "?carrierId=" + encoded(carrierId);
    try {
      HttpResponse<byte[]> response = answer(URI.create(url + "/v1/cards/" + encoded(iccid) + by));
      return response.statusCode() == OK
          ? new CardAnswer.Known(typed(jsonOf(response), QueryResponses.Card.class))
          : saysUnknown(response) ? new CardAnswer.Unknown() : new CardAnswer.Unanswered();
    } catch (IOException | CommandFailure e) {
      return new CardAnswer.Unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CardAnswer.Unanswered();
    }
  }

  /** Whether it says for sure that there is no such thing; not where it gives no answer. */
  public boolean isUnknown(String path, String id) {
    try {
      return saysUnknown(answer(URI.create(url + path + "/" + encoded(id))));
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * An answer as the contract shapes it.
   *
   * @throws CommandFailure it isn't of that shape
   */
  public static <T> T typed(JsonNode answer, Class<T> shape) {
    if (!answer.isObject()) {
      throw new CommandFailure("the answer is not as the contract has it");
    }
    try {
      return JSON.treeToValue(answer, shape);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("the answer is not as the contract has it", e);
    }
  }

  private HttpClient client() {
    HttpClient.Builder client = HttpClient.newBuilder();
    trust.ifPresent(client::sslContext);
    return client.build();
  }

  /** The number of a card is shown to nobody whole. */
  private static String shown(String id) {
    return Iccid.parse(id).map(Iccid::masked).orElse(id);
  }

  private HttpResponse<byte[]> answer(URI uri) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try (HttpClient http = client()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static boolean saysUnknown(HttpResponse<byte[]> response) {
    return ProblemCode.UNKNOWN.isSaidBy(
        response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  private JsonNode ask(URI uri, String what) {
    return known(uri)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "nothing is known of %s; ./renewals find looks for what outputs name"
                        .formatted(what)));
  }

  private Optional<JsonNode> known(URI uri) {
    try {
      HttpResponse<byte[]> response = answer(uri);
      return saysUnknown(response) ? Optional.empty() : Optional.of(bodyOf(response));
    } catch (IOException e) {
      throw new CommandFailure(CommandFailure.noAnswer(url, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while asking " + url, e);
    }
  }

  /** What the instance says of a part of itself: {@code ready}, or what is wrong; empty if not. */
  public Optional<String> part(String name) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/health/ready")).timeout(ANSWER_TIMEOUT).build();
    try (HttpClient http = client()) {
      JsonNode said =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      return Optional.of(said.path("parts").path(name).asText("")).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Something else may listen there, such as a proxy with a page of its own. */
  private static JsonNode jsonOf(HttpResponse<byte[]> response) throws IOException {
    try {
      JsonNode body = JSON.readTree(response.body());
      return body.isObject() ? body : JSON.missingNode();
    } catch (JsonProcessingException e) {
      throw new IOException(
          "status %d and no JSON, expected activation-stream there"
              .formatted(response.statusCode()),
          e);
    }
  }

  private static JsonNode bodyOf(HttpResponse<byte[]> response) throws IOException {
    JsonNode body = jsonOf(response);
    if (response.statusCode() != OK) {
      throw new CommandFailure(
          "%s (%d)".formatted(body.path("detail").asText("no answer"), response.statusCode()));
    }
    return body;
  }
}

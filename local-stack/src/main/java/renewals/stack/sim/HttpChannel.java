package renewals.stack.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Partners that post events to the intake. */
final class HttpChannel implements AutoCloseable {

  private static final Map<String, String> PATHS =
      Map.of(
          "renewal-requested", "/v1/renewals",
          "payment", "/v1/payments",
          "carrier-review", "/v1/reviews",
          "carrier-status", "/v1/carrier-status",
          "merchant-contact", "/v1/merchant-contacts");
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int AT_ONCE = 64;
  private static final int TRIES = 20;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore atOnce = new Semaphore(AT_ONCE);

  HttpChannel(String url) {
    this.url = url;
  }

  /**
   * Posts one event until it is accepted or refused for good.
   *
   * @return why it was refused, empty where it was accepted
   */
  Optional<String> send(JsonNode event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + PATHS.get(event.path("type").asText())))
            .header("Content-Type", "application/json")
            .timeout(ANSWER_TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
            .build();
    String answer = "";
    for (int tried = 0; tried < TRIES; tried++) {
      HttpResponse<String> response;
      try {
        response = ask(request);
      } catch (IOException e) {
        // A connection that broke off: the same event posted again is answered 202 again.
        answer = "the intake gave no answer: " + e;
        Thread.sleep(PAUSE);
        continue;
      }
      answer = response.statusCode() + " " + response.body();
      switch (response.statusCode()) {
        case ACCEPTED -> {
          return Optional.empty();
        }
        case TOO_MANY, UNAVAILABLE -> Thread.sleep(PAUSE);
        default -> {
          return Optional.of(answer);
        }
      }
    }
    return Optional.of(answer);
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
    atOnce.acquire();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } finally {
      atOnce.release();
    }
  }
}

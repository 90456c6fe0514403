package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Partners that post events to the intake. */
public final class HttpChannel implements AutoCloseable {

  /** What became of an event. */
  public sealed interface Outcome {}

  /** It was accepted. */
  public record Taken(Place place) implements Outcome {}

  /** It was refused for good. */
  public record Refused(String why) implements Outcome {}

  private static final Map<String, String> PATHS =
      Map.of(
          "renewal-requested", "/v1/renewals",
          "payment", "/v1/payments",
          "carrier-review", "/v1/reviews",
          "carrier-status", "/v1/carrier-status",
          "card-usage", "/v1/card-usage",
          "card-status", "/v1/card-status",
          "announcement", "/v1/announcements",
          "merchant-contact", "/v1/merchant-contacts");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Partners partners;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Semaphore atOnce;
  private final AtomicInteger turns = new AtomicInteger();

  public HttpChannel(Partners partners) {
    this.partners = partners;
    this.atOnce = new Semaphore(partners.atOnce());
  }

  /** Posts one event until it is accepted, refused for good, or patience is at an end. */
  public Outcome send(JsonNode event) throws InterruptedException {
    long end = System.nanoTime() + partners.patience().toNanos();
    while (true) {
      String answer;
      try {
        HttpResponse<String> response = ask(event);
        answer = response.statusCode() + " " + response.body();
        switch (response.statusCode()) {
          case ACCEPTED -> {
            return new Taken(placeIn(response.body()));
          }
          case TOO_MANY, UNAVAILABLE -> {
            // the answers that ask to come again
          }
          default -> {
            return new Refused(answer);
          }
        }
      } catch (IOException e) {
        // A connection that broke off: the same event posted again is answered 202 again.
        answer = "the intake gave no answer: " + e;
      }
      if (System.nanoTime() - end > 0) {
        return new Refused(answer);
      }
      Thread.sleep(PAUSE);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static Place placeIn(String body) throws IOException {
    JsonNode answer = JSON.readTree(body);
    return new Place(
        answer.path("topic").asText(),
        answer.path("partition").asInt(-1),
        answer.path("offset").asLong(-1));
  }

  private HttpResponse<String> ask(JsonNode event) throws IOException, InterruptedException {
    int turn = Math.floorMod(turns.getAndIncrement(), partners.intakes().size());
    String path = PATHS.get(event.path("type").asText());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(partners.intakes().get(turn) + path))
            .header("Content-Type", "application/json")
            .timeout(partners.answer())
            .POST(HttpRequest.BodyPublishers.ofString(event.toString()));
    partners.tokenFor(event).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    atOnce.acquire();
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } finally {
      atOnce.release();
    }
  }
}

package renewals.activation.api;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks another instance for what it holds. */
final class OtherInstances {

  /** Marks a question that another instance passed on, so that it is never passed on again. */
  static final String PASSED_ON = "X-Passed-On";

  private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  private static final int NOT_HERE = 503;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_WITHIN)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Optional<String> token;

  OtherInstances(Optional<String> token) {
    this.token = token;
  }

  /** A text as one part of a path. */
  static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An answer as the other instance gave it. */
  record Answer(int status, String body) {}

  /**
   * Asks for a path.
   *
   * @return empty if the instance can't be reached or does not hold the state
   */
  Optional<Answer> ask(HostInfo host, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://%s:%d%s".formatted(host.host(), host.port(), path)))
            .timeout(ANSWER_WITHIN)
            .header(PASSED_ON, "1");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response =
          exchange.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() == NOT_HERE) {
        return Optional.empty();
      }
      return Optional.of(new Answer(response.statusCode(), response.body()));
    } catch (ExecutionException | TimeoutException e) {
      exchange.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

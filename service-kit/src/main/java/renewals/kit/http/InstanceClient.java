package renewals.kit.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Asks instances of our services over HTTP. One that let a question run out of time is not asked
 * again for a moment, so that a machine that hangs holds up one question and not each. For any
 * number of threads: it speaks HTTP/1.1, where each question under way has a connection of its own.
 * Over HTTP/2 the JDK's client has one for all, on which it fails what the instance does not allow
 * at once, and where a lost packet holds up every answer.
 */
public final class InstanceClient {

  private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofSeconds(3);

  private final HttpClient http;
  private final Map<String, Long> restsUntil = new ConcurrentHashMap<>();
  private final Duration answerWithin;
  private final Function<URI, Map<String, String>> headers;

  /**
   * Asks with headers of each question's own.
   *
   * @param answerWithin how long an answer may take, its body included
   * @param headers by what is asked
   * @param trust whose certificates are believed; absent for the JDK's authorities
   */
  public InstanceClient(
      Duration answerWithin,
      Function<URI, Map<String, String>> headers,
      Optional<SSLContext> trust) {
    this.answerWithin = answerWithin;
    this.headers = headers;
    HttpClient.Builder client =
        HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).version(HttpClient.Version.HTTP_1_1);
    trust.ifPresent(client::sslContext);
    this.http = client.build();
  }

  /** An answer as the instance gave it. */
  public record Answer(int status, String body) {

    /** Whether it says for sure that nothing is known of what was asked for. */
    public boolean saysUnknown() {
      return ProblemCode.UNKNOWN.isSaidBy(status, body);
    }
  }

  /** The headers that show a token, none where there is none. */
  public static Map<String, String> bearer(Optional<String> token) {
    return token.map(secret -> Map.of("Authorization", "Bearer " + secret)).orElse(Map.of());
  }

  /**
   * Asks for a path.
   *
   * @param instance base URL, without a slash at its end
   * @return empty if the instance can't be reached or takes too long
   */
  public Optional<Answer> ask(String instance, String path) {
    if (rests(instance)) {
      return Optional.empty();
    }
    URI question = URI.create(instance + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(question).timeout(answerWithin);
    headers.apply(question).forEach(request::header);
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response = exchange.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(new Answer(response.statusCode(), response.body()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        letRest(instance);
      }
      return Optional.empty();
    } catch (TimeoutException e) {
      exchange.cancel(true);
      letRest(instance);
      return Optional.empty();
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void letRest(String instance) {
    restsUntil.put(instance, System.nanoTime() + REST.toNanos());
  }

  private boolean rests(String instance) {
    Long until = restsUntil.get(instance);
    if (until == null) {
      return false;
    }
    if (System.nanoTime() - until < 0) {
      return true;
    }
    restsUntil.remove(instance, until);
    return false;
  }
}

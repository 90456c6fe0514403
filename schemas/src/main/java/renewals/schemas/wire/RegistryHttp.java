package renewals.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The registry's HTTP: bounded in time, and every failure a {@link RegistryUnavailableException}.
 */
final class RegistryHttp {

  static final int OK = 200;
  static final int NOT_FOUND = 404;

  private static final String JSON_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  /** Registering writes, is rare, and nobody's record waits for it. */
  private static final Duration WRITTEN_TIMEOUT = Duration.ofSeconds(20);

  /** On a busy machine a registry was seen to leave one request without any answer. */
  private static final int WRITTEN_TRIES = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String baseUrl;
  private final @Nullable RegistryLogin login;
  private final Duration writtenTimeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  RegistryHttp(String baseUrl, @Nullable RegistryLogin login) {
    this(baseUrl, login, WRITTEN_TIMEOUT);
  }

  /**
   * Likewise.
   *
   * @param writtenTimeout how long it waits for an answer to what writes before it tries again
   */
  RegistryHttp(String baseUrl, @Nullable RegistryLogin login, Duration writtenTimeout) {
    URI uri = URI.create(baseUrl);
    String scheme = uri.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "registry is %s, expected an http or https URL".formatted(baseUrl));
    }
    this.login = login;
    this.writtenTimeout = writtenTimeout;
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  HttpResponse<byte[]> get(String path) {
    return send(to(path).GET(), ANSWER_TIMEOUT);
  }

  /** Asks a question that has a body. */
  HttpResponse<byte[]> ask(String path, String body) {
    return send(to(path).POST(BodyPublishers.ofString(body)), ANSWER_TIMEOUT);
  }

  /** Writes, which must be nothing new when it is done twice. */
  HttpResponse<byte[]> post(String path, String body) {
    return written(to(path).POST(BodyPublishers.ofString(body)));
  }

  /** Writes likewise. */
  HttpResponse<byte[]> put(String path, String body) {
    return written(to(path).PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<byte[]> written(HttpRequest.Builder request) {
    for (int left = WRITTEN_TRIES - 1; left > 0; left--) {
      try {
        return send(request, writtenTimeout);
      } catch (RegistryUnavailableException e) {
        boolean isSilent =
            e.getCause() instanceof TimeoutException
                || e.getCause() instanceof HttpTimeoutException;
        if (!isSilent) {
          throw e;
        }
      }
    }
    return send(request, writtenTimeout);
  }

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The answer's JSON; missing where it is none, as a proxy's error page. */
  static JsonNode bodyOf(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      if (response.statusCode() == OK) {
        throw new RegistryUnavailableException("registry answered 200 without JSON", e);
      }
      return MissingNode.getInstance();
    }
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Accept", JSON_TYPE + ", application/json")
            .header("Content-Type", JSON_TYPE);
    return login == null ? request : request.header("Authorization", login.header());
  }

  /**
   * The whole exchange is bounded: a request's own timeout ends where the answer's body begins. On
   * a thread of its own: a client's asynchronous answers come through the common pool, which on two
   * cores is one thread that whoever blocks it takes from all others.
   */
  private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration patience) {
    HttpRequest built = request.copy().timeout(patience).build();
    FutureTask<HttpResponse<byte[]>> exchange =
        new FutureTask<>(() -> client.send(built, BodyHandlers.ofByteArray()));
    Thread.ofPlatform().daemon().name("registry-exchange").start(exchange);
    try {
      return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      throw new RegistryUnavailableException(
          "registry gave no answer to %s %s: %s".formatted(built.method(), built.uri(), cause),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while asking the registry", e);
    } finally {
      exchange.cancel(true);
    }
  }
}

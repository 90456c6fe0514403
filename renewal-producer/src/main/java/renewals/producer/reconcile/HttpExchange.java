package renewals.producer.reconcile;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.query.Exchange;
import renewals.producer.callback.query.OrderQueryRequest;
import renewals.producer.callback.query.QueryFailedException;

/**
 * Asks over HTTP: no redirects, at most 64 KiB, and all of it within a time. Thread-safe.
 *
 * <p>Source: partners, "What a channel forgets to send".
 */
public final class HttpExchange implements Exchange, AutoCloseable {

  private static final int MOST_BYTES = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final Duration patience;

  /** With the contract's patience. */
  public HttpExchange() {
    this(PATIENCE);
  }

  HttpExchange(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Reply ask(OrderQueryRequest request) throws QueryFailedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(patience)
            .method(
                request.method(),
                request.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(request.body()));
    request.headers().forEach(builder::header);
    CompletableFuture<HttpResponse<byte[]>> reply =
        client.sendAsync(builder.build(), head -> new ShortBody(MOST_BYTES));
    String host = String.valueOf(request.uri().getHost());
    try {
      HttpResponse<byte[]> response = reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(
          response.statusCode(), new RawNotice(response.headers().map(), response.body()));
    } catch (TimeoutException e) {
      reply.cancel(true);
      throw new QueryFailedException("%s takes too long".formatted(host), e);
    } catch (ExecutionException e) {
      throw new QueryFailedException(
          "%s gives no answer: %s".formatted(host, String.valueOf(e.getCause())), e);
    } catch (InterruptedException e) {
      reply.cancel(true);
      Thread.currentThread().interrupt();
      throw new QueryFailedException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

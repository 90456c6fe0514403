package renewals.notifier.senders.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** An exchange in which the answer's status decides, whatever its body says. */
public final class StatusExchange {

  /** Receivers answer with a few words, if any; more is not read for a connection's sake. */
  private static final int MOST_OF_A_BODY = 16_384;

  /** How long an answer's body may go on after its status has decided. */
  private static final Duration REST_OF_A_BODY = Duration.ofSeconds(1);

  private StatusExchange() {}

  /**
   * The answer as soon as its head is there. Its body is thrown away meanwhile.
   *
   * @param deadline by {@link System#nanoTime}
   * @throws TimeoutException there was none in time; the exchange has been ended
   */
  public static HttpResponse<?> of(HttpClient client, HttpRequest request, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<DiscardedBody>> exchange =
        client.sendAsync(request, head -> new DiscardedBody(MOST_OF_A_BODY));
    try {
      return Within.deadline(deadline, exchange);
    } finally {
      if (!exchange.cancel(true)) {
        var unused = exchange.thenAccept(answer -> answer.body().endWithin(REST_OF_A_BODY));
      }
    }
  }
}

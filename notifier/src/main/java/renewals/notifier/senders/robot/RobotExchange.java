package renewals.notifier.senders.robot;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import renewals.notifier.senders.http.BoundedBody;
import renewals.notifier.senders.http.HostLookup;
import renewals.notifier.senders.http.Within;

/** Posts messages to providers, each in a bounded time, finding the host included. Thread-safe. */
final class RobotExchange {

  private static final int LONGEST_ANSWER = 8192;

  private final Duration timeout;
  private final HttpClient client;

  private final HostLookup hosts = new HostLookup("robot-host-");

  RobotExchange(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * The answer to a message, of which the beginning counts.
   *
   * @throws TimeoutException there was none in time
   */
  HttpResponse<byte[]> of(RobotApi.Message message)
      throws IOException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    hosts.find(message.to().getHost(), deadline);
    HttpRequest request =
        HttpRequest.newBuilder(message.to())
            .timeout(timeout)
            .header("content-type", "application/json; charset=utf-8")
            .header("user-agent", "renewals-notifier")
            .POST(BodyPublishers.ofString(message.body()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, info -> new BoundedBody(LONGEST_ANSWER));
    try {
      return Within.deadline(deadline, exchange);
    } finally {
      exchange.cancel(true);
    }
  }
}

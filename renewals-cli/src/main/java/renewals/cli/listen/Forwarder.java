package renewals.cli.listen;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import renewals.cli.call.CommandFailure;
import renewals.notifier.NoticePreview.Previewed;
import renewals.notifier.senders.http.StatusExchange;
import renewals.notifier.senders.webhook.WebhookRequest;

/** Posts notices to one server, each once, signed as the notifier signs them. */
final class Forwarder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI to;
  private final List<Webhook> secrets;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  Forwarder(URI to, Webhook secret) {
    this.to = to;
    this.secrets = List.of(secret);
  }

  /**
   * What a server made of a notice.
   *
   * @param status of HTTP; empty: no answer came
   * @param why no answer came, else empty
   * @param took until the answer was there, or it was given up
   */
  record Forwarded(OptionalInt status, String why, Duration took) {

    /** Whether the notifier would take it for delivered. */
    boolean isTaken() {
      return status.isPresent() && status.getAsInt() >= 200 && status.getAsInt() < 300;
    }
  }

  /** Posts it and waits for the answer's head, ten seconds at most: its status decides. */
  Forwarded post(Previewed notice) throws InterruptedException {
    long began = System.nanoTime();
    OptionalInt status = OptionalInt.empty();
    String why = "";
    try {
      status =
          OptionalInt.of(
              StatusExchange.of(client, request(notice), began + PATIENCE.toNanos()).statusCode());
    } catch (IOException e) {
      why = CommandFailure.reasonOf(e);
    } catch (TimeoutException e) {
      why = "none within %d s".formatted(PATIENCE.toSeconds());
    }
    return new Forwarded(status, why, Duration.ofNanos(System.nanoTime() - began));
  }

  private HttpRequest request(Previewed notice) {
    try {
      return WebhookRequest.of(
          to, notice.noticeId(), notice.body(), Instant.now(), secrets, PATIENCE);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("cannot happen: the secret was tried at the start", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

package renewals.notifier.senders.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A notice as it is posted to a webhook, signed as Standard Webhooks demands. */
public final class WebhookRequest {

  private WebhookRequest() {}

  /**
   * The request of one try.
   *
   * @param id the notice's, the same in each try
   * @param at the moment of this try, which is signed too
   * @param secrets each signs; a receiver needs to know one of them
   * @param timeout until the answer's headers are there
   * @throws IllegalArgumentException nothing can be posted to that address
   */
  public static HttpRequest of(
      URI uri, String id, String body, Instant at, List<Webhook> secrets, Duration timeout)
      throws WebhookSigningException {
    long timestamp = at.getEpochSecond();
    return HttpRequest.newBuilder(uri)
        .timeout(timeout)
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "renewals-notifier")
        .header(Webhook.UNBRANDED_MSG_ID_KEY, id)
        .header(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(timestamp))
        .header(
            Webhook.UNBRANDED_MSG_SIGNATURE_KEY, WebhookSecrets.sign(secrets, id, timestamp, body))
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}

package renewals.notifier.senders.webhook;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.dispatch.SendResult;

/** What a receiver's answer means: its status decides, whatever its body says. */
final class WebhookAnswer {

  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private WebhookAnswer() {}

  /**
   * The result of a try.
   *
   * @param now by our clock, where the answer names a time to come again without a date of its own
   */
  static SendResult of(HttpResponse<?> response, Instant now) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return SendResult.delivered();
    }
    if (status == GONE) {
      return SendResult.refused("HTTP_410: the receiver says that it is gone for good");
    }
    boolean mayComeAgain = status == TOO_MANY || status == UNAVAILABLE;
    @Nullable Instant wish = mayComeAgain ? RetryAfter.of(response.headers(), now) : null;
    String reason =
        status >= 300 && status < 400
            ? "HTTP_%d: redirects are not followed".formatted(status)
            : "HTTP_%d: the receiver did not accept it".formatted(status);
    return SendResult.failed(reason, wish);
  }
}

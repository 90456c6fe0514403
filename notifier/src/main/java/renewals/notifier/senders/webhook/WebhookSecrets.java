package renewals.notifier.senders.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.List;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.secrets.MerchantSecrets;

/** The secrets that sign webhooks, by the name that contacts give as webhookSecretRef. */
public final class WebhookSecrets {

  private static final int MOST_AT_ONCE = 2;

  private static final MerchantSecrets.Sort<Webhook> SORT =
      new MerchantSecrets.Sort<>(
          "notifier.webhook.", MOST_AT_ONCE, WebhookSecrets::secretOf, "whsec_ and base64");

  private WebhookSecrets() {}

  /**
   * Reads {@code notifier.webhook.secrets.<ref>}, one or two secrets with a comma between them, and
   * {@code notifier.webhook.merchants.<ref>}, merchantIds with commas between them.
   *
   * @throws SettingException one of them is not what is expected; the message holds no secret
   */
  public static MerchantSecrets<Webhook> of(Settings settings) {
    return MerchantSecrets.of(settings, SORT);
  }

  private static Webhook secretOf(String given) {
    try {
      return new Webhook(given);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("the secret is empty", e);
    }
  }

  /** The value of {@code webhook-signature}: one signature of each secret. */
  static String sign(List<Webhook> secrets, String id, long timestamp, String body)
      throws WebhookSigningException {
    StringBuilder signatures = new StringBuilder();
    for (Webhook secret : secrets) {
      signatures.append(signatures.isEmpty() ? "" : " ").append(secret.sign(id, timestamp, body));
    }
    return signatures.toString();
  }
}

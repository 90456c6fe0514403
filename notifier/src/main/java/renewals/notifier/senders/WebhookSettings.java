package renewals.notifier.senders;

import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How webhooks are posted.
 *
 * @param secrets by the name that contacts give as webhookSecretRef
 * @param allowHttp whether http is allowed beside https
 * @param allowPrivate whether hosts that are not on the public internet are allowed
 * @param timeout for a whole try: finding the host, connecting, the answer
 */
public record WebhookSettings(
    Map<String, String> secrets, boolean allowHttp, boolean allowPrivate, Duration timeout) {

  public WebhookSettings {
    secrets = Map.copyOf(secrets);
  }

  Map<String, Webhook> signers() {
    Map<String, Webhook> signers = new TreeMap<>();
    secrets.forEach((ref, secret) -> signers.put(ref, signer(ref, secret)));
    return signers;
  }

  private static Webhook signer(String ref, String secret) {
    try {
      return WebhookSender.signerOf(secret);
    } catch (IllegalArgumentException e) {
      // without the cause: its message may quote the secret
      throw new IllegalArgumentException(
          "webhook secret %s is not readable, expected whsec_ and base64".formatted(ref));
    }
  }

  /** Names the secrets only. */
  @Override
  public String toString() {
    return "WebhookSettings[%s, allowHttp=%s, allowPrivate=%s, %s]"
        .formatted(secrets.keySet(), allowHttp, allowPrivate, timeout);
  }
}

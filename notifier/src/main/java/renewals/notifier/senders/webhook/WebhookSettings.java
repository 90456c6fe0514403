package renewals.notifier.senders.webhook;

import com.standardwebhooks.Webhook;
import java.time.Duration;
import renewals.notifier.senders.secrets.ReloadedSecrets;

/**
 * How webhooks are posted.
 *
 * @param secrets that sign them
 * @param allowHttp whether http is allowed beside https
 * @param allowPrivate whether hosts that are not on the public internet are allowed
 * @param timeout for a whole try: finding the host, connecting, the answer
 */
public record WebhookSettings(
    ReloadedSecrets<Webhook> secrets, boolean allowHttp, boolean allowPrivate, Duration timeout) {}

package renewals.bench.notices;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import renewals.kit.Settings;
import renewals.notifier.senders.ChannelSettings;
import renewals.notifier.senders.robot.RobotSecrets;
import renewals.notifier.senders.robot.RobotSettings;
import renewals.notifier.senders.secrets.ReloadedSecrets;
import renewals.notifier.senders.webhook.WebhookSecrets;
import renewals.notifier.senders.webhook.WebhookSettings;

/** Channels of senders that are measured. */
final class UsualChannels {

  private static final Map<String, String> SECRETS =
      Map.of(
          "notifier.webhook.secrets.all", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
          "notifier.webhook.merchants.all", "*");

  private UsualChannels() {}

  /** Webhooks at receivers on this machine; nobody speaks by a robot. */
  static ChannelSettings webhooks(Duration timeout) {
    RobotSettings robots =
        new RobotSettings(
            new ReloadedSecrets<>(() -> RobotSecrets.of(Settings.of(Map.of())), System::nanoTime),
            Set.of(),
            false,
            timeout,
            1,
            Map.of());
    WebhookSettings webhooks =
        new WebhookSettings(
            new ReloadedSecrets<>(() -> WebhookSecrets.of(Settings.of(SECRETS)), System::nanoTime),
            true,
            true,
            timeout);
    return new ChannelSettings(webhooks, robots, null, null, null);
  }
}

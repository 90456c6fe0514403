package renewals.notifier.senders;

import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.email.SmtpSettings;
import renewals.notifier.senders.robot.RobotSettings;
import renewals.notifier.senders.terminal.TerminalSettings;
import renewals.notifier.senders.webhook.WebhookSettings;

/**
 * How each channel is sent by.
 *
 * @param smtp null where no relay is configured: e-mail is then undeliverable, with that reason
 * @param sms null where no gateway is configured: an SMS is then undeliverable, with that reason
 * @param terminals null where no broker of terminals is configured
 */
public record ChannelSettings(
    WebhookSettings webhooks,
    RobotSettings robots,
    @Nullable SmtpSettings smtp,
    @Nullable SmsSettings sms,
    @Nullable TerminalSettings terminals) {}

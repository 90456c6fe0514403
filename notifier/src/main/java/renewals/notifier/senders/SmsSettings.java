package renewals.notifier.senders;

import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.sms.smpp.SmppSettings;
import renewals.notifier.senders.sms.template.TemplateSettings;

/**
 * How SMS are sent: by one of both.
 *
 * @param atOnce how many may wait for the gateway's answer together
 * @param perSecond how many are submitted a second at most, by one instance
 * @param smpp an operator's port
 * @param templates a provider that takes reviewed templates
 */
public record SmsSettings(
    int atOnce, int perSecond, @Nullable SmppSettings smpp, @Nullable TemplateSettings templates) {

  public SmsSettings {
    if ((smpp == null) == (templates == null)) {
      throw new IllegalArgumentException("expected one of smpp and templates");
    }
  }
}

package renewals.notifier.senders;

import java.time.Clock;
import java.util.Objects;
import javax.net.SocketFactory;
import renewals.notifier.senders.sms.SmsGateway;
import renewals.notifier.senders.sms.SmsReports;
import renewals.notifier.senders.sms.SubmitPace;
import renewals.notifier.senders.sms.smpp.SmppGateway;
import renewals.notifier.senders.sms.smpp.SmppSettings;
import renewals.notifier.senders.sms.template.TemplateGateway;
import renewals.notifier.senders.tls.Trust;

/** Opens the gateway that the settings name. */
final class SmsGateways {

  private SmsGateways() {}

  static SmsGateway of(SmsSettings settings, SmsReports reports, Clock clock) {
    SubmitPace pace = new SubmitPace(settings.perSecond(), System::nanoTime);
    SmppSettings smpp = settings.smpp();
    return smpp == null
        ? new TemplateGateway(Objects.requireNonNull(settings.templates()), pace, reports, clock)
        : new SmppGateway(smpp, sockets(smpp), pace, reports);
  }

  private static SocketFactory sockets(SmppSettings smpp) {
    return smpp.isTls() ? Trust.sockets(smpp.authorities()) : SocketFactory.getDefault();
  }
}

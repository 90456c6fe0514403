package renewals.notifier.senders;

import javax.net.SocketFactory;
import renewals.notifier.senders.sms.SmsGateway;
import renewals.notifier.senders.sms.SmsReports;
import renewals.notifier.senders.sms.SmsSettings;
import renewals.notifier.senders.sms.SubmitPace;
import renewals.notifier.senders.sms.smpp.SmppGateway;
import renewals.notifier.senders.sms.smpp.SmppSettings;

/** Opens the gateway that the settings name. */
final class SmsGateways {

  private SmsGateways() {}

  static SmsGateway of(SmsSettings settings, SmsReports reports) {
    SmppSettings smpp = settings.smpp();
    SocketFactory sockets =
        smpp.isTls() ? Trust.sockets(smpp.authorities()) : SocketFactory.getDefault();
    return new SmppGateway(
        smpp, sockets, new SubmitPace(settings.perSecond(), System::nanoTime), reports);
  }
}

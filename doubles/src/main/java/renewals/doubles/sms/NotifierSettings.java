package renewals.doubles.sms;

import java.util.Map;

/** What a notifier must be told to reach an SMSC. */
public final class NotifierSettings {

  private NotifierSettings() {}

  /** Those of that one; the rate is more than tests and experiments need. */
  public static Map<String, String> of(Smsc smsc) {
    return Map.of(
        "notifier.sms.provider",
        "smpp",
        "notifier.sms.rate",
        "1000",
        "notifier.sms.smpp.host",
        "127.0.0.1",
        "notifier.sms.smpp.port",
        String.valueOf(smsc.port()),
        "notifier.sms.smpp.system-id",
        Smsc.SYSTEM_ID,
        "notifier.sms.smpp.password",
        Smsc.PASSWORD,
        "notifier.sms.smpp.source",
        Smsc.SERVICE_NUMBER);
  }
}

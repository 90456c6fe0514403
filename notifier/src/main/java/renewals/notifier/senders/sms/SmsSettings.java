package renewals.notifier.senders.sms;

import renewals.notifier.senders.sms.smpp.SmppSettings;

/**
 * How SMS are sent.
 *
 * @param atOnce how many may wait for the gateway's answer together
 * @param perSecond how many are submitted a second at most, by one instance
 * @param smpp the operator's port
 */
public record SmsSettings(int atOnce, int perSecond, SmppSettings smpp) {}

package renewals.notifier.senders;

import java.time.Duration;

/**
 * How much is sent at once.
 *
 * @param webhooksAtOnce webhook tries at once
 * @param webhooksAtOnceOfHost of these, how many to one host, and for one merchant
 * @param emailsAtOnce e-mails at once
 * @param queueOfKey how many notices for one host or merchant may wait
 * @param grace how long a stop waits for tries under way
 */
public record SenderSettings(
    int webhooksAtOnce,
    int webhooksAtOnceOfHost,
    int emailsAtOnce,
    int queueOfKey,
    Duration grace) {}

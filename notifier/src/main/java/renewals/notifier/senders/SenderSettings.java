package renewals.notifier.senders;

import java.time.Duration;

/**
 * How much is sent at once.
 *
 * @param webhooksAtOnce webhook tries at once
 * @param webhooksAtOnceOfHost of these, how many to one host
 * @param emailsAtOnce e-mails at once
 * @param queueOfLane how many notices for one host, or for the mail relay, may wait
 * @param grace how long a stop waits for tries under way
 */
public record SenderSettings(
    int webhooksAtOnce,
    int webhooksAtOnceOfHost,
    int emailsAtOnce,
    int queueOfLane,
    Duration grace) {}

package renewals.notifier.topology;

import java.time.Duration;
import renewals.notifier.domain.Delivery;
import renewals.notifier.domain.NoticeComposer;

/**
 * What the processor decides by.
 *
 * @param contactWait how long a cause waits for its merchant's contact
 * @param memory how long a cause is remembered, so that it is never told twice
 * @param tick how often due times are looked at
 */
public record Rules(
    NoticeComposer composer,
    Delivery delivery,
    Duration contactWait,
    Duration memory,
    Duration tick) {}

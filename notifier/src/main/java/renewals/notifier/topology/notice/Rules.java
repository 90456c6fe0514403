package renewals.notifier.topology.notice;

import java.time.Duration;
import renewals.notifier.domain.delivery.AddressPolicy;
import renewals.notifier.domain.delivery.ChannelOrders;
import renewals.notifier.domain.delivery.Delivery;
import renewals.notifier.domain.message.NoticeComposer;

/**
 * What the processor decides by.
 *
 * @param addresses when an address that fails is paused
 * @param channels in which order channels are tried where the merchant has no wish
 * @param contactWait how long a trigger waits for its merchant's contact
 * @param memory how long a trigger is remembered, so that it never gives notices twice
 * @param tick how often due times are looked at
 */
public record Rules(
    NoticeComposer composer,
    Delivery delivery,
    AddressPolicy addresses,
    ChannelOrders channels,
    Duration contactWait,
    Duration memory,
    Duration tick) {}

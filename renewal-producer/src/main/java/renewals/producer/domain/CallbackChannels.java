package renewals.producer.domain;

import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.contract.Violation;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * The channels that tell of their payments themselves. Who else speaks of one of them has to name
 * the payment that is given back, as the channel does: a refund that names none can't be told from
 * the channel's own, and would count twice.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 */
public record CallbackChannels(Set<String> channelIds) {

  /** No channel does. */
  public static final CallbackChannels NONE = new CallbackChannels(Set.of());

  public CallbackChannels {
    channelIds = Set.copyOf(channelIds);
  }

  /** What is wrong with an event that another than the channel says. */
  public Optional<Violation> violation(SpecificRecord event) {
    return event instanceof PaymentEvent payment
            && payment.getStatus() == PaymentStatus.REFUNDED
            && payment.getRefundOf() == null
            && channelIds.contains(payment.getChannelId())
        ? Optional.of(
            new Violation(
                "refundOf",
                Violation.NOTHING,
                "the paymentId of what is given back, as %s tells of refunds itself"
                    .formatted(payment.getChannelId())))
        : Optional.empty();
  }
}

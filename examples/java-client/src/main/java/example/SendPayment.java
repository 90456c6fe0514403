package example;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import renewals.client.Acknowledgement;
import renewals.client.EventPublisher;
import renewals.client.RefusedException;
import renewals.client.RenewalPublisher;
import renewals.client.RetryingPublisher;
import renewals.client.UnavailableException;
import renewals.kit.Settings;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * A payment channel tells of a payment: java … example.SendPayment PAYMENT_ID RENEWAL_ID MINOR_UNITS
 *
 * <p>Settings come from the environment or system properties: {@code kafka.bootstrap.servers},
 * {@code schema.registry.url}, {@code channel}, and for proofs {@code provenance.party}, {@code
 * provenance.party.key}, {@code provenance.party.key.file}.
 */
public final class SendPayment {

  private SendPayment() {}

  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("expected PAYMENT_ID RENEWAL_ID MINOR_UNITS");
      System.exit(2);
    }
    Settings settings = Settings.load(Map.of());
    String channel = settings.text("channel").orElse("my-channel");
    try (RenewalPublisher publisher = RenewalPublisher.open(settings);
        RetryingPublisher retrying = new RetryingPublisher(publisher, Duration.ofMinutes(5))) {
      PaymentEvent payment =
          payment(channel, args[0], args[1], Long.parseLong(args[2]), Clock.systemUTC().instant());
      System.out.println(send(retrying, payment));
    }
  }

  /** What happened, in one line. */
  static String send(EventPublisher publisher, PaymentEvent payment) {
    try {
      Acknowledgement taken = publisher.publish(payment).join();
      return "%s lies in %s, partition %d, offset %d"
          .formatted(taken.eventId(), taken.topic(), taken.partition(), taken.offset());
    } catch (CompletionException e) {
      return switch (e.getCause()) {
        case RefusedException refused -> "refused, mend it: " + refused.violations();
        case UnavailableException away -> "not taken, send it again later: " + away.getMessage();
        default -> throw e;
      };
    }
  }

  /** A payment of CNY: amounts are in fen, the id is the one of the channel's own books. */
  static PaymentEvent payment(
      String channel, String paymentId, String renewalId, long minorUnits, Instant occurredAt) {
    return PaymentEvent.newBuilder()
        .setPaymentId(paymentId)
        .setRenewalId(renewalId)
        .setChannelId(channel)
        .setStatus(PaymentStatus.SETTLED)
        .setAmount(new Money(minorUnits, "CNY"))
        .setOccurredAt(occurredAt)
        .build();
  }
}

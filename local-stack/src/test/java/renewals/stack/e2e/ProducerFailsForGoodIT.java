package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Instant;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.Test;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.client.RenewalPublisher;
import renewals.client.UnavailableException;
import renewals.kit.Settings;
import renewals.stack.Platform;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/** Kafka's own producer, brought into the state in which it refuses every record from then on. */
class ProducerFailsForGoodIT {

  @Test
  void shouldTakeEventsAgainThroughANewProducer() throws Exception {
    Settings settings = Settings.of(Platform.settings());
    try (TopicsAdmin topics = TopicsAdmin.connect(settings)) {
      topics.createOrVerify();
    }
    SchemaSetup.register(settings);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (RenewalPublisher publisher = RenewalPublisher.open(settings)) {
      publisher.bindTo(meters);
      publisher.publish(payment("P1")).join();
      failForGood(publisher);

      assertThatThrownBy(() -> publisher.publish(payment("P2")).join())
          .hasCauseInstanceOf(UnavailableException.class);
      assertThat(publisher.publish(payment("P2")).join().topic()).isEqualTo("renewal-payments");
      assertThat(publisher.publish(payment("P3")).join().topic()).isEqualTo("renewal-payments");
    }

    assertThat(meters.get("renewals.producers.replaced").counter().count()).isEqualTo(1);
  }

  private static void failForGood(RenewalPublisher publisher) throws Exception {
    Object lasting = valueOf(publisher, "producer");
    Object transactions = valueOf(valueOf(lasting, "current"), "transactionManager");
    Method fail =
        transactions.getClass().getDeclaredMethod("transitionToFatalError", RuntimeException.class);
    fail.setAccessible(true);
    fail.invoke(transactions, new ClusterAuthorizationException("may not write"));
  }

  private static Object valueOf(Object owner, String name) throws Exception {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  private static PaymentEvent payment(String paymentId) {
    PaymentEvent payment = new PaymentEvent();
    payment.setPaymentId(paymentId);
    payment.setRenewalId("FATAL-1");
    payment.setChannelId("app");
    payment.setStatus(PaymentStatus.SETTLED);
    payment.setAmount(new Money(5000L, "CNY"));
    payment.setOccurredAt(Instant.now());
    return payment;
  }
}

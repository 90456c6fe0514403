package renewals.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.testing.Samples.NOW;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import renewals.schemas.contract.Violation;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.WireReader;
import renewals.testing.Samples;
import renewals.v1.PaymentEvent;

class RenewalPublisherTest {

  private final AllButReviews registry = new AllButReviews();
  private final WireSerializer serializer = new WireSerializer(registry);
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final RenewalPublisher publisher =
      new RenewalPublisher(() -> producer, serializer, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldSendToTheTopicUnderTheRenewalsKeyAndLetThePartitionerChoose() {
    var unused = publisher.publish(Samples.payment("P1"));

    ProducerRecord<String, byte[]> record = producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("renewal-payments");
    assertThat(record.key()).isEqualTo("R1");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void shouldSendContactsUnderTheMerchantAndStatusUnderTheCarrier() {
    var contact = publisher.publish(Samples.contact("M1"));
    var status = publisher.publish(Samples.status(1));

    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("M1", "cmcc");
    assertThat(List.of(contact, status)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void shouldCarryCloudEventsHeaders() {
    var unused = publisher.publish(Samples.payment("P1"));

    assertThat(headersOf(producer.history().getFirst()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "payment/R1/lakala-app/P1/SETTLED",
                "ce_type", "renewals.v1.PaymentEvent",
                "ce_source", "/renewals/renewal-producer",
                "ce_time", "2026-03-02T02:00:00Z",
                "ce_subject", "R1"));
  }

  @Test
  void shouldNameTheTraceThatTheEventComesOf() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    TraceContext trace = TraceContext.parse(traceparent);

    var unused = publisher.publishTraced(Optional.empty(), Samples.payment("P1"), trace);

    assertThat(headersOf(producer.history().getFirst())).containsEntry("traceparent", traceparent);
  }

  @Test
  void shouldWriteTheConfluentWireFormat() {
    var unused = publisher.publish(Samples.payment("P1"));

    assertThat(
            new WireReader<>(registry, new PaymentEvent())
                .read(producer.history().getFirst().value()))
        .isEqualTo(Samples.payment("P1"));
  }

  @Test
  void shouldFetchTheSchemaIdOnce() {
    for (int i = 0; i < 10; i++) {
      var unused = publisher.publish(Samples.payment("P" + i));
    }

    assertThat(registry.asked).isEqualTo(1);
  }

  @Test
  void shouldAnswerOnlyWhenTheBrokersHaveAcknowledged() {
    CompletableFuture<Acknowledgement> outcome = publisher.publish(Samples.payment("P1"));
    assertThat(outcome).isNotDone();

    producer.completeNext();
    assertThat(outcome)
        .isCompletedWithValue(
            new Acknowledgement("payment/R1/lakala-app/P1/SETTLED", "renewal-payments", 0, 0));
  }

  @Test
  void shouldRefuseWhatBreaksTheContractAndSendNothing() {
    PaymentEvent payment = Samples.payment("P1");
    payment.setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE));
    payment.getAmount().setMinorUnits(-1);

    Throwable failure = failureOf(publisher.publish(payment));

    assertThat(failure).isInstanceOf(RefusedException.class);
    assertThat(((RefusedException) failure).violations())
        .extracting(Violation::field)
        .containsExactly("amount.minorUnits", "occurredAt");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldSayThatKafkaIsUnavailableWhenTheDeliveryTimesOut() {
    CompletableFuture<Acknowledgement> outcome = publisher.publish(Samples.payment("P1"));
    producer.errorNext(new TimeoutException("expired"));

    assertThat(failureOf(outcome)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldSayThatTheRegistryIsAwayAndRecover() {
    registry.away = true;
    assertThat(failureOf(publisher.publish(Samples.payment("P1"))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("registry");

    registry.away = false;
    CompletableFuture<Acknowledgement> again = publisher.publish(Samples.payment("P1"));
    producer.completeNext();
    assertThat(again).isCompleted();
  }

  @Test
  void shouldSayUnavailableWhereTheSchemaIsNotRegisteredAndNeverRegisterIt() {
    assertThat(failureOf(publisher.publish(Samples.review("V1"))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("carrier-reviews-value");
  }

  @Test
  void shouldRefuseARecordThatTheBrokerFindsTooLarge() {
    CompletableFuture<Acknowledgement> outcome = publisher.publish(Samples.payment("P1"));
    producer.errorNext(new RecordTooLargeException());

    assertThat(failureOf(outcome)).isInstanceOf(RefusedException.class);
  }

  @Test
  void shouldSayUnavailableAfterItWasClosed() {
    publisher.close();

    assertThat(failureOf(publisher.publish(Samples.payment("P1"))))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldTakeEventsAgainAfterTheProducerFailedForGood() {
    List<MockProducer<String, byte[]>> made = new ArrayList<>();
    RenewalPublisher lasting =
        new RenewalPublisher(
            () -> {
              made.add(
                  new MockProducer<>(
                      true, null, new StringSerializer(), new ByteArraySerializer()));
              return made.getLast();
            },
            serializer,
            Clock.fixed(NOW, ZoneOffset.UTC));
    made.getFirst().sendException =
        new KafkaException("in an error state", new ProducerFencedException("fenced"));

    assertThat(failureOf(lasting.publish(Samples.payment("P1"))))
        .isInstanceOf(UnavailableException.class);
    assertThat(lasting.publish(Samples.payment("P1"))).isCompleted();
    assertThat(made.getLast().history()).hasSize(1);
  }

  private static Map<String, String> headersOf(ProducerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private static Throwable failureOf(CompletableFuture<Acknowledgement> outcome) {
    assertThat(outcome).isCompletedExceptionally();
    try {
      outcome.join();
      throw new AssertionError("it did not fail");
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  /** Has every schema but that of reviews. */
  private static final class AllButReviews implements SchemaRegistry {

    private static final int ID = 41;
    private int asked;
    private boolean away;

    @Override
    public Schema byId(int id) {
      assertThat(id).isEqualTo(ID);
      return PaymentEvent.getClassSchema();
    }

    @Override
    public int idOf(String subject, Schema schema) {
      asked++;
      if (away) {
        throw new RegistryUnavailableException("no answer");
      }
      if (subject.equals("carrier-reviews-value")) {
        return unknown(subject);
      }
      return ID;
    }

    private static int unknown(String subject) {
      throw new UnknownSchemaException(subject + " has no such schema");
    }
  }
}

package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.rejected;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.topology.Pipeline.Letter;
import renewals.schemas.Topics;
import renewals.v1.Activation;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** While the registry is away, what cannot be read waits, and what comes behind it waits too. */
class ParkedRecordsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldReadAParkedRecordOnceTheRegistryIsBack() {
    int id = pipeline.registry.add(newerPaymentSchema());
    pipeline.registry.setAway(true);
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), withSchema(id, payment("R1")));
    pipeline.take(approved("R1", "V1", CLOCK));
    assertThat(pipeline.activations()).isEmpty();

    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.activations())
        .extracting(Activation::getActivationId)
        .containsExactly("R1/1");
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfACaseThatHasAParkedRecord() {
    int id = pipeline.registry.add(newerPaymentSchema());
    pipeline.registry.setAway(true);
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), withSchema(id, payment("R1")));
    pipeline.take(settled("R1", "P1", 1, CLOCK));
    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.deadLetters())
        .extracting(Letter::reason)
        .containsExactly("CONFLICTING_DUPLICATE");
    assertThat(pipeline.judged("applied")).isEqualTo(2);
    assertThat(pipeline.judged("dead")).isEqualTo(1);
  }

  @Test
  void shouldLetOtherCasesGoOnMeanwhile() {
    pipeline.take(requested("R0", CLOCK));
    pipeline.take(settled("R0", "P1", 100, CLOCK));
    pipeline.take(rejected("R0", "V1", CLOCK));
    pipeline.registry.setAway(true);
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), withSchema(99, payment("R1")));

    pipeline.take(requested("R2", CLOCK));
    pipeline.take(settled("R2", "P1", 5000, CLOCK));
    pipeline.take(approved("R2", "V1", CLOCK));

    assertThat(pipeline.activations())
        .extracting(Activation::getActivationId)
        .containsExactly("R2/1");
  }

  @Test
  void shouldNotLapseARenewalWhosePaymentIsParked() {
    int id = pipeline.registry.add(newerPaymentSchema());
    pipeline.registry.setAway(true);
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), withSchema(id, payment("R1")));
    pipeline.advance(Duration.ofHours(30));

    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofMinutes(5));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID);
  }

  @Test
  void shouldBuryAParkedRecordWhoseSchemaProvesUnknown() {
    pipeline.registry.setAway(true);
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), withSchema(99, payment("R1")));
    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.deadLetters()).extracting(Letter::reason).containsExactly("UNKNOWN_SCHEMA");
    assertThat(pipeline.judged("dead")).isEqualTo(1);
  }

  private static PaymentEvent payment(String renewalId) {
    return settled(renewalId, "P1", 5000, CLOCK);
  }

  private byte[] withSchema(int id, PaymentEvent event) {
    byte[] bytes = pipeline.bytes(event);
    ByteBuffer.wrap(bytes).putInt(1, id);
    return bytes;
  }

  /** The payment's schema under another id: same fields, another documentation. */
  private static Schema newerPaymentSchema() {
    Schema now = PaymentEvent.getClassSchema();
    Schema newer =
        SchemaBuilder.record(now.getName())
            .namespace(now.getNamespace())
            .doc("newer")
            .fields()
            .endRecord();
    return Schema.createRecord(
        newer.getName(),
        newer.getDoc(),
        newer.getNamespace(),
        false,
        now.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList());
  }
}

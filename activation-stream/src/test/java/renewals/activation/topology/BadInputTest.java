package renewals.activation.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.rejected;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.activation.carrier.stream.CarrierRegister;
import renewals.activation.carrier.stream.ReadStatuses;
import renewals.activation.topology.Pipeline.Letter;
import renewals.schemas.Topics;
import renewals.v1.Activation;
import renewals.v1.CarrierReview;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReviewOutcome;
import renewals.v1.ReviewReason;
import renewals.v1.UpdateKind;

/**
 * What no contract allows ends as a dead letter with its bytes and its reason; the stream goes on.
 */
class BadInputTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldBuryARecordWithANullValue() {
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), null);

    assertThat(burial("INVALID").value()).isNull();
  }

  @Test
  void shouldBuryARecordWithANullKey() {
    byte[] payment = pipeline.bytes(settled("R1", "P1", 5000, CLOCK));

    pipeline.take(Topics.RENEWAL_PAYMENTS, null, payment);

    Letter letter = burial("KEY_MISMATCH");
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEqualTo(payment);
  }

  @Test
  void shouldBuryARecordWhoseKeyIsNotItsRenewalId() {
    pipeline.take(
        Topics.RENEWAL_PAYMENTS, utf8("R2"), pipeline.bytes(settled("R1", "P1", 5000, CLOCK)));

    assertThat(burial("KEY_MISMATCH").key()).isEqualTo("R2");
  }

  @Test
  void shouldBuryARecordWithAWrongMagicByte() {
    byte[] bytes = pipeline.bytes(settled("R1", "P1", 5000, CLOCK));
    bytes[0] = 1;

    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), bytes);

    assertThat(burial("UNREADABLE").headers().get("dl-text")).contains("magic byte");
  }

  @Test
  void shouldBuryJsonThatNobodyEncoded() {
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), "{\"type\":\"payment\"}".getBytes(UTF_8));

    burial("UNREADABLE");
  }

  @Test
  void shouldBuryTruncatedAvro() {
    byte[] bytes = pipeline.bytes(requested("R1", CLOCK));

    pipeline.take(Topics.RENEWAL_REQUESTS, utf8("R1"), Arrays.copyOf(bytes, bytes.length - 9));

    burial("UNREADABLE");
  }

  @Test
  void shouldBuryARecordWhoseSchemaTheRegistryDoesNotKnow() {
    byte[] bytes = pipeline.bytes(requested("R1", CLOCK));
    bytes[1] = 127;

    pipeline.take(Topics.RENEWAL_REQUESTS, utf8("R1"), bytes);

    burial("UNKNOWN_SCHEMA");
  }

  @Test
  void shouldBuryAnEventOfAnotherTopic() {
    pipeline.take(
        Topics.RENEWAL_REQUESTS, utf8("R1"), pipeline.bytes(settled("R1", "P1", 5000, CLOCK)));

    burial("UNREADABLE");
  }

  @Test
  void shouldBuryAWordThatOnlyALaterVersionKnows() throws IOException {
    Schema later =
        new Schema.Parser()
            .parse(
                PaymentEvent.getClassSchema()
                    .toString()
                    .replace("\"REFUNDED\",", "\"REFUNDED\",\"CHARGED_BACK\","));
    PaymentEvent payment = settled("R1", "P1", 5000, CLOCK);
    GenericRecord written = new GenericData.Record(later);
    for (Schema.Field field : later.getFields()) {
      written.put(field.pos(), payment.get(field.pos()));
    }
    written.put(
        "status", new GenericData.EnumSymbol(later.getField("status").schema(), "CHARGED_BACK"));

    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), pipeline.bytesOfVersion(written));

    assertThat(burial("UNKNOWN_SYMBOL").headers().get("dl-text"))
        .contains("status is OTHER, expected one of SETTLED, FAILED, REFUNDED");
  }

  @Test
  void shouldBuryOtherWhereSomethingIsDecidedByTheWord() {
    CarrierReview review = approved("R1", "V1", CLOCK);
    review.setOutcome(ReviewOutcome.OTHER);

    pipeline.take(review);

    assertThat(burial("UNKNOWN_SYMBOL").headers().get("dl-text")).contains("outcome");
  }

  @Test
  void shouldTakeAReasonThatOnlyALaterVersionKnows() {
    CarrierReview review = rejected("R1", "V1", CLOCK);
    review.setReason(ReviewReason.OTHER);
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(review);

    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.REJECTED);
  }

  @Test
  void shouldBuryTextsThatBreakALineOrTurnItsDirection() {
    PaymentEvent payment = settled("R1", "P1", 5000, CLOCK);
    payment.setReason("paid\u202E00.05");

    pipeline.take(payment);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("reason");
  }

  @Test
  void shouldBuryTimesThatAPartnerWroteInAnotherUnit() throws IOException {
    Schema micros =
        new Schema.Parser()
            .parse(
                PaymentEvent.getClassSchema()
                    .toString()
                    .replace("timestamp-millis", "timestamp-micros"));
    PaymentEvent payment = settled("R1", "P1", 5000, CLOCK);
    GenericRecord written = new GenericData.Record(micros);
    for (Schema.Field field : micros.getFields()) {
      written.put(field.pos(), payment.get(field.pos()));
    }
    written.put("occurredAt", 1_000L * CLOCK.toEpochMilli());

    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), pipeline.bytesOfVersion(written));

    assertThat(burial("UNREADABLE").headers().get("dl-text"))
        .contains("occurredAt is timestamp-micros", "expected timestamp-millis");
  }

  @Test
  void shouldBuryANegativeAmount() {
    pipeline.take(settled("R1", "P1", -1, CLOCK));

    assertThat(burial("INVALID").headers().get("dl-text")).contains("amount.minorUnits", "-1");
  }

  @Test
  void shouldBuryAnAmountOfTenToTheThirteenth() {
    RenewalRequested event = requested("R1", CLOCK);
    event.setAmountDue(new Money(10_000_000_000_000L, "CNY"));

    pipeline.take(event);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("amountDue.minorUnits");
  }

  @Test
  void shouldBuryAnIccidOfWrongShape() {
    RenewalRequested event = requested("R1", CLOCK);
    event.setIccid("1234");

    pipeline.take(event);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("iccid");
  }

  @Test
  void shouldBuryARenewalIdThatIsNone() {
    pipeline.take(settled("no spaces allowed", "P1", 5000, CLOCK));

    assertThat(burial("INVALID").headers().get("dl-text")).contains("renewalId");
  }

  @Test
  void shouldBuryAnEventTimeOfLongMaxValue() {
    PaymentEvent event = settled("R1", "P1", 5000, Instant.ofEpochMilli(Long.MAX_VALUE));

    pipeline.take(event);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("occurredAt");
  }

  @Test
  void shouldBuryACarriersExpiryOfLongMaxValue() {
    CarrierReview event = approved("R1", "V1", CLOCK);
    event.setValidUntil(Instant.ofEpochMilli(Long.MAX_VALUE));

    pipeline.take(event);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("validUntil");
  }

  @Test
  void shouldBuryARequestOlderThanNinetyDays() {
    pipeline.take(requested("R1", CLOCK.minus(Duration.ofDays(91))));

    assertThat(burial("INVALID").headers().get("dl-text")).contains("requestedAt");
  }

  @Test
  void shouldKeepOnlyTheBeginningOfARecordOfOneMegabyte() {
    byte[] bytes = new byte[1 << 20];

    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), bytes);

    Letter letter = burial("INVALID");
    assertThat(letter.value()).hasSizeLessThan(2048);
    assertThat(letter.headers()).containsEntry("dl-truncated-from", "1048576");
  }

  @Test
  void shouldBuryARecordWhoseHeadersAreTooLargeAndDropThem() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("padding", new byte[5 << 20]);

    pipeline.take(
        Topics.RENEWAL_PAYMENTS,
        new TestRecord<>(
            utf8("R1"), pipeline.bytes(settled("R1", "P1", 5000, CLOCK)), headers, CLOCK));

    assertThat(burial("INVALID").headers()).doesNotContainKey("padding");
  }

  @Test
  void shouldBuryARecordOfAMillionEmptyHeaders() {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < 1_000_000; i++) {
      headers.add("", null);
    }

    pipeline.take(
        Topics.RENEWAL_PAYMENTS,
        new TestRecord<>(
            utf8("R1"), pipeline.bytes(settled("R1", "P1", 5000, CLOCK)), headers, CLOCK));

    assertThat(burial("INVALID").headers()).doesNotContainKey("");
  }

  @Test
  void shouldBuryARecordTimestampOfLongMaxValueUnderTheWallClock() {
    pipeline.take(
        Topics.RENEWAL_PAYMENTS,
        new TestRecord<>(
            utf8("R9"),
            pipeline.bytes(settled("R9", "P1", 5000, CLOCK)),
            Instant.ofEpochMilli(Long.MAX_VALUE)));

    assertThat(burial("INVALID").headers()).containsEntry("dl-at", CLOCK.toString());
  }

  @Test
  void shouldNameWhereTheDeadRecordLay() {
    pipeline.take(Topics.CARRIER_REVIEWS, utf8("R1"), new byte[] {9});

    assertThat(burial("UNREADABLE").headers())
        .containsEntry("dl-topic", "carrier-reviews")
        .containsEntry("dl-partition", "0")
        .containsEntry("dl-offset", "0")
        .containsEntry("dl-stage", "READ")
        .containsEntry("dl-at", CLOCK.toString())
        .containsEntry("dl-appended-at", CLOCK.toString());
  }

  @Test
  void shouldSayWhenItDiedAndWhenItWasAppended() {
    Instant appended = CLOCK.minus(Duration.ofHours(2));

    pipeline.take(
        Topics.CARRIER_REVIEWS,
        new TestRecord<>(utf8("R1"), new byte[] {9}, new RecordHeaders(), appended));

    assertThat(burial("UNREADABLE").headers())
        .containsEntry("dl-at", CLOCK.toString())
        .containsEntry("dl-appended-at", appended.toString());
  }

  @Test
  void shouldCountEachRecordOnce() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", -1, CLOCK));

    assertThat(pipeline.judged("applied")).isEqualTo(1);
    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
    assertThat(pipeline.judged("dead")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {GraphTopics.CARD_CHANGES, ReadStatuses.TO_REGISTER, CarrierRegister.TO_RENEWALS})
  void shouldBuryWhatARuleFailsAtAndGoOn(String internal) {
    byte[] impossible = {99, 1, 2};

    pipeline.takeInternal(internal, utf8("K"), impossible);

    Letter letter = burial("PROCESSING_FAILED");
    assertThat(letter.value()).isEqualTo(impossible);
    assertThat(letter.headers())
        .containsEntry("dl-stage", "DECIDE")
        .containsEntry("dl-topic", "activation-stream-%s-repartition".formatted(internal));
  }

  /** The one dead letter, after which the stream goes on and nothing else was said. */
  private Letter burial(String reason) {
    assertThat(pipeline.updates()).isEmpty();
    Letter[] letters = pipeline.deadLetters().toArray(Letter[]::new);
    assertThat(letters).hasSize(1);
    assertThat(letters[0].reason()).isEqualTo(reason);
    usualRenewalStillComesThrough();
    return letters[0];
  }

  private void usualRenewalStillComesThrough() {
    pipeline.take(requested("R-next", CLOCK));
    pipeline.take(settled("R-next", "P1", 5000, CLOCK));
    pipeline.take(approved("R-next", "V1", CLOCK));
    assertThat(pipeline.activations())
        .extracting(Activation::getActivationId)
        .containsExactly("R-next/1");
  }
}

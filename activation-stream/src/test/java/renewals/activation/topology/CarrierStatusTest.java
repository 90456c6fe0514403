package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.status;
import static renewals.activation.topology.Pipeline.utf8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.topology.Pipeline.Letter;
import renewals.schemas.Topics;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;

/** What carriers publish of themselves: what is valid is known, what is not ends as dead letter. */
class CarrierStatusTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldKnowWhatACarrierSays() {
    Instant endsAt = CLOCK.plusSeconds(3600);

    pipeline.take(status(1, CarrierState.MAINTENANCE, CLOCK, endsAt));

    assertThat(pipeline.carriers.conditions("cmcc"))
        .containsExactly(new CarrierCondition(CarrierCondition.State.MAINTENANCE, CLOCK, endsAt));
    assertThat(pipeline.carriers.downtime().get("cmcc").all()).hasSize(1);
    assertThat(pipeline.judged("applied")).isEqualTo(1);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldTakeTheGreaterRevision() {
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));
    pipeline.take(status(2, CarrierState.NORMAL, CLOCK, null));

    assertThat(state()).isEqualTo(CarrierCondition.State.NORMAL);
    assertThat(pipeline.judged("applied")).isEqualTo(2);
  }

  @Test
  void shouldCountASupersededRevisionAsADuplicateWithoutEffect() {
    pipeline.take(status(2, CarrierState.NORMAL, CLOCK, null));
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));

    assertThat(state()).isEqualTo(CarrierCondition.State.NORMAL);
    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldCountTheSameWordAgainAsADuplicate() {
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));

    assertThat(pipeline.judged("applied")).isEqualTo(1);
    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldBuryOtherContentUnderTheSameRevisionWithItsBytesAndCoordinates() {
    CarrierStatus other = status(1, CarrierState.NORMAL, CLOCK, null);
    pipeline.take(status(1, CarrierState.OUTAGE, CLOCK, null));
    pipeline.take(other);

    assertThat(state()).isEqualTo(CarrierCondition.State.OUTAGE);
    assertThat(pipeline.judged("dead")).isEqualTo(1);
    Letter letter = onlyLetter("CONFLICTING_DUPLICATE");
    assertThat(letter.key()).isEqualTo("cmcc");
    assertThat(letter.value()).isEqualTo(pipeline.bytes(other));
    assertThat(letter.headers())
        .containsEntry("dl-topic", "carrier-status")
        .containsEntry("dl-partition", "0")
        .containsEntry("dl-offset", "1")
        .containsEntry("dl-id", "id-of-carrier-status/0/1")
        .containsEntry("dl-stage", "DECIDE");
  }

  @Test
  void shouldBuryATombstone() {
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), null);

    assertThat(burial("INVALID").value()).isNull();
  }

  @Test
  void shouldBuryANullKey() {
    pipeline.take(Topics.CARRIER_STATUS, null, outage());

    assertThat(burial("KEY_MISMATCH").key()).isNull();
  }

  @Test
  void shouldBuryAKeyThatIsNotTheCarrierId() {
    pipeline.take(Topics.CARRIER_STATUS, utf8("cucc"), outage());

    assertThat(burial("KEY_MISMATCH").headers().get("dl-text")).contains("carrierId");
  }

  @Test
  void shouldBuryBytesThatAreNone() {
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), new byte[] {9});

    assertThat(burial("UNREADABLE").value()).isEqualTo(new byte[] {9});
  }

  @Test
  void shouldBuryAnUnknownSchema() {
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), withSchema(127, outage()));

    burial("UNKNOWN_SCHEMA");
  }

  @Test
  void shouldBuryWhatTheContractForbids() {
    CarrierStatus chatty = status(1, CarrierState.OUTAGE, CLOCK, null);
    chatty.setMessageEn("x".repeat(501));

    pipeline.take(chatty);

    assertThat(burial("INVALID").headers().get("dl-text")).contains("messageEn");
  }

  @Test
  void shouldBuryARecordOfOneMegabyteWhereItLies() {
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), new byte[1 << 20]);

    assertThat(burial("INVALID").headers()).containsEntry("dl-truncated-from", "1048576");
  }

  @Test
  void shouldBuryARecordTimestampOfLongMaxValueUnderTheWallClock() {
    pipeline.take(
        Topics.CARRIER_STATUS,
        new TestRecord<>(utf8("cmcc"), outage(), Instant.ofEpochMilli(Long.MAX_VALUE)));

    assertThat(burial("INVALID").headers()).containsEntry("dl-at", CLOCK.toString());
  }

  @Test
  void shouldReadAParkedStatusOnceTheRegistryIsBack() {
    int id = pipeline.registry.add(newerSchema());
    pipeline.registry.setAway(true);
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), withSchema(id, outage()));
    assertThat(state()).isEqualTo(CarrierCondition.State.NORMAL);

    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(state()).isEqualTo(CarrierCondition.State.OUTAGE);
    assertThat(pipeline.judged("applied")).isEqualTo(1);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfACarrierThatHasAParkedStatus() {
    int id = pipeline.registry.add(newerSchema());
    pipeline.registry.setAway(true);
    pipeline.take(Topics.CARRIER_STATUS, utf8("cmcc"), withSchema(id, outage()));
    pipeline.take(status(1, CarrierState.DEGRADED, CLOCK, null));
    pipeline.registry.setAway(false);
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(state()).isEqualTo(CarrierCondition.State.OUTAGE);
    onlyLetter("CONFLICTING_DUPLICATE");
  }

  /** The one dead letter, after which the stream goes on. */
  private Letter burial(String reason) {
    Letter letter = onlyLetter(reason);
    assertThat(pipeline.judged("dead")).isEqualTo(1);
    pipeline.take(status(7, CarrierState.DEGRADED, CLOCK, null));
    assertThat(state()).isEqualTo(CarrierCondition.State.DEGRADED);
    return letter;
  }

  private Letter onlyLetter(String reason) {
    Letter[] letters = pipeline.deadLetters().toArray(Letter[]::new);
    assertThat(letters).hasSize(1);
    assertThat(letters[0].reason()).isEqualTo(reason);
    return letters[0];
  }

  private CarrierCondition.State state() {
    CarrierProfile known = pipeline.carriers.find("cmcc");
    return known == null ? CarrierCondition.State.NORMAL : known.newest().condition().state();
  }

  private byte[] outage() {
    return pipeline.bytes(status(1, CarrierState.OUTAGE, CLOCK, null));
  }

  private static byte[] withSchema(int id, byte[] bytes) {
    ByteBuffer.wrap(bytes).putInt(1, id);
    return bytes;
  }

  /** The same fields under another documentation, and so under another id. */
  private static Schema newerSchema() {
    Schema now = CarrierStatus.getClassSchema();
    return Schema.createRecord(
        now.getName(),
        "newer",
        now.getNamespace(),
        false,
        now.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList());
  }
}

package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.Topics;
import renewals.v1.CarrierReview;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RefundKind;

class WireFormatTest {

  private static final PaymentEvent PAYMENT =
      new PaymentEvent(
          "P1",
          "R1",
          "lakala-app",
          PaymentStatus.REFUNDED,
          new Money(5000L, "CNY"),
          RefundKind.EXCESS,
          "P0",
          true,
          "多付了",
          Instant.parse("2026-03-02T02:00:00.123Z"));

  private final MemoryRegistry registry = new MemoryRegistry();
  private WireReader<PaymentEvent> reader;
  private byte[] bytes;
  private int id;

  @BeforeEach
  void writeOnePayment() {
    id = registry.add(PaymentEvent.getClassSchema());
    reader = new WireReader<>(registry, new PaymentEvent());
    bytes = WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent()).write(PAYMENT);
  }

  @Test
  void shouldBeginWithMagicByteAndSchemaId() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);

    assertThat(buffer.get()).isZero();
    assertThat(buffer.getInt()).isEqualTo(id);
  }

  @Test
  void shouldReadBackWhatItWrote() {
    assertThat(reader.read(bytes)).isEqualTo(PAYMENT);
  }

  @Test
  void shouldWriteOnAfterARecordThatCouldNotBeWritten() {
    WireWriter<PaymentEvent> writer =
        WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent());
    PaymentEvent broken = PaymentEvent.newBuilder(PAYMENT).build();
    broken.setAmount(null);

    assertThatThrownBy(() -> writer.write(broken)).isInstanceOf(RuntimeException.class);
    assertThat(writer.write(PAYMENT)).isEqualTo(bytes);
  }

  @Test
  void shouldAskTheRegistryOncePerSchemaId() {
    int before = registry.asked();
    reader.read(bytes);
    reader.read(bytes);

    assertThat(registry.asked() - before).isEqualTo(1);
  }

  @Test
  void shouldReadKnownIdsWhileTheRegistryIsAway() {
    reader.read(bytes);
    registry.goAway();

    assertThat(reader.read(bytes)).isEqualTo(PAYMENT);
  }

  @Test
  void shouldTellThatTheRegistryIsAwayFromBadBytes() {
    registry.goAway();

    assertThatThrownBy(() -> reader.read(bytes)).isInstanceOf(RegistryUnavailableException.class);

    registry.comeBack();
    assertThat(reader.read(bytes)).isEqualTo(PAYMENT);
  }

  @Test
  void shouldRefuseAnIdThatTheRegistryDoesNotKnow() {
    byte[] forged = bytes.clone();
    forged[1] = 0x7f;

    assertThatThrownBy(() -> reader.read(forged)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void shouldRefuseAnyOtherMagicByte() {
    for (int magic = 1; magic < 256; magic++) {
      byte[] wrong = bytes.clone();
      wrong[0] = (byte) magic;
      assertUnreadable(wrong);
    }
  }

  @Test
  void shouldRefuseBytesTruncatedAtEveryLength() {
    for (int length = 0; length < bytes.length; length++) {
      assertUnreadable(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void shouldRefuseBytesAfterTheEnd() {
    assertUnreadable(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Test
  void shouldReadOrRefuseButNeverFailOtherwiseWhateverByteIsCorrupted() {
    int refused = 0;
    for (int at = WireFormat.HEADER_BYTES; at < bytes.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] corrupted = bytes.clone();
        corrupted[at] = (byte) value;
        try {
          assertThat(reader.read(corrupted)).isNotNull();
        } catch (UnreadableException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void shouldReadOnAfterARefusal() {
    assertUnreadable(Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(reader.read(bytes)).isEqualTo(PAYMENT);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 200, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Long.MAX_VALUE / 2})
  void shouldRefuseAHugeDeclaredTextWithoutAllocatingIt(long declared) throws IOException {
    byte[] oversized = value(encoder -> encoder.writeLong(declared), id);
    assertUnreadable(oversized); // the classes are loaded now

    assertThat(allocatedBy(() -> assertUnreadable(oversized))).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, Integer.MAX_VALUE - 8, Long.MAX_VALUE / 2, -1_000_000_000})
  void shouldRefuseAHugeDeclaredListWithoutAllocatingIt(long declared) throws IOException {
    byte[] oversized =
        value(encoder -> encoder.writeLong(declared), withListFirst(Schema.Type.LONG));
    assertUnreadable(oversized);

    assertThat(allocatedBy(() -> assertUnreadable(oversized))).isLessThan(1_000_000);
  }

  @Test
  void shouldRefuseASchemaOfAnotherEvent() {
    int other = registry.add(CarrierReview.getClassSchema());
    byte[] forged = ByteBuffer.wrap(bytes.clone()).putInt(1, other).array();

    assertUnreadable(forged);
  }

  @Test
  void shouldReadWhatAnEarlierSchemaWroteWithTheNewFieldsEmpty() throws IOException {
    Schema earlier = without(PaymentEvent.getClassSchema(), "reason");
    byte[] old =
        value(
            encoder -> {
              encoder.writeString("P1");
              encoder.writeString("R1");
              encoder.writeString("bank");
              encoder.writeEnum(0);
              encoder.writeLong(5000);
              encoder.writeString("CNY");
              encoder.writeIndex(0);
              encoder.writeIndex(0);
              encoder.writeIndex(0);
              encoder.writeLong(0);
            },
            registry.add(earlier));

    PaymentEvent read = reader.read(old);

    assertThat(read.getReason()).isNull();
    assertThat(read.getAmount()).isEqualTo(new Money(5000L, "CNY"));
    assertThat(read.getOccurredAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldReadATimeOfLongMaxValueAsItIs() throws IOException {
    byte[] extreme =
        value(
            encoder -> {
              encoder.writeString("P1");
              encoder.writeString("R1");
              encoder.writeString("bank");
              encoder.writeEnum(0);
              encoder.writeLong(5000);
              encoder.writeString("CNY");
              encoder.writeIndex(0);
              encoder.writeIndex(0);
              encoder.writeIndex(0);
              encoder.writeIndex(0);
              encoder.writeLong(Long.MAX_VALUE);
            },
            id);

    assertThat(reader.read(extreme).getOccurredAt())
        .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp-micros", "local-timestamp-millis", "timestamp-nanos", "none"})
  void shouldRefuseTimesThatAreWrittenInAnotherUnit(String unit) {
    String other = PaymentEvent.getClassSchema().toString().replace("timestamp-millis", unit);
    int written = registry.add(new Schema.Parser().parse(other));
    byte[] inAnotherUnit = ByteBuffer.wrap(bytes.clone()).putInt(1, written).array();

    assertThatThrownBy(() -> reader.read(inAnotherUnit))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("occurredAt is " + unit + ", expected timestamp-millis");
  }

  @Test
  void shouldRefuseTimesThatAreWrittenWithoutAUnit() {
    String other =
        CarrierReview.getClassSchema()
            .toString()
            .replace("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}", "\"long\"");
    int written = registry.add(new Schema.Parser().parse(other));
    byte[] value = ByteBuffer.wrap(bytes.clone()).putInt(1, written).array();

    assertThatThrownBy(() -> new WireReader<>(registry, new CarrierReview()).read(value))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("validUntil is a number without a unit");
  }

  private void assertUnreadable(byte[] value) {
    assertThatThrownBy(() -> reader.read(value)).isInstanceOf(UnreadableException.class);
  }

  private static long allocatedBy(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    action.run();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** A schema that has a list before our fields, as a later version might. */
  private int withListFirst(Schema.Type items) {
    Schema list = SchemaBuilder.array().items(Schema.create(items));
    List<Schema.Field> fields =
        PaymentEvent.getClassSchema().getFields().stream()
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema schema = Schema.createRecord("PaymentEvent", null, "renewals.v1", false);
    schema.setFields(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(new Schema.Field("items", list)), fields.stream())
            .toList());
    return registry.add(schema);
  }

  private static Schema without(Schema schema, String name) {
    Schema copy = Schema.createRecord(schema.getName(), null, schema.getNamespace(), false);
    copy.setFields(
        schema.getFields().stream()
            .filter(field -> !field.name().equals(name))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
    return copy;
  }

  private static byte[] value(Content content, int schemaId) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(WireFormat.MAGIC);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    content.writeTo(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private interface Content {
    void writeTo(BinaryEncoder encoder) throws IOException;
  }
}

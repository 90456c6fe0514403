package renewals.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CarrierReview;
import renewals.v1.ReviewOutcome;

class NewerSchemaTest {

  private static final Schema PRESENT = CarrierReview.getClassSchema();

  @Test
  void shouldBeReadByWhoKnowsThePresentVersionOnly() {
    CarrierReview review = review();
    NewerSchema newer = NewerSchema.of(PRESENT, 3);

    byte[] bytes = newer.write(review);

    WireReader<CarrierReview> reader =
        new WireReader<>(new OnlySchema(newer.schema()), new CarrierReview());
    byte[] framed =
        ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(1).put(bytes).array();
    assertThat(reader.read(framed)).isEqualTo(review);
  }

  private record OnlySchema(Schema schema) implements SchemaRegistry {
    @Override
    public Schema byId(int id) {
      return schema;
    }

    @Override
    public int idOf(String subject, Schema wanted) {
      return 1;
    }
  }

  @Test
  void shouldBeCompatibleInBothDirections() {
    Schema one = NewerSchema.of(PRESENT, 1).schema();
    Schema two = NewerSchema.of(PRESENT, 2).schema();

    assertThat(List.of(reads(PRESENT, two), reads(two, PRESENT), reads(one, two), reads(two, one)))
        .containsOnly(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static CarrierReview review() {
    return CarrierReview.newBuilder()
        .setReviewId("rv-1")
        .setRenewalId("R-1")
        .setCarrierId("carrier-m")
        .setOutcome(ReviewOutcome.APPROVED)
        .setDecidedAt(Instant.ofEpochMilli(1_700_000_000_000L))
        .build();
  }
}

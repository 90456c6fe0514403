package renewals.faults.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A later version of a schema: one more optional field with each version.
 *
 * @param schema the later version
 */
record NewerSchema(Schema schema) {

  private static final String ADDED = "addedInVersion";

  /**
   * So many versions after a schema.
   *
   * @param version 1 for the next
   */
  static NewerSchema of(Schema present, int version) {
    List<Schema.Field> fields = new ArrayList<>();
    present.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema optional =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    IntStream.rangeClosed(1, version)
        .forEach(
            n ->
                fields.add(
                    new Schema.Field(ADDED + n, optional, null, Schema.Field.NULL_DEFAULT_VALUE)));
    return new NewerSchema(
        Schema.createRecord(
            present.getName(), present.getDoc(), present.getNamespace(), false, fields));
  }

  /** An event of ours as one who has this version writes it, the added fields filled in. */
  byte[] write(SpecificRecord event) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Schema.Field ours = event.getSchema().getField(field.name());
      record.put(field.pos(), ours == null ? "from a newer version" : event.get(ours.pos()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema, SpecificData.getForClass(event.getClass()))
          .write(record, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: bytes in memory", e);
    }
    return bytes.toByteArray();
  }
}

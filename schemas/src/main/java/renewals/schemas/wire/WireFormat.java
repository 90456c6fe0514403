package renewals.schemas.wire;

import java.nio.ByteBuffer;

/** Confluent's framing: magic byte 0, schema id as 4 bytes big-endian, then Avro binary. */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  private WireFormat() {}

  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new UnreadableException(
          "value has %d bytes, expected at least %d (magic byte and schema id)"
              .formatted(bytes.length, HEADER_BYTES));
    }
    if (bytes[0] != MAGIC) {
      throw new UnreadableException(
          "magic byte is %d, expected %d".formatted(bytes[0] & 0xff, MAGIC));
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }
}

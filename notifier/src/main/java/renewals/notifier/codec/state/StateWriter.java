package renewals.notifier.codec.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a state value: its version, then its fields. */
final class StateWriter {

  private static final int ABSENT = -1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Begins a value of that version. */
  StateWriter(int version) {
    octet(version);
  }

  /** Bytes as they are, of a length that is known. */
  StateWriter raw(byte[] value) {
    return written(() -> out.write(value));
  }

  StateWriter octet(int value) {
    return written(() -> out.writeByte(value));
  }

  StateWriter number(long value) {
    return written(() -> out.writeLong(value));
  }

  StateWriter count(int value) {
    return written(() -> out.writeInt(value));
  }

  StateWriter text(@Nullable String value) {
    return blob(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  StateWriter blob(byte @Nullable [] value) {
    return written(
        () -> {
          out.writeInt(value == null ? ABSENT : value.length);
          if (value != null) {
            out.write(value);
          }
        });
  }

  StateWriter time(@Nullable Instant value) {
    octet(value == null ? 0 : 1);
    return value == null ? this : number(value.toEpochMilli());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private StateWriter written(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the target is memory", e);
    }
    return this;
  }

  private interface Write {
    void run() throws IOException;
  }
}

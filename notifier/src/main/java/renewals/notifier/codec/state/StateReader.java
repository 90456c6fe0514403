package renewals.notifier.codec.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a state value that {@link StateWriter} wrote. */
final class StateReader {

  private final ByteBuffer in;
  private final int version;

  /**
   * Begins reading a value.
   *
   * @param newest the newest version that the caller can read
   * @throws IllegalStateException the value is newer: an older release must not touch it
   */
  StateReader(byte[] bytes, int newest) {
    this.in = ByteBuffer.wrap(bytes);
    this.version = octet();
    if (version < 1 || version > newest) {
      throw new IllegalStateException(
          "state value has version %d, expected 1 to %d".formatted(version, newest));
    }
  }

  /** The version that the value was written as. */
  int version() {
    return version;
  }

  /** Passes over bytes that are read elsewhere. */
  void skip(int count) {
    in.position(in.position() + count);
  }

  int octet() {
    return in.get();
  }

  long number() {
    return in.getLong();
  }

  int count() {
    return in.getInt();
  }

  public @Nullable String optionalText() {
    byte[] bytes = blob();
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  String text() {
    String text = optionalText();
    if (text == null) {
      throw new IllegalStateException("state value lacks a text");
    }
    return text;
  }

  byte @Nullable [] blob() {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  @Nullable Instant optionalTime() {
    return octet() == 0 ? null : Instant.ofEpochMilli(number());
  }

  Instant time() {
    Instant time = optionalTime();
    if (time == null) {
      throw new IllegalStateException("state value lacks a time");
    }
    return time;
  }

  <E extends Enum<E>> E one(Class<E> type) {
    return Enum.valueOf(type, text());
  }
}

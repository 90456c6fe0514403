package renewals.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compact form of state: whole numbers in as few bytes as they need, texts in UTF-8,
 * instants as the difference from the one written before. For one thread; reused from value to
 * value.
 */
public final class StateWriter {

  private byte[] bytes = new byte[512];
  private int size;
  private long lastMillis;

  /** Begins a value. */
  public StateWriter start(int version) {
    size = 0;
    lastMillis = 0;
    return raw(version);
  }

  public StateWriter raw(int oneByte) {
    ensure(1);
    bytes[size++] = (byte) oneByte;
    return this;
  }

  public StateWriter flag(boolean value) {
    return raw(value ? 1 : 0);
  }

  /** Small for small numbers, whatever their sign. */
  public StateWriter number(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public StateWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return blob(utf8);
  }

  public StateWriter blob(byte[] blob) {
    number(blob.length);
    ensure(blob.length);
    System.arraycopy(blob, 0, bytes, size, blob.length);
    size += blob.length;
    return this;
  }

  public StateWriter instant(Instant instant) {
    long millis = instant.toEpochMilli();
    number(millis - lastMillis);
    lastMillis = millis;
    return this;
  }

  public <E extends Enum<E>> StateWriter choice(StoredNumbers<E> numbers, E value) {
    return raw(numbers.numberOf(value));
  }

  public <E extends Enum<E>> StateWriter optionalChoice(
      StoredNumbers<E> numbers, @Nullable E value) {
    return value == null ? raw(0) : raw(1).choice(numbers, value);
  }

  public StateWriter optionalText(@Nullable String text) {
    return text == null ? raw(0) : raw(1).text(text);
  }

  public StateWriter optionalNumber(@Nullable Long value) {
    return value == null ? raw(0) : raw(1).number(value);
  }

  public StateWriter optionalInstant(@Nullable Instant instant) {
    return instant == null ? raw(0) : raw(1).instant(instant);
  }

  /** The value as its own array. */
  public byte[] finish() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}

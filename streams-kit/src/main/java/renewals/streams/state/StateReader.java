package renewals.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote, once and in the same order; one for each value and thread.
 * Bytes that end too early, or say what nobody knows, fail with an unchecked exception: the state
 * is broken, and who goes on would decide by it.
 */
public final class StateReader {

  private final byte[] bytes;
  private int at;
  private int version;
  private long lastMillis;

  private StateReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Begins to read a value of a version that this code knows.
   *
   * @throws StateFormatException the value was written by a newer version
   */
  public static StateReader start(byte[] bytes, String what, int newestKnown) {
    StateReader unpacker = new StateReader(bytes);
    int version = unpacker.raw();
    unpacker.version = version;
    if (version < 1 || version > newestKnown) {
      throw new StateFormatException(
          "stored %s has version %d, expected 1 to %d".formatted(what, version, newestKnown));
    }
    return unpacker;
  }

  /** The version that wrote the value. */
  public int version() {
    return version;
  }

  /** Passes over bytes that are read elsewhere. */
  public void skip(int count) {
    at += count;
  }

  public int raw() {
    return bytes[at++] & 0xff;
  }

  public boolean flag() {
    return raw() != 0;
  }

  public long number() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return (value >>> 1) ^ -(value & 1);
  }

  public int count() {
    return Math.toIntExact(number());
  }

  /** A text of which there are few: the same object again and again. */
  public String name() {
    int length = count();
    String name = SharedTexts.of(bytes, at, length);
    at += length;
    return name;
  }

  public String text() {
    int length = count();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  public byte[] blob() {
    int length = count();
    byte[] blob = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return blob;
  }

  public Instant instant() {
    lastMillis += number();
    return Instant.ofEpochMilli(lastMillis);
  }

  public <E extends Enum<E>> E choice(StoredNumbers<E> numbers) {
    return numbers.valueOf(raw());
  }

  public <E extends Enum<E>> @Nullable E optionalChoice(StoredNumbers<E> numbers) {
    return flag() ? choice(numbers) : null;
  }

  public @Nullable String optionalName() {
    return flag() ? name() : null;
  }

  public @Nullable String optionalText() {
    return flag() ? text() : null;
  }

  public @Nullable Long optionalNumber() {
    return flag() ? (Long) number() : null;
  }

  public @Nullable Instant optionalInstant() {
    return flag() ? instant() : null;
  }
}

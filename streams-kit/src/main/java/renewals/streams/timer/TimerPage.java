package renewals.streams.timer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import renewals.streams.state.StateFormatException;

/**
 * Some entries of one second in the index of what falls due: key the second's beginning in epoch
 * milliseconds (8 bytes, big-endian), a zero and the page's number (4 bytes); value the version
 * and, for each entry, its milliseconds within the second (2 bytes), the length (2 bytes) and bytes
 * of its subject. Pages are short, since each new entry writes its page anew.
 *
 * <p>In version 1 each entry was one of the store: key its moment and its subject.
 */
final class TimerPage {

  private static final byte VERSION_1 = 1;
  private static final byte VERSION = 2;
  private static final int FULL = 1_024;
  private static final long SECOND = 1_000;

  private final long second;
  private final int number;
  private byte[] bytes;

  /** A page without entries. */
  TimerPage(long second, int number) {
    this(second, number, new byte[] {VERSION});
  }

  private TimerPage(long second, int number, byte[] bytes) {
    this.second = second;
    this.number = number;
    this.bytes = bytes;
  }

  static TimerPage read(long second, int number, byte[] bytes) {
    check(bytes);
    return new TimerPage(second, number, bytes);
  }

  int number() {
    return number;
  }

  boolean isFull() {
    return bytes.length >= FULL;
  }

  void add(Timer entry) {
    byte[] subject = entry.subject().getBytes(StandardCharsets.UTF_8);
    ByteBuffer longer =
        ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 2 * Short.BYTES + subject.length));
    longer.position(bytes.length);
    longer.putShort((short) (entry.at() - second)).putShort((short) subject.length).put(subject);
    bytes = longer.array();
  }

  byte[] key() {
    return key(second, number);
  }

  /** The page as it is stored; never written to again. */
  byte[] bytes() {
    return bytes;
  }

  static byte[] key(long second, int number) {
    return ByteBuffer.allocate(Long.BYTES + 1 + Integer.BYTES)
        .putLong(second)
        .put((byte) 0)
        .putInt(number)
        .array();
  }

  static byte[] moment(long at) {
    return ByteBuffer.allocate(Long.BYTES).putLong(at).array();
  }

  static long moment(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  static long secondOf(long at) {
    return at - Math.floorMod(at, SECOND);
  }

  /** Adds the entries that a key and its value stand for. */
  static void entries(byte[] key, byte[] value, Collection<Timer> to) {
    ByteBuffer from = ByteBuffer.wrap(value);
    if (from.get() == VERSION_1) {
      to.add(new Timer(moment(key), text(key, Long.BYTES, key.length - Long.BYTES)));
      return;
    }
    check(value);
    long second = moment(key);
    while (from.hasRemaining()) {
      long at = second + from.getShort();
      int length = from.getShort();
      to.add(new Timer(at, text(value, from.position(), length)));
      from.position(from.position() + length);
    }
  }

  private static void check(byte[] value) {
    if (value[0] != VERSION) {
      throw new StateFormatException(
          "stored index of what falls due has version %d, expected 1 or 2".formatted(value[0]));
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}

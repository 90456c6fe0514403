package renewals.notifier.topology.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/** Keys of state stores, laid out so that their byte order is the order in which they are read. */
public final class Keys {

  private Keys() {}

  public static Bytes text(String id) {
    return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
  }

  /** Everything of one owner lies together: its length and bytes, then what follows. */
  public static byte[] prefix(byte[] owner) {
    return ByteBuffer.allocate(Integer.BYTES + owner.length)
        .putInt(owner.length)
        .put(owner)
        .array();
  }

  /** One entry of an owner, in order of {@code order} (not negative), then of {@code id}. */
  public static Bytes entry(byte[] owner, long order, String id) {
    byte[] tail = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Integer.BYTES + owner.length + Long.BYTES + tail.length)
            .putInt(owner.length)
            .put(owner)
            .putLong(order)
            .put(tail)
            .array());
  }

  /** The last possible key of an owner, give or take what follows the order. */
  public static Bytes last(byte[] owner) {
    return entry(owner, Long.MAX_VALUE, "");
  }

  public static Bytes first(byte[] owner) {
    return Bytes.wrap(prefix(owner));
  }

  /** The owner of an entry. */
  public static byte[] ownerOf(Bytes entry) {
    byte[] bytes = entry.get();
    int length = ByteBuffer.wrap(bytes).getInt();
    return Arrays.copyOfRange(bytes, Integer.BYTES, Integer.BYTES + length);
  }

  /** The order of an entry among those of its owner. */
  public static long orderOf(Bytes entry) {
    byte[] bytes = entry.get();
    return ByteBuffer.wrap(bytes).getLong(Integer.BYTES + ByteBuffer.wrap(bytes).getInt());
  }

  /** The id of an entry. */
  public static String idOf(Bytes entry) {
    byte[] bytes = entry.get();
    int from = Integer.BYTES + ByteBuffer.wrap(bytes).getInt() + Long.BYTES;
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }
}

package renewals.activation.estimate;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** How many wait for a stage, by the five minutes in which their wait began. */
final class WaitingCounts {

  private static final int VERSION = 1;
  private static final long SLOT = 300_000;
  private static final int ENTRY = 1 + Long.BYTES + Integer.BYTES;

  /** Takes a stage, the middle of five minutes, and how many began to wait then. */
  interface Reader {
    void accept(Stage stage, long since, int count);
  }

  private record Slot(Stage stage, long number) {}

  private final Map<Slot, Integer> counts = new HashMap<>();

  void add(Stage stage, long since) {
    counts.merge(new Slot(stage, Math.floorDiv(since, SLOT)), 1, Integer::sum);
  }

  /** Takes one out; nothing happens if none was counted. */
  void remove(Stage stage, long since) {
    counts.computeIfPresent(
        new Slot(stage, Math.floorDiv(since, SLOT)), (slot, n) -> n > 1 ? n - 1 : null);
  }

  void forEach(Reader reader) {
    counts.forEach((slot, n) -> reader.accept(slot.stage(), slot.number() * SLOT + SLOT / 2, n));
  }

  @SuppressWarnings("EnumOrdinal") // Stage says that its order is part of the stored form
  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(1 + counts.size() * ENTRY).put((byte) VERSION);
    counts.forEach(
        (slot, n) -> out.put((byte) slot.stage().ordinal()).putLong(slot.number()).putInt(n));
    return out.array();
  }

  @SuppressWarnings("EnumOrdinal") // Stage says that its order is part of the stored form
  static WaitingCounts decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "waiting counts of version %d, expected %d".formatted(version, VERSION));
    }
    WaitingCounts read = new WaitingCounts();
    while (in.hasRemaining()) {
      Stage stage = Stage.values()[in.get()];
      read.counts.put(new Slot(stage, in.getLong()), in.getInt());
    }
    return read;
  }
}

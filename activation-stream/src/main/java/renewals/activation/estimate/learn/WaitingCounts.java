package renewals.activation.estimate.learn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import renewals.activation.estimate.model.Stage;

/** How many wait for a stage, by the five minutes in which their wait began. */
public final class WaitingCounts {

  private static final int VERSION = 1;
  private static final long SLOT = 300_000;
  private static final int ENTRY = 1 + Long.BYTES + Integer.BYTES;

  /** Takes a stage, the middle of five minutes, and how many began to wait then. */
  public interface Reader {
    void accept(Stage stage, long since, int count);
  }

  private static final Stage[] STAGES = Stage.values();

  private static final class Count {
    int n;
  }

  /** By the number of the five minutes since the epoch, a map for each stage. */
  private final List<Map<Long, Count>> counts =
      Arrays.stream(STAGES).<Map<Long, Count>>map(stage -> new HashMap<>()).toList();

  void add(Stage stage, long since) {
    of(stage).computeIfAbsent(Math.floorDiv(since, SLOT), slot -> new Count()).n++;
  }

  /** Takes one out; nothing happens if none was counted. */
  void remove(Stage stage, long since) {
    Long slot = Math.floorDiv(since, SLOT);
    Count count = of(stage).get(slot);
    if (count != null && --count.n == 0) {
      of(stage).remove(slot);
    }
  }

  private Map<Long, Count> of(Stage stage) {
    return counts.get(stage.storedNumber());
  }

  /**
   * Forgets who began to wait before an instant.
   *
   * @return whether there was anybody
   */
  boolean dropBefore(long since) {
    boolean dropped = false;
    for (Map<Long, Count> bySlot : counts) {
      dropped |= bySlot.keySet().removeIf(slot -> slot * SLOT + SLOT <= since);
    }
    return dropped;
  }

  public void forEach(Reader reader) {
    for (Stage stage : STAGES) {
      of(stage).forEach((slot, count) -> reader.accept(stage, slot * SLOT + SLOT / 2, count.n));
    }
  }

  public byte[] encode() {
    int entries = counts.stream().mapToInt(Map::size).sum();
    ByteBuffer out = ByteBuffer.allocate(1 + entries * ENTRY).put((byte) VERSION);
    for (Stage stage : STAGES) {
      of(stage)
          .forEach(
              (slot, count) -> out.put((byte) stage.storedNumber()).putLong(slot).putInt(count.n));
    }
    return out.array();
  }

  public static WaitingCounts decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "waiting counts of version %d, expected %d".formatted(version, VERSION));
    }
    WaitingCounts read = new WaitingCounts();
    while (in.hasRemaining()) {
      Map<Long, Count> bySlot = read.counts.get(in.get());
      Count count = bySlot.computeIfAbsent(in.getLong(), slot -> new Count());
      count.n = in.getInt();
    }
    return read;
  }
}

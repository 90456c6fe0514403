package renewals.activation.estimate.learn;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.PaginatedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A mergeable sketch of durations, empty until the first. Not thread-safe. */
public final class DurationSketch {

  /** Takes a bin of {@link Grid} and how many durations lie in it. */
  public interface BinReader {
    void accept(int bin, double count);
  }

  private @Nullable DDSketch sketch;

  void add(double millis) {
    made().accept(Grid.clamp(millis));
  }

  void merge(DurationSketch other) {
    if (other.sketch != null) {
      made().mergeWith(other.sketch);
    }
  }

  public double count() {
    return sketch == null ? 0 : sketch.getCount();
  }

  public void forEach(BinReader reader) {
    if (sketch != null) {
      sketch
          .getPositiveValueStore()
          .forEach((index, count) -> reader.accept(Grid.binOfIndex(index), count));
    }
  }

  byte[] encode() {
    if (sketch == null) {
      return new byte[0];
    }
    GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      sketch.encode(out, true);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory refused a write", e);
    }
    return out.trimmedCopy();
  }

  static DurationSketch decode(byte[] bytes) {
    DurationSketch read = new DurationSketch();
    if (bytes.length > 0) {
      try {
        read.sketch =
            DDSketch.decode(ByteArrayInput.wrap(bytes), PaginatedStore::new, Grid.MAPPING);
      } catch (IOException e) {
        throw new IllegalArgumentException("not a sketch of durations: " + e.getMessage(), e);
      }
    }
    return read;
  }

  private DDSketch made() {
    DDSketch there = sketch;
    if (there == null) {
      there = new DDSketch(Grid.MAPPING, PaginatedStore::new);
      sketch = there;
    }
    return there;
  }
}

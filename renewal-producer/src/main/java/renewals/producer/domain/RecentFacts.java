package renewals.producer.domain;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import renewals.client.Content;
import renewals.client.EventIds;

/**
 * What this gateway has lately seen acknowledged, so that it can refuse the same id with other
 * content at once. It knows only itself and only so many facts: the stream, which knows all, judges
 * the rest. Thread-safe.
 */
public final class RecentFacts implements FactMemory {

  private final Map<String, ByteBuffer> contents;

  /**
   * An empty memory.
   *
   * @param most how many facts it keeps, the least recently used forgotten first
   */
  public RecentFacts(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most is %d, expected at least 1".formatted(most));
    }
    this.contents =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, ByteBuffer> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public boolean contradicts(SpecificRecord event) {
    ByteBuffer content = Content.digestOf(event);
    synchronized (contents) {
      ByteBuffer known = contents.get(EventIds.of(event));
      return known != null && !known.equals(content);
    }
  }

  @Override
  public void remember(SpecificRecord event) {
    ByteBuffer content = Content.digestOf(event);
    synchronized (contents) {
      contents.putIfAbsent(EventIds.of(event), content);
    }
  }
}

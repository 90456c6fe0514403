package renewals.bench.result;

import java.util.Map;

/**
 * An application's internal topics.
 *
 * @param bytes what each takes on the broker's disk, by its name without the application's
 */
public record InternalTopics(Map<String, Long> bytes) {

  public InternalTopics {
    bytes = Map.copyOf(bytes);
  }

  /** Those that keep state. */
  public long changelogBytes() {
    return bytesOf("-changelog");
  }

  /** Those by which records go from one part of a topology to another. */
  public long repartitionBytes() {
    return bytesOf("-repartition");
  }

  private long bytesOf(String ending) {
    return bytes.entrySet().stream()
        .filter(topic -> topic.getKey().endsWith(ending))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}

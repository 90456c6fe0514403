package renewals.streams.record;

import java.util.Map;
import java.util.Optional;

/**
 * The ids that the cluster gave topics. One that is deleted and made anew has another, though its
 * partitions and offsets are the same again.
 */
public record TopicIds(Map<String, String> byName) {

  /** None is known. */
  public static final TopicIds NONE = new TopicIds(Map.of());

  public TopicIds {
    byName = Map.copyOf(byName);
  }

  /** What is the same for every letter of one record, and of no other. */
  Optional<String> idOf(SourceRecord record) {
    return Optional.ofNullable(byName.get(record.topic()))
        .map(topic -> "%s/%d/%d".formatted(topic, record.partition(), record.offset()));
  }
}

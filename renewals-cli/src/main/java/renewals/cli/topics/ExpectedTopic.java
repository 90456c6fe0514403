package renewals.cli.topics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * How a topic must look once brokers have applied what the controller accepted.
 *
 * @param partitions how many must have a leader, 0 where that was not changed
 * @param config settings that were changed, with their new values
 */
record ExpectedTopic(String name, int partitions, Map<String, String> config) {

  ExpectedTopic {
    config = new TreeMap<>(config);
  }

  static ExpectedTopic created(NewTopic topic) {
    return new ExpectedTopic(
        topic.name(),
        Math.max(0, topic.numPartitions()),
        topic.configs() == null ? Map.of() : topic.configs());
  }

  /**
   * What still differs, in one line.
   *
   * @param led partitions that have a leader
   * @param reported the topic's settings; null if the broker does not know it yet
   */
  Optional<String> difference(int led, @Nullable Map<String, String> reported) {
    if (reported == null) {
      return Optional.of("topic %s is not there".formatted(name));
    }
    if (led < partitions) {
      return Optional.of(
          "topic %s has %d partitions with a leader, expected %d".formatted(name, led, partitions));
    }
    return config.entrySet().stream()
        .filter(wanted -> !wanted.getValue().equals(reported.get(wanted.getKey())))
        .map(
            wanted ->
                "%s of topic %s is %s, expected %s"
                    .formatted(
                        wanted.getKey(), name, reported.get(wanted.getKey()), wanted.getValue()))
        .findFirst();
  }
}

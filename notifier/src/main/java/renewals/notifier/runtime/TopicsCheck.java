package renewals.notifier.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/** What must hold of the topics before anything is read. */
public final class TopicsCheck {

  private static final List<Topic> BY_MERCHANT =
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICES_DUE,
          Topics.NOTICE_RESULTS,
          Topics.NOTICE_RECEIPTS);

  private static final String APPEND_TIME = "LogAppendTime";

  private final Admin admin;
  private final Duration timeout;

  public TopicsCheck(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /**
   * Checks the topics.
   *
   * @return the partition count that all of them share
   * @throws StartRefusedException a topic is missing, the counts differ, contacts are not stamped
   *     on append, or Kafka gives no answer in time
   */
  public int partitions() {
    Map<String, Integer> counts = partitionCounts();
    if (new TreeSet<>(counts.values()).size() != 1) {
      throw new StartRefusedException(
          "partition counts are %s, expected the same for all of them".formatted(counts));
    }
    checkAppendTime();
    return counts.values().iterator().next();
  }

  private Map<String, Integer> partitionCounts() {
    List<String> names = new ArrayList<>(BY_MERCHANT.stream().map(Topic::name).toList());
    names.add(Topics.DEAD_LETTERS.name());
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(names).topicNameValues();
    Map<String, Integer> counts = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      try {
        counts.put(name, answer(described.get(name)).partitions().size());
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new StartRefusedException(
          "topics %s do not exist, expected them to be created first (renewals topics)"
              .formatted(missing));
    }
    counts.remove(Topics.DEAD_LETTERS.name());
    return counts;
  }

  private void checkAppendTime() {
    ConfigResource contacts =
        new ConfigResource(ConfigResource.Type.TOPIC, Topics.MERCHANT_CONTACTS.name());
    String type =
        answer(admin.describeConfigs(List.of(contacts)).values().get(contacts))
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .value();
    if (!APPEND_TIME.equals(type)) {
      throw new StartRefusedException(
          "%s of topic %s is %s, expected %s"
              .formatted(
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, contacts.name(), type, APPEND_TIME));
    }
  }

  private <T> T answer(@Nullable KafkaFuture<T> future) {
    try {
      return Objects.requireNonNull(future, "asked for above")
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException missing) {
        throw missing;
      }
      throw new StartRefusedException("Kafka refused to describe its topics: " + e.getCause());
    } catch (TimeoutException e) {
      throw new StartRefusedException(
          "Kafka gave no answer within %d s, expected it to be reachable"
              .formatted(timeout.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefusedException("interrupted while describing topics");
    }
  }
}

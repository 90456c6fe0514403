package renewals.cli.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits until topics are as was asked for. The controller answers when it has decided; a broker
 * applies that a moment later and shows what was before until then. The client picks the broker
 * that answers, so that others of a cluster may be some milliseconds behind.
 */
public final class AppliedTopics {

  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Reports reports;
  private final Duration atMost;

  AppliedTopics(Reports reports, Duration atMost) {
    this.reports = reports;
    this.atMost = atMost;
  }

  static AppliedTopics in(Admin admin) {
    return new AppliedTopics(new AdminReports(admin), AT_MOST);
  }

  /**
   * Creates topics, and ends when a broker reports all their partitions and settings.
   *
   * @throws TopicsException Kafka refused, or did not apply it within 30 s
   */
  public static void create(Admin admin, Collection<NewTopic> topics) {
    KafkaAnswers.await(admin.createTopics(topics).all());
    in(admin).await(topics.stream().map(ExpectedTopic::created).toList());
  }

  /**
   * Ends when all is reported as expected.
   *
   * @throws TopicsException the first difference that was left at the deadline
   */
  void await(Collection<ExpectedTopic> expected) {
    long began = System.nanoTime();
    for (ExpectedTopic topic : expected) {
      Optional<String> difference = reports.difference(topic);
      while (difference.isPresent()) {
        if (System.nanoTime() - began > atMost.toNanos()) {
          throw new TopicsException(
              "Kafka accepted the change, but after %d s brokers still report: %s"
                  .formatted(atMost.toSeconds(), difference.get()));
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new TopicsException("interrupted while waiting for Kafka");
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        difference = reports.difference(topic);
      }
    }
  }

  /** What a broker says of a topic. */
  interface Reports {

    /** How the topic differs from what is expected, if it does. */
    Optional<String> difference(ExpectedTopic expected);
  }

  private record AdminReports(Admin admin) implements Reports {

    private static final String ASKED_FOR = "what was asked for";

    @Override
    public Optional<String> difference(ExpectedTopic expected) {
      try {
        return expected.difference(led(expected.name()), config(expected.name()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          return expected.difference(0, null);
        }
        throw new TopicsException("Kafka refused: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TopicsException("interrupted while waiting for Kafka", e);
      }
    }

    private int led(String topic) throws ExecutionException, InterruptedException {
      KafkaFuture<TopicDescription> described =
          Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).topicNameValues().get(topic), ASKED_FOR);
      return (int)
          described.get().partitions().stream()
              .filter(partition -> partition.leader() != null && !partition.leader().isEmpty())
              .count();
    }

    private Map<String, String> config(String topic)
        throws ExecutionException, InterruptedException {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      Map<String, String> config = new HashMap<>();
      KafkaFuture<Config> described =
          Objects.requireNonNull(
              admin.describeConfigs(List.of(resource)).values().get(resource), ASKED_FOR);
      for (ConfigEntry entry : described.get().entries()) {
        config.put(entry.name(), entry.value());
      }
      return config;
    }
  }
}

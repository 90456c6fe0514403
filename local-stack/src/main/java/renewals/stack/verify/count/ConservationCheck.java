package renewals.stack.verify.count;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.stack.process.StackException;
import renewals.stack.verify.Differences;
import renewals.stack.verify.Guarantee;

/** Counts what lies in the input topics, and what activation-stream says became of it. */
public final class ConservationCheck {

  /** What activation-stream reads. */
  private static final List<Topic> JUDGED =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS,
          Topics.CARD_USAGE,
          Topics.CARD_STATUS,
          Topics.ANNOUNCEMENTS);

  private final Settings settings;

  /** In the cluster of these settings. */
  public ConservationCheck(Settings settings) {
    this.settings = settings;
  }

  /** Sent = in the topics. */
  public Guarantee inTopics(int sent) {
    long found =
        Topics.ALL.stream()
            .filter(Topic::isInput)
            .mapToLong(topic -> recordsIn(topic.name()))
            .sum();
    Differences differences = new Differences();
    differences.compare("records in the input topics", (long) sent, found);
    return differences.guarantee(
        "What was acknowledged lies in Kafka, once",
        "%d acknowledged, %d in the topics".formatted(sent, found));
  }

  /** Read = applied + duplicate + dead. */
  public Guarantee judged(Counts counts, long deadLetters) {
    long read = 0;
    Differences differences = new Differences();
    for (Topic topic : JUDGED) {
      long records = recordsIn(topic.name());
      read += records;
      differences.compare(
          topic.name() + ": applied + duplicate + dead", records, counts.total(topic));
    }
    differences.compare(
        "dead, and held ones refused later", deadLetters, counts.of("dead") + counts.heldRefused());
    return differences.guarantee(
        "Each record is applied, a duplicate or a dead letter",
        "%d read = %d applied + %d duplicate + %d dead"
            .formatted(read, counts.of("applied"), counts.of("duplicate"), counts.of("dead")));
  }

  private long recordsIn(String topic) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    try (Admin admin = Admin.create(properties)) {
      List<TopicPartition> partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .flatMap(found -> found.partitions().stream())
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, OffsetSpec> ends =
          partitions.stream()
              .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new StackException("cannot count the records of " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while counting records", e);
    }
  }
}

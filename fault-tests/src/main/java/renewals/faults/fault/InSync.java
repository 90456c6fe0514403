package renewals.faults.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import renewals.kit.Settings;
import renewals.stack.process.StackException;

/** Waits until each partition has all its copies. */
public final class InSync {

  private static final Duration AT_MOST = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(500);

  private InSync() {}

  /**
   * Waits.
   *
   * @throws StackException that took more than three minutes
   */
  public static void await(Settings settings) throws InterruptedException {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    long end = System.nanoTime() + AT_MOST.toNanos();
    try (Admin admin = Admin.create(properties)) {
      while (!isWhole(admin)) {
        if (System.nanoTime() - end > 0) {
          throw new StackException("the brokers are not in sync after " + AT_MOST);
        }
        Thread.sleep(POLL);
      }
    }
  }

  private static boolean isWhole(Admin admin) throws InterruptedException {
    try {
      Collection<String> names =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return admin.describeTopics(names).allTopicNames().get().values().stream()
          .allMatch(InSync::isWhole);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  private static boolean isWhole(TopicDescription topic) {
    return topic.partitions().stream()
        .allMatch(
            partition ->
                partition.leader() != null
                    && partition.isr().size() == partition.replicas().size());
  }
}

package renewals.kit.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the partitions of an application's inputs: one that has got others cannot go on, and
 * without this its threads would die one after the other.
 */
public final class InputPartitions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InputPartitions.class);
  private static final long EVERY_SECONDS = 3;
  private static final long ANSWER_WITHIN_SECONDS = 5;

  private final Admin admin;
  private final String applicationId;
  private final Map<String, Integer> atStart;
  private final Consumer<UnfitClusterException> onChange;
  private final AtomicBoolean said = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("input-partitions").daemon().unstarted(work));

  /**
   * A watch that has not begun.
   *
   * @param admin asked; stays the caller's
   * @param atStart partition count of each input, as the application was made for
   * @param onChange is told once
   */
  public InputPartitions(
      Admin admin,
      String applicationId,
      Map<String, Integer> atStart,
      Consumer<UnfitClusterException> onChange) {
    this.admin = admin;
    this.applicationId = applicationId;
    this.atStart = new TreeMap<>(atStart);
    this.onChange = onChange;
  }

  /** Begins to look. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Looks now.
   *
   * @return whether the inputs have other partitions than at the start
   */
  public boolean look() {
    try {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(atStart.keySet())
              .allTopicNames()
              .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      Optional<String> change = change(found);
      change.ifPresent(this::say);
      return change.isPresent();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("partitions of the inputs are not known: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said.get();
  }

  private Optional<String> change(Map<String, TopicDescription> found) {
    for (Map.Entry<String, Integer> input : atStart.entrySet()) {
      TopicDescription topic = found.get(input.getKey());
      if (topic != null && topic.partitions().size() != input.getValue()) {
        return Optional.of(
            InternalTopics.grown(
                applicationId, input.getKey(), input.getValue(), topic.partitions().size()));
      }
    }
    return Optional.empty();
  }

  private void say(String change) {
    if (said.compareAndSet(false, true)) {
      LOG.error("{}", change);
      onChange.accept(new UnfitClusterException(change));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

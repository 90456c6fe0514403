package renewals.notifier.senders.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which records are done, though they end in any order, and which are being tried. Thread-safe. */
public final class OutOfOrderCommitTracker {

  private final Map<TopicPartition, Progress> partitions = new HashMap<>();
  private int open;

  private static final class Progress {
    private final TreeSet<Long> open = new TreeSet<>();
    private long next;
    private long committed = -1;
    private int tries;
    private boolean isLeaving;

    /** Everything before it is done. */
    long committable() {
      return open.isEmpty() ? next : open.first();
    }
  }

  /** A record was taken up. */
  synchronized void began(TopicPartition partition, long offset) {
    Progress progress = partitions.computeIfAbsent(partition, ignored -> new Progress());
    progress.next = Math.max(progress.next, offset + 1);
    if (progress.open.add(offset)) {
      open++;
    }
  }

  /** A record is done; nothing happens if its partition is not ours any more. */
  synchronized void ended(TopicPartition partition, long offset) {
    Progress progress = partitions.get(partition);
    if (progress != null && progress.open.remove(offset)) {
      open--;
    }
  }

  /** A try under way, until it is closed: what came of it is published then, or never will be. */
  interface Try extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A record that was taken up is about to be tried.
   *
   * @return null where it must not be, as its partition isn't ours any more or won't be soon
   */
  synchronized @Nullable Try beginTry(TopicPartition partition, long offset) {
    Progress progress = partitions.get(partition);
    if (progress == null || progress.isLeaving || !progress.open.contains(offset)) {
      return null;
    }
    progress.tries++;
    return () -> triedOnce(progress);
  }

  private synchronized void triedOnce(Progress progress) {
    progress.tries--;
    notifyAll();
  }

  /**
   * These partitions will be somebody else's: no try begins there any more. Returns when those
   * under way have ended.
   *
   * @param atMost for so long they are waited for; what takes longer may come twice
   * @return whether all have ended
   */
  synchronized boolean drain(Collection<TopicPartition> leaving, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (TopicPartition partition : leaving) {
      Progress progress = partitions.get(partition);
      if (progress != null) {
        progress.isLeaving = true;
      }
    }
    while (leaving.stream().anyMatch(this::isTried)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private boolean isTried(TopicPartition partition) {
    Progress progress = partitions.get(partition);
    return progress != null && progress.tries > 0;
  }

  /** How many records are taken up and not done. */
  synchronized int open() {
    return open;
  }

  /** What can be committed and has not been; counted as committed from now on. */
  synchronized Map<TopicPartition, OffsetAndMetadata> takeCommittable() {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
    partitions.forEach(
        (partition, progress) -> {
          long offset = progress.committable();
          if (offset > progress.committed) {
            progress.committed = offset;
            committable.put(partition, new OffsetAndMetadata(offset));
          }
        });
    return committable;
  }

  /** A commit did not go through: what it held is committable again. */
  synchronized void forgetCommits() {
    partitions.values().forEach(progress -> progress.committed = -1);
  }

  /** These partitions are no longer ours. */
  synchronized void release(Collection<TopicPartition> released) {
    for (TopicPartition partition : released) {
      Progress progress = partitions.remove(partition);
      if (progress != null) {
        open -= progress.open.size();
      }
    }
  }
}

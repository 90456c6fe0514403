package renewals.notifier.senders.dispatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which records are done, though they end in any order. Thread-safe. */
public final class OutOfOrderCommitTracker {

  private final Map<TopicPartition, Progress> partitions = new HashMap<>();
  private int open;

  private static final class Progress {
    private final TreeSet<Long> open = new TreeSet<>();
    private long next;
    private long committed = -1;

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

  /** Whether a record was taken up and its partition is still ours. */
  synchronized boolean isOpen(TopicPartition partition, long offset) {
    Progress progress = partitions.get(partition);
    return progress != null && progress.open.contains(offset);
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

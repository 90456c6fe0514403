package renewals.notifier.senders;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;

/** From a notice that is due to its result: each by its channel's sender, in its lane. */
final class Dispatch {

  /** How long reading waits for a full lane before that counts as slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A channel's sender and the lanes it works in. */
  record Desk(Sender sender, Lanes lanes) {}

  private final Map<NoticeChannel, Desk> desks;
  private final ResultPublisher results;
  private final Offsets offsets;
  private final SendCounts counts;
  private final RecentResults recent = new RecentResults();

  /** For what takes no try: results that are known already. */
  private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();

  Dispatch(
      Map<NoticeChannel, Desk> desks, ResultPublisher results, Offsets offsets, SendCounts counts) {
    this.desks = Map.copyOf(desks);
    this.results = results;
    this.offsets = offsets;
    this.counts = counts;
  }

  /** Takes up a notice. Its offset ends when its result is published. */
  void take(TopicPartition partition, long offset, NoticeDue due) throws InterruptedException {
    offsets.began(partition, offset);
    Optional<SendResult> known = recent.of(due);
    Desk desk = desks.get(due.getChannel());
    if (known.isPresent()) {
      counts.repeated();
      aside.execute(() -> publish(partition, offset, due, known.get()));
    } else if (desk == null) {
      SendResult refused = SendResult.refused("NO_SENDER: nothing sends " + due.getChannel());
      aside.execute(() -> publish(partition, offset, due, refused));
    } else if (!recent.begin(due)) {
      counts.repeated();
      offsets.ended(partition, offset);
    } else if (!offer(desk, partition, offset, due)) {
      SendResult deferred = SendResult.deferred();
      recent.end(due, deferred);
      aside.execute(() -> publish(partition, offset, due, deferred));
    }
  }

  /** Ends what is under way, within that time. */
  void stop(Duration grace) throws InterruptedException {
    for (Desk desk : desks.values()) {
      desk.lanes().stop(grace);
    }
    aside.shutdown();
    if (!aside.awaitTermination(grace.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
      aside.shutdownNow();
    }
  }

  private boolean offer(Desk desk, TopicPartition partition, long offset, NoticeDue due)
      throws InterruptedException {
    String lane = desk.sender().laneOf(due);
    return desk.lanes().offer(lane, () -> perform(desk, partition, offset, due), PATIENCE);
  }

  private void perform(Desk desk, TopicPartition partition, long offset, NoticeDue due) {
    if (!offsets.isOpen(partition, offset)) {
      recent.end(due, SendResult.deferred());
      return;
    }
    SendResult result = SendResult.failed("SENDER: it broke off");
    try {
      result = desk.sender().send(due);
    } finally {
      counts.tried(due.getChannel(), result.outcome());
      recent.end(due, result);
      publish(partition, offset, due, result);
    }
  }

  private void publish(TopicPartition partition, long offset, NoticeDue due, SendResult result) {
    try {
      results.publish(due, result);
      offsets.ended(partition, offset);
    } catch (InterruptedException e) {
      // stopping: the offset stays open, so the notice is read again by whoever comes next
      Thread.currentThread().interrupt();
    }
  }
}

package renewals.notifier.senders.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/** From a notice that is due to its result: each by its channel's sender, within its shares. */
public final class Dispatch {

  private static final String QUIET = "QUIET_HOURS: it became quiet where the merchant is";
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /**
   * A channel's sender and what it works in.
   *
   * @param lookups where it is found out where a notice goes, apart: the answer may take long
   */
  public record ChannelSender(Sender sender, KeyedExecutor tries, KeyedExecutor lookups) {}

  private final Map<NoticeChannel, ChannelSender> channels;
  private final ResultPublisher results;
  private final OutOfOrderCommitTracker offsets;
  private final SendCounts counts;
  private final Clock clock;
  private final RecentResults recent = new RecentResults();

  /** For what takes no try: results that are known already. */
  private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();

  public Dispatch(
      Map<NoticeChannel, ChannelSender> channels,
      ResultPublisher results,
      OutOfOrderCommitTracker offsets,
      SendCounts counts,
      Clock clock) {
    this.channels = Map.copyOf(channels);
    this.results = results;
    this.offsets = offsets;
    this.counts = counts;
    this.clock = clock;
  }

  /** Takes note of what was published of tries before. */
  void learn(List<NoticeResult> published) {
    published.forEach(recent::learn);
  }

  /** Takes up a notice. Its offset ends when its result is published. */
  void take(TopicPartition partition, long offset, NoticeDue due) {
    offsets.began(partition, offset);
    Optional<SendResult> known = recent.of(due);
    ChannelSender channel = channels.get(due.getChannel());
    if (recent.isPutOff(due)) {
      counts.repeated();
      offsets.ended(partition, offset);
    } else if (known.isPresent()) {
      counts.repeated();
      aside.execute(() -> publish(partition, offset, due, known.get()));
    } else if (channel == null) {
      SendResult refused = SendResult.refused("NO_SENDER: nothing sends " + due.getChannel());
      aside.execute(() -> publish(partition, offset, due, refused));
    } else {
      switch (recent.begin(due, partition, offset)) {
        case YOURS -> begin(channel, partition, offset, due);
        // whoever has it ends the offset
        case SAME_RECORD -> counts.repeated();
        case ANOTHER_RECORD -> {
          counts.repeated();
          offsets.ended(partition, offset);
        }
      }
    }
  }

  private void begin(ChannelSender channel, TopicPartition partition, long offset, NoticeDue due) {
    if (channel.sender().isLocated(due)) {
      offer(channel, partition, offset, due);
    } else {
      lookUp(channel, partition, offset, due);
    }
  }

  /** Ends what is under way, within that time. */
  void stop(Duration grace) throws InterruptedException {
    for (ChannelSender channel : channels.values()) {
      channel.lookups().stop(grace);
      channel.tries().stop(grace);
    }
    aside.shutdown();
    if (!aside.awaitTermination(grace.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
      aside.shutdownNow();
    }
  }

  private void lookUp(ChannelSender channel, TopicPartition partition, long offset, NoticeDue due) {
    BooleanSupplier look =
        () -> {
          try {
            channel.sender().locate(due);
            return true;
          } finally {
            offer(channel, partition, offset, due);
          }
        };
    if (!channel.lookups().offer(channel.sender().keysOf(due), look)) {
      defer(partition, offset, due);
    }
  }

  private void offer(ChannelSender channel, TopicPartition partition, long offset, NoticeDue due) {
    BooleanSupplier attempt = () -> perform(channel, partition, offset, due);
    if (!channel.tries().offer(channel.sender().keysOf(due), attempt)) {
      defer(partition, offset, due);
    }
  }

  private void defer(TopicPartition partition, long offset, NoticeDue due) {
    SendResult deferred = SendResult.deferred();
    recent.end(due, deferred);
    putOff(partition, offset, due, deferred);
  }

  private void putOff(TopicPartition partition, long offset, NoticeDue due, SendResult deferred) {
    try {
      aside.execute(() -> publish(partition, offset, due, deferred));
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: whoever comes next reads offset {} again", offset);
    }
  }

  /** Whether it was tried, and tells how soon its receiver answers. */
  private boolean perform(
      ChannelSender channel, TopicPartition partition, long offset, NoticeDue due) {
    try (OutOfOrderCommitTracker.Try current = offsets.beginTry(partition, offset)) {
      if (current != null) {
        return attempt(channel, partition, offset, due);
      }
    }
    SendResult deferred = SendResult.deferred();
    if (recent.end(due, deferred)) {
      putOff(partition, offset, due, deferred);
    }
    return false;
  }

  private boolean attempt(
      ChannelSender channel, TopicPartition partition, long offset, NoticeDue due) {
    if (isTooLate(due)) {
      SendResult quiet = SendResult.deferred(QUIET, null);
      counts.tried(due.getChannel(), quiet.outcome());
      recent.end(due, quiet);
      publish(partition, offset, due, quiet);
      return false;
    }
    SendResult result = SendResult.failed("SENDER: it broke off");
    try {
      result = channel.sender().send(due);
      return result.outcome() != SendOutcome.DEFERRED;
    } finally {
      counts.tried(due.getChannel(), result.outcome());
      recent.end(due, result);
      publish(partition, offset, due, result);
    }
  }

  /** Whether it became quiet where the merchant is while the notice waited here. */
  private boolean isTooLate(NoticeDue due) {
    Instant before = due.getSendBefore();
    return before != null && !clock.instant().isBefore(before);
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

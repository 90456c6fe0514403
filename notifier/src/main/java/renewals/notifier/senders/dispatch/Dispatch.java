package renewals.notifier.senders.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.tracing.TraceAttributes;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.schemas.trace.TraceContext;
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

  /**
   * A notice that was taken up, and where it was read.
   *
   * @param trace kept with it, null for none
   */
  private record Taken(
      TopicPartition partition, long offset, NoticeDue due, @Nullable TraceContext trace) {}

  private static final Set<SendOutcome> FAILURES =
      EnumSet.of(SendOutcome.FAILED, SendOutcome.REFUSED);

  private final Map<NoticeChannel, ChannelSender> channels;
  private final ResultPublisher results;
  private final OutOfOrderCommitTracker offsets;
  private final SendCounts counts;
  private final Clock clock;
  private final Tracing tracing;
  private final RecentResults recent = new RecentResults();

  /** For what takes no try: results that are known already. */
  private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();

  public Dispatch(
      Map<NoticeChannel, ChannelSender> channels,
      ResultPublisher results,
      OutOfOrderCommitTracker offsets,
      SendCounts counts,
      Clock clock,
      Tracing tracing) {
    this.channels = Map.copyOf(channels);
    this.results = results;
    this.offsets = offsets;
    this.counts = counts;
    this.clock = clock;
    this.tracing = tracing;
  }

  /** Takes note of what was published of tries before. */
  void learn(List<NoticeResult> published) {
    published.forEach(recent::learn);
  }

  /**
   * Takes up a notice. Its offset ends when its result is published.
   *
   * @param trace kept with the notice, null for none
   */
  void take(TopicPartition partition, long offset, NoticeDue due, @Nullable TraceContext trace) {
    Taken taken = new Taken(partition, offset, due, trace);
    offsets.began(partition, offset);
    Optional<SendResult> known = recent.of(due);
    ChannelSender channel = channels.get(due.getChannel());
    if (recent.isPutOff(due)) {
      counts.repeated();
      offsets.ended(partition, offset);
    } else if (known.isPresent()) {
      counts.repeated();
      aside.execute(() -> publish(taken, known.get(), null));
    } else if (channel == null) {
      SendResult refused = SendResult.refused("NO_SENDER: nothing sends " + due.getChannel());
      aside.execute(() -> publish(taken, refused, null));
    } else {
      switch (recent.begin(due, partition, offset)) {
        case YOURS -> begin(channel, taken);
        // whoever has it ends the offset
        case SAME_RECORD -> counts.repeated();
        case ANOTHER_RECORD -> {
          counts.repeated();
          offsets.ended(partition, offset);
        }
      }
    }
  }

  private void begin(ChannelSender channel, Taken taken) {
    NoticeDue due = taken.due();
    if (channel.sender().isLocated(due)) {
      offer(channel, taken);
    } else {
      lookUp(channel, taken);
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

  private void lookUp(ChannelSender channel, Taken taken) {
    NoticeDue due = taken.due();
    BooleanSupplier look =
        () -> {
          try {
            channel.sender().locate(due);
            return true;
          } finally {
            offer(channel, taken);
          }
        };
    if (!channel.lookups().offer(channel.sender().keysOf(due), look)) {
      defer(taken);
    }
  }

  private void offer(ChannelSender channel, Taken taken) {
    NoticeDue due = taken.due();
    BooleanSupplier attempt = () -> perform(channel, taken);
    if (!channel.tries().offer(channel.sender().keysOf(due), attempt)) {
      defer(taken);
    }
  }

  private void defer(Taken taken) {
    SendResult deferred = SendResult.deferred();
    recent.end(taken.due(), deferred);
    putOff(taken, deferred);
  }

  private void putOff(Taken taken, SendResult deferred) {
    try {
      aside.execute(() -> publish(taken, deferred, null));
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: whoever comes next reads offset {} again", taken.offset());
    }
  }

  /** Whether it was tried, and tells how soon its receiver answers. */
  private boolean perform(ChannelSender channel, Taken taken) {
    try (OutOfOrderCommitTracker.Try current =
        offsets.beginTry(taken.partition(), taken.offset())) {
      if (current != null) {
        return attempt(channel, taken);
      }
    }
    SendResult deferred = SendResult.deferred();
    if (recent.end(taken.due(), deferred)) {
      putOff(taken, deferred);
    }
    return false;
  }

  private boolean attempt(ChannelSender channel, Taken taken) {
    NoticeDue due = taken.due();
    if (isTooLate(due)) {
      SendResult quiet = SendResult.deferred(QUIET, null);
      counts.tried(due.getChannel(), quiet.outcome());
      recent.end(due, quiet);
      publish(taken, quiet, null);
      return false;
    }
    SendResult result = SendResult.failed("SENDER: it broke off");
    TraceStep step = traced(taken);
    try {
      result = channel.sender().send(due);
      return result.outcome() != SendOutcome.DEFERRED;
    } finally {
      counts.tried(due.getChannel(), result.outcome());
      recent.end(due, result);
      end(step, result);
      publish(taken, result, step.context());
    }
  }

  /** The span of an attempt at a notice that a trace is kept with. */
  private TraceStep traced(Taken taken) {
    if (taken.trace() == null || !tracing.isOn()) {
      return TraceStep.NONE;
    }
    NoticeDue due = taken.due();
    String channel = due.getChannel().name().toLowerCase(Locale.ROOT);
    return tracing
        .begin(Tracing.Kind.CLIENT, "send " + channel, null, taken.trace())
        .with(TraceAttributes.NOTICE_ID, due.getNoticeId())
        .with("notice.channel", channel)
        .with("notice.attempt", due.getAttempt());
  }

  private static void end(TraceStep step, SendResult result) {
    step.with("notice.outcome", result.outcome().name());
    if (FAILURES.contains(result.outcome())) {
      step.failed(result.outcome().name());
    }
    step.end();
  }

  /** Whether it became quiet where the merchant is while the notice waited here. */
  private boolean isTooLate(NoticeDue due) {
    Instant before = due.getSendBefore();
    return before != null && !clock.instant().isBefore(before);
  }

  private void publish(Taken taken, SendResult result, @Nullable TraceContext trace) {
    try {
      results.publish(taken.due(), result, trace);
      offsets.ended(taken.partition(), taken.offset());
    } catch (InterruptedException e) {
      // stopping: the offset stays open, so the notice is read again by whoever comes next
      Thread.currentThread().interrupt();
    }
  }
}

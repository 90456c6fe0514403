package renewals.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes through another publisher, and again while that says {@link UnavailableException}:
 * after 1 s, then twice as long each time and 30 s at most, until the patience for the event is
 * over. Harmless, since a fact counts once however often it comes; each try is signed anew. What
 * breaks the contract is refused at once.
 *
 * <p>Keeps what it waits for in memory only: an event counts as taken when its future says so, and
 * who must not lose it across a restart of his own keeps it until then. Events of one renewal may
 * overtake each other, which changes nothing (rule 1).
 *
 * <p>Thread-safe. One thread of its own, named {@code renewals-retries}, sends again.
 */
public final class RetryingPublisher implements EventPublisher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingPublisher.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final EventPublisher publisher;
  private final long patienceNanos;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final Set<Try> waiting = ConcurrentHashMap.newKeySet();

  /**
   * A publisher that tries again.
   *
   * @param publisher what sends; it isn't closed with this
   * @param patience how long after its first try an event is tried again, more than 0
   */
  public RetryingPublisher(EventPublisher publisher, Duration patience) {
    this(publisher, patience, timer(), System::nanoTime);
  }

  RetryingPublisher(
      EventPublisher publisher,
      Duration patience,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "patience is %s, expected more than 0".formatted(patience));
    }
    this.publisher = publisher;
    this.patienceNanos = patience.toNanos();
    this.timer = timer;
    this.nanoTime = nanoTime;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here that is after the patience and one more try at the latest. It fails with the last try's
   * {@link UnavailableException}.
   */
  @Override
  public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
    return begin(() -> publisher.publish(event));
  }

  @Override
  public CompletableFuture<Acknowledgement> publishFor(String partyId, SpecificRecord event) {
    return begin(() -> publisher.publishFor(partyId, event));
  }

  /** How many events wait for another try now. */
  public int waiting() {
    return waiting.size();
  }

  /** Tries nothing again: what waits for another try fails with {@link UnavailableException}. */
  @Override
  public void close() {
    timer.shutdownNow();
    waiting.forEach(Try::giveUp);
  }

  private CompletableFuture<Acknowledgement> begin(
      Supplier<CompletableFuture<Acknowledgement>> sending) {
    Try first = new Try(sending, nanoTime.getAsLong() + patienceNanos);
    first.run();
    return first.outcome;
  }

  private static ScheduledExecutorService timer() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "renewals-retries");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** One event on its way. */
  private final class Try implements Runnable {

    private final Supplier<CompletableFuture<Acknowledgement>> sending;
    private final long untilNanos;
    private final CompletableFuture<Acknowledgement> outcome = new CompletableFuture<>();
    private Duration pause = FIRST_PAUSE;

    Try(Supplier<CompletableFuture<Acknowledgement>> sending, long untilNanos) {
      this.sending = sending;
      this.untilNanos = untilNanos;
    }

    @Override
    public void run() {
      waiting.remove(this);
      var unused = sending.get().whenComplete(this::ends);
    }

    private void ends(@Nullable Acknowledgement taken, @Nullable Throwable failure) {
      Throwable why = failure instanceof CompletionException e ? e.getCause() : failure;
      if (why instanceof UnavailableException unavailable) {
        again(unavailable);
      } else if (why != null) {
        outcome.completeExceptionally(why);
      } else {
        outcome.complete(taken);
      }
    }

    private void again(UnavailableException failure) {
      long left = untilNanos - nanoTime.getAsLong();
      if (left <= 0) {
        outcome.completeExceptionally(failure);
        return;
      }
      long nanos = Math.min(pause.toNanos(), left);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
      waiting.add(this);
      try {
        var unused = timer.schedule(this, nanos, TimeUnit.NANOSECONDS);
        LOG.warn("an event is sent again in {} ms: {}", nanos / 1_000_000, failure.getMessage());
      } catch (RejectedExecutionException closed) {
        giveUp();
      }
    }

    private void giveUp() {
      if (waiting.remove(this)) {
        outcome.completeExceptionally(
            new UnavailableException("closed while the event waited for another try", null));
      }
    }
  }
}

package renewals.producer.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import renewals.producer.intake.Outcome;

/**
 * Writes the answers to the lines of one request, in the lines' order, each as soon as it and those
 * before it are known. A reader that is faster than Kafka or than the client waits in {@link #add}.
 */
@SuppressWarnings("ReferenceEquality") // the end is itself, not what is like it
final class LineAnswers {

  private static final int MOST_UNDER_WAY = 256;
  private static final long POLL_MILLIS = 100;

  /** After the last line: the writer waits for nothing else, so no answer is held up. */
  private static final UnderWay END = new UnderWay(0, new CompletableFuture<>());

  private final BlockingQueue<UnderWay> underWay = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
  private final OutputStream out;
  private final Thread writer;
  private boolean none = true;
  private volatile boolean stopped;
  private volatile Optional<Throwable> failure = Optional.empty();

  LineAnswers(OutputStream out) {
    this.out = out;
    this.writer = Thread.ofVirtual().name("line-answers").start(this::write);
  }

  /** Whether more lines are of use: nothing has failed, and Kafka still takes events. */
  boolean isOpen() {
    return !stopped;
  }

  /** Whether no line was added. For the thread that adds them. */
  boolean areNone() {
    return none;
  }

  /** Adds the next line; waits for a place. */
  void add(long number, CompletableFuture<Outcome> outcome) throws InterruptedException {
    none = false;
    put(new UnderWay(number, outcome));
  }

  private void put(UnderWay next) throws InterruptedException {
    while (!stopped && !underWay.offer(next, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      // full: the loop ends when there is a place or nobody makes one any more
    }
  }

  /** Waits until all is answered; false where the answers could not all be written. */
  boolean finish() throws InterruptedException {
    try {
      put(END);
      writer.join();
    } catch (InterruptedException e) {
      writer.interrupt();
      throw e;
    }
    return failure.isEmpty();
  }

  /** Why answers could not be written, where they could not. */
  Optional<Throwable> failure() {
    return failure;
  }

  private void write() {
    try {
      for (UnderWay next = underWay.take(); next != END; next = underWay.take()) {
        write(next);
        if (stopped) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = Optional.of(e);
    } finally {
      stopped = true;
    }
  }

  private void write(UnderWay next) throws IOException {
    Outcome outcome = next.outcome().join();
    String line = HttpResponses.lineOf(next.number(), outcome) + "\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
    if (underWay.isEmpty()) {
      out.flush();
    }
    if (outcome instanceof Outcome.Unavailable) {
      stopped = true;
    }
  }

  private record UnderWay(long number, CompletableFuture<Outcome> outcome) {}
}

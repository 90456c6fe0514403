package renewals.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting in tests for what must come. It ends as soon as that has come; only a test that fails
 * waits for all of it, so the limit is one for all, and long: a busy machine takes its time.
 */
public final class Patience {

  /** How long is waited for what must come. */
  public static final Duration LONG = Duration.ofMinutes(5);

  /** How long is paused at least, and at most, before it is asked again. */
  private static final long SHORTEST = Duration.ofMillis(20).toNanos();

  private static final long LONGEST = Duration.ofMillis(500).toNanos();

  /** Of the time asking takes a quarter at most: what is waited for needs the machine, too. */
  private static final int PAUSES = 3;

  private Patience() {}

  /** Something that becomes true. */
  public interface Condition {

    /** Whether it has; what it throws ends the waiting. */
    boolean holds() throws Exception;
  }

  /**
   * Asks again and again until it is so.
   *
   * @param what is waited for, in words
   * @throws AssertionError once {@link #LONG} is over, with these words; likewise around a checked
   *     exception of the condition
   */
  public static void await(String what, Condition condition) {
    answer(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /**
   * Asks again and again until there is an answer, which it returns.
   *
   * @param what is waited for, in words
   * @throws AssertionError likewise
   */
  public static <T> T answer(String what, Callable<Optional<T>> question) {
    Instant end = Instant.now().plus(LONG);
    while (true) {
      long asking = System.nanoTime();
      Optional<T> answer = asked(what, question);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within %s: %s".formatted(LONG, what));
      }
      long took = System.nanoTime() - asking;
      LockSupport.parkNanos(Math.clamp(PAUSES * took, SHORTEST, LONGEST));
    }
  }

  private static <T> Optional<T> asked(String what, Callable<Optional<T>> question) {
    try {
      return question.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("could not be asked: " + what, e);
    }
  }
}

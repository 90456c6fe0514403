package renewals.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.stack.process.StackException;

/** What was started, to be stopped in reverse order: by its owner, or when this JVM ends. */
final class StartedParts {

  private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean stopped;

  StartedParts() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stopAll));
  }

  /**
   * Takes a started part over.
   *
   * @throws StackException everything is being stopped, so that part was stopped too
   */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (stopped) {
      stop(part);
      throw new StackException("stopped while it was starting");
    }
    started.push(part);
    return part;
  }

  /** Stops all; a second call finds nothing left to do. */
  synchronized void stopAll() {
    stopped = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  /** One part that does not stop must not keep the others running. */
  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.error("a part of the local stack did not stop", e);
    }
  }
}

package renewals.bench;

import java.time.Duration;

/**
 * Ctrl-C: what was started is stopped in order, by the thread that started it, before this process
 * ends.
 */
final class Interruption {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Thread worker;
  private volatile boolean over;

  private Interruption(Thread worker) {
    this.worker = worker;
  }

  /** Interrupts the calling thread when this process is told to end. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
    return interruption;
  }

  /** There is nothing to stop any more. */
  void over() {
    over = true;
    synchronized (this) {
      notifyAll();
    }
  }

  private void stop() {
    if (over) {
      return;
    }
    System.err.println("renewals bench: stopping");
    worker.interrupt();
    long end = System.nanoTime() + PATIENCE.toNanos();
    synchronized (this) {
      while (!over && System.nanoTime() < end) {
        try {
          wait(1_000);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }
}

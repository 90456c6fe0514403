package renewals.bench.delivery.receive;

import java.time.Duration;

/**
 * When slow addresses are slow: for a while, then not for as long, in turn, until it is over.
 * Thread-safe.
 */
public final class Spells {

  private final long length;
  private long began;
  private boolean isOn;

  /** Nobody is slow before it begins. */
  public Spells(Duration length) {
    this.length = length.toNanos();
  }

  /** The first spell begins. */
  public synchronized void begin() {
    began = System.nanoTime();
    isOn = true;
  }

  /** Nobody is slow any more. */
  public synchronized void end() {
    isOn = false;
    notifyAll();
  }

  /** Whether the slow ones are slow now. */
  public synchronized boolean areSlow() {
    return left() > 0;
  }

  /** Returns when they are no longer slow. */
  public synchronized void awaitEnd() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      wait(left / 1_000_000 + 1);
    }
  }

  private long left() {
    long since = System.nanoTime() - began;
    boolean isSpell = isOn && since / length % 2 == 0;
    return isSpell ? length - since % length : 0;
  }
}

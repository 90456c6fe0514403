package renewals.producer.access;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Writes a line for each notice of a payment channel that isn't taken, and counts it. All are
 * counted; of an address that fails too often only so many lines are written. It is answered as
 * ever: behind a proxy a stranger and the channel may have one address, and the channel must be
 * heard.
 */
public final class NoticeRefusals {

  private final Refusals refusals;
  private final Tries lines;

  /**
   * Nothing refused so far.
   *
   * @param linesPerSecond of one address, over time; ten times as many at once
   */
  public NoticeRefusals(MeterRegistry meters, int linesPerSecond) {
    this.refusals = new Refusals(meters);
    this.lines = new Tries(linesPerSecond);
  }

  /** Writes and counts one. */
  public void add(RefusedNotice refused) {
    boolean written = lines.pause(refused.address()).isZero();
    lines.failed(refused.address());
    refusals.notice(refused, written);
  }
}

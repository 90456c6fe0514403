package renewals.bench.result;

import org.HdrHistogram.Histogram;

/** How long activations took: from the moment their last fact was due, and from its being taken. */
public final class Latencies {

  private static final int DIGITS = 3;

  private final Histogram sinceDue = new Histogram(DIGITS);
  private final Histogram sinceAcknowledged = new Histogram(DIGITS);
  private final long expected;
  private long mostLateNanos;
  private long wrong;

  public Latencies(long expected) {
    this.expected = expected;
  }

  public void add(long nanosSinceDue, long nanosSinceAcknowledged) {
    sinceDue.recordValue(Math.max(0, nanosSinceDue) / 1_000);
    sinceAcknowledged.recordValue(Math.max(0, nanosSinceAcknowledged) / 1_000);
  }

  /** One too many, or of a renewal that must not be activated. */
  public void wrong() {
    wrong++;
  }

  public long wrongCount() {
    return wrong;
  }

  public void sentLate(long nanos) {
    mostLateNanos = nanos;
  }

  public boolean isComplete() {
    return sinceDue.getTotalCount() >= expected;
  }

  public long missing() {
    return expected - sinceDue.getTotalCount();
  }

  public long count() {
    return sinceDue.getTotalCount();
  }

  public double mostLateMillis() {
    return mostLateNanos / 1e6;
  }

  /** Milliseconds since the last fact was due to be sent. */
  public double sinceDue(double percentile) {
    return sinceDue.getValueAtPercentile(percentile) / 1e3;
  }

  /** Milliseconds since the last fact was acknowledged. */
  public double sinceAcknowledged(double percentile) {
    return sinceAcknowledged.getValueAtPercentile(percentile) / 1e3;
  }
}

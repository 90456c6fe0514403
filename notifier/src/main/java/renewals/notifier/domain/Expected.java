package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a renewal is expected to be usable.
 *
 * @param likely the median
 * @param by holds in nine cases out of ten; absent where nobody can say
 * @param basis what it rests on, by the contract's name; null in what older releases kept
 * @param observations how many renewals it rests on
 * @param why there is no {@code by}, or it is later than usual: a word for machines
 */
public record Expected(
    @Nullable Instant likely,
    @Nullable Instant by,
    @Nullable String basis,
    long observations,
    @Nullable String why) {

  /**
   * What of it still lies ahead at a moment: a time that has passed is left out.
   *
   * @param overdue the {@code by} that has passed
   */
  public record ExpectedTimes(
      @Nullable Instant likely, @Nullable Instant by, @Nullable Instant overdue) {

    /** Whether there is a time to come. */
    public boolean isTimed() {
      return likely != null || by != null;
    }
  }

  /** What of it still lies ahead at that moment. */
  public ExpectedTimes times(Instant now) {
    if (by != null && !by.isAfter(now)) {
      return new ExpectedTimes(null, null, by);
    }
    return new ExpectedTimes(likely != null && likely.isAfter(now) ? likely : null, by, null);
  }
}

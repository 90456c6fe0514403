package renewals.portal.ops;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline's figures of one moment.
 *
 * @param scope whose renewals and money these are, in words
 * @param whole whether that is all of them
 * @param renewalsByState how many renewals are in each state
 * @param money that waits for somebody, one entry a currency
 * @param fitted when the processing times were worked out, null where nobody says
 * @param times how long carriers and channels take, those with the most observations first
 * @param promises how often the promised {@code by} held, those with the most first
 * @param lost what retention took away unread, the newest first
 */
public record OpsFigures(
    String scope,
    boolean whole,
    Map<String, Long> renewalsByState,
    List<StuckMoney> money,
    @Nullable Instant fitted,
    List<ProcessingTime> times,
    List<Promised> promises,
    List<Lost> lost) {

  /**
   * What retention took away before it was read.
   *
   * @param at when it was noticed
   * @param said where and how much, in a few words
   */
  public record Lost(Instant at, String said) {}

  /**
   * Money that waits for somebody.
   *
   * @param currency ISO 4217
   * @param paidNotUsable paid by renewals that are not usable, in minor units
   * @param owedBack owed back, in minor units
   */
  public record StuckMoney(String currency, long paidNotUsable, long owedBack) {

    /** An amount of this currency as people read it. */
    public String shown(long minorUnits) {
      int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
      return currency + " " + BigDecimal.valueOf(minorUnits, digits).toPlainString();
    }
  }

  /**
   * How long one step takes at a carrier.
   *
   * @param who carrier and channel, or the carrier through all channels
   * @param step what is timed, such as {@code request → paid}
   * @param half half of them take no longer; null if fewer than half ended at all
   * @param nine nine in ten take no longer; null likewise
   * @param observations how many it rests on
   */
  public record ProcessingTime(
      String who,
      String step,
      @Nullable Duration half,
      @Nullable Duration nine,
      long observations) {}

  /**
   * Quoted times of renewals of a carrier and channel that rested on this basis.
   *
   * @param who carrier and channel
   */
  public record Promised(String who, String basis, long held, long broken) {

    long all() {
      return held + broken;
    }
  }
}

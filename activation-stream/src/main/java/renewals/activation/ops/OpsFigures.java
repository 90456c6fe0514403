package renewals.activation.ops;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the pipeline can say of itself as a whole; each figure is empty while it is not known. */
public interface OpsFigures {

  /** Whose figures these are, such as {@code this instance's partitions}. */
  String scope();

  /** How many renewals are in each state. */
  Optional<Map<String, Long>> renewalsByState();

  /** Money that waits for somebody, one entry a currency. */
  Optional<List<StuckMoney>> stuckMoney();

  /** How long carriers and channels take. */
  Optional<List<ProcessingTime>> processingTimes();

  /**
   * Money that waits for somebody.
   *
   * @param currency ISO 4217
   * @param paidNotUsable paid by renewals that are not usable, in minor units
   * @param owedBack owed back, in minor units
   */
  record StuckMoney(String currency, long paidNotUsable, long owedBack) {

    /** An amount of this currency as people read it. */
    public String shown(long minorUnits) {
      int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
      return currency + " " + BigDecimal.valueOf(minorUnits, digits).toPlainString();
    }
  }

  /**
   * How long a carrier takes with a channel's renewals, or a channel with payments.
   *
   * @param who carrier, channel or both
   * @param step what is timed, such as {@code request → paid}
   * @param half half of them take no longer
   * @param nine nine in ten take no longer
   * @param observations how many it rests on
   * @param promises how often the promised {@code by} held; null if none has come due yet
   */
  record ProcessingTime(
      String who,
      String step,
      Duration half,
      Duration nine,
      long observations,
      @Nullable Promises promises) {}

  /** Promises that have come due, and those of them that held. */
  record Promises(long held, long due) {}

  /** Nothing is known yet. */
  static OpsFigures notYet() {
    return new OpsFigures() {
      @Override
      public String scope() {
        return "nothing yet";
      }

      @Override
      public Optional<Map<String, Long>> renewalsByState() {
        return Optional.empty();
      }

      @Override
      public Optional<List<StuckMoney>> stuckMoney() {
        return Optional.empty();
      }

      @Override
      public Optional<List<ProcessingTime>> processingTimes() {
        return Optional.empty();
      }
    };
  }
}

package renewals.activation.renewal.rules;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What operators may set of the rules.
 *
 * @param orphanedAfter facts without a request for so long
 * @param lapsedAfter requested and unpaid for so long
 * @param paymentUnknownAfter a refund names a payment that is not known for so long
 * @param review deadlines of a review, by carrier
 * @param zones the time zone whose calendar a carrier's periods follow
 * @param calendars cut-off, closing and reminders, by carrier
 */
public record RulePolicy(
    Duration orphanedAfter,
    Duration lapsedAfter,
    Duration paymentUnknownAfter,
    ByCarrier<ReviewTerms> review,
    ByCarrier<ZoneId> zones,
    ByCarrier<CalendarTerms> calendars) {

  /** How many facts a case takes, the request not counted (rule 1). */
  public static final int MOST_FACTS = 100;

  /** How long a case outlives its last fact and its plan's period (rule 8). */
  public static final Duration REMEMBERED_FOR = Duration.ofDays(90);

  /** The rules' own values. */
  public static final RulePolicy DEFAULT =
      new RulePolicy(
          Duration.ofHours(24),
          Duration.ofHours(24),
          Duration.ofHours(24),
          new ByCarrier<>(new ReviewTerms(Duration.ofHours(72), Duration.ofDays(14)), Map.of()),
          new ByCarrier<>(ZoneId.of("Asia/Shanghai"), Map.of()),
          new ByCarrier<>(CalendarTerms.DEFAULT, Map.of()));

  public RulePolicy {
    requirePositive("orphanedAfter", orphanedAfter);
    requirePositive("lapsedAfter", lapsedAfter);
    requirePositive("paymentUnknownAfter", paymentUnknownAfter);
  }

  /**
   * When a missing review is reported.
   *
   * @param delayedAfter paid and not reviewed for so long: DELAYED
   * @param stalledAfter paid and not reviewed for so long: STALLED
   */
  public record ReviewTerms(Duration delayedAfter, Duration stalledAfter) {
    public ReviewTerms {
      requirePositive("delayedAfter", delayedAfter);
      requirePositive("stalledAfter", stalledAfter);
    }
  }

  /** A value that carriers may have of their own. */
  public record ByCarrier<T>(T otherwise, Map<String, T> own) {
    public ByCarrier {
      own = Map.copyOf(own);
    }

    /** The carrier's value. */
    public T of(String carrierId) {
      return own.getOrDefault(carrierId, otherwise);
    }
  }

  /** The longest that a renewal waits for a review before it stalls, over all carriers. */
  public Duration longestReview() {
    Duration longest = review.otherwise().stalledAfter();
    for (ReviewTerms own : review.own().values()) {
      if (own.stalledAfter().compareTo(longest) > 0) {
        longest = own.stalledAfter();
      }
    }
    return longest;
  }

  private static void requirePositive(String name, Duration given) {
    if (given.isNegative() || given.isZero()) {
      throw new IllegalArgumentException(
          "%s is %s, expected more than zero".formatted(name, given));
    }
  }
}

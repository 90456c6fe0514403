package renewals.notifier.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a merchant is told in one notice.
 *
 * @param id the cause of its notices
 * @param at when it was due
 * @param triggers what it tells, in order of arrival
 */
public record Digest(
    String id,
    String merchantId,
    Occasion occasion,
    Instant at,
    List<NotificationTrigger> triggers) {

  /** Why several are told in one. */
  public enum Occasion {
    /** He is told once a day what isn't urgent. */
    DAY,
    /** An address is new, and hears what holds. */
    NEW_ADDRESS
  }

  public Digest {
    triggers = List.copyOf(triggers);
  }

  /**
   * What came since the last one.
   *
   * @param day by which it is named, on his calendar
   */
  public static Digest ofDay(
      String merchantId, LocalDate day, Instant at, List<NotificationTrigger> triggers) {
    return new Digest(
        "digest/%s/%s".formatted(merchantId, day), merchantId, Occasion.DAY, at, triggers);
  }

  /**
   * What holds when another contact comes.
   *
   * @param change by which that change is known
   */
  public static Digest ofNewAddress(
      String merchantId, String change, Instant at, List<NotificationTrigger> triggers) {
    return new Digest(change + "/standing", merchantId, Occasion.NEW_ADDRESS, at, triggers);
  }
}

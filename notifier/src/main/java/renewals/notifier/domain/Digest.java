package renewals.notifier.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a merchant is told in one notice of a day.
 *
 * @param day by which it is named, on his calendar
 * @param at when it was due
 * @param triggers what it tells, in order of arrival
 */
public record Digest(
    String merchantId, LocalDate day, Instant at, List<NotificationTrigger> triggers) {

  public Digest {
    triggers = List.copyOf(triggers);
  }

  /** The cause of its notices. */
  public String id() {
    return "digest/%s/%s".formatted(merchantId, day);
  }
}

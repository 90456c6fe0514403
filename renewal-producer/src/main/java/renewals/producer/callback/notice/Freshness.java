package renewals.producer.callback.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;

/**
 * How old a notice may be.
 *
 * @param maxAge from the time it is signed with; clocks may differ by five minutes, so it may lie
 *     as far ahead
 */
public record Freshness(Duration maxAge) {

  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /**
   * Demands that a notice is of now.
   *
   * @param seconds since 1970, in decimal
   * @throws RefusedNoticeException it isn't
   */
  public void demand(String seconds, Instant now) throws RefusedNoticeException {
    if (!SECONDS.matcher(seconds).matches()) {
      throw new RefusedNoticeException(Reason.CREDENTIAL, "the time is no number of seconds");
    }
    demand(Instant.ofEpochSecond(Long.parseLong(seconds)), now);
  }

  /** The same of a time that has been read. */
  public void demand(Instant signedAt, Instant now) throws RefusedNoticeException {
    Duration age = Duration.between(signedAt, now);
    if (age.compareTo(maxAge) > 0 || age.negated().compareTo(AHEAD) > 0) {
      throw new RefusedNoticeException(
          Reason.TIME,
          "the notice is of %s, expected at most %s old, and not of the future"
              .formatted(signedAt, maxAge));
    }
  }
}

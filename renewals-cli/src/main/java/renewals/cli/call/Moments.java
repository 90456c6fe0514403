package renewals.cli.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.schemas.json.Times;

/** Times on the command line: every command takes the same form, and says it where it is none. */
public final class Moments {

  /** How a time is written, for descriptions of options. */
  public static final String FORM = "such as 2026-03-02T10:00:00+08:00";

  /** How a time that has passed may be written besides. */
  public static final String PAST_FORM = FORM + ", or how long ago: 12h, 7d";

  private static final String TIME = "a time with offset or Z " + FORM;

  private Moments() {}

  /**
   * A time with an offset.
   *
   * @param option for the error
   * @throws SettingException it is none
   */
  public static Instant at(String option, String given) {
    return Times.read(given.strip()).orElseThrow(() -> new SettingException(option, given, TIME));
  }

  /**
   * A time that has passed, or how long ago it was.
   *
   * @param option for the error
   * @throws SettingException it is none, or is still to come
   */
  public static Instant past(String option, String given, Instant now) {
    Instant moment =
        Times.read(given.strip())
            .or(() -> ago(option, given, now))
            .orElseThrow(
                () ->
                    new SettingException(option, given, TIME + ", or how long ago: 90s, 12h, 7d"));
    if (moment.isAfter(now)) {
      throw new SettingException(option, given, "a time that has passed");
    }
    return moment;
  }

  private static Optional<Instant> ago(String option, String given, Instant now) {
    try {
      Duration back = Settings.durationOf(option, given);
      return Optional.of(now.minus(back));
    } catch (SettingException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}

package renewals.cli.tail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.kit.Settings;

/** From where on outputs are followed, and until when. */
public final class FollowOptions {

  private static final String UNTIL_IDLE = "--until-idle";

  @Option(
      names = "--from-beginning",
      fallbackValue = "true",
      description = "With what is there already.")
  private boolean fromBeginning;

  @Option(
      names = UNTIL_IDLE,
      paramLabel = "DURATION",
      arity = "0..1",
      fallbackValue = "5s",
      description = "End when nothing has come for that long, such as 5s.")
  private @Nullable String untilIdle;

  /** Whether with what is there already. */
  public boolean isFromBeginning() {
    return fromBeginning;
  }

  /**
   * For how long nothing may come; null: for ever.
   *
   * @throws renewals.kit.SettingException it is no duration
   */
  public @Nullable Duration idle() {
    return untilIdle == null ? null : Settings.durationOf(UNTIL_IDLE, untilIdle);
  }
}

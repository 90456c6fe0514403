package renewals.cli.call;

import java.util.Collection;
import renewals.kit.Nearest;
import renewals.kit.SettingException;

/** Words of which a command takes some. */
public final class Among {

  private Among() {}

  /**
   * The word, if it is one of those.
   *
   * @param option for the error
   * @throws SettingException it is none; says which there are, and which was probably meant
   */
  public static String demand(String option, String given, Collection<String> known) {
    if (!known.contains(given)) {
      throw new SettingException(
          option, given, "one of " + String.join(", ", known) + Nearest.hint(given, known));
    }
    return given;
  }
}

package renewals.kit;

import java.util.Optional;

/**
 * A setting that a service cannot start with; the message names it, the value and what was
 * expected.
 */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String name, String given, String expected) {
    super("%s is %s, expected %s".formatted(name, given, expected));
  }

  private SettingException(String message) {
    super(message);
  }

  /**
   * A name that nothing reads; its value may be a secret and stays unsaid.
   *
   * @param where it stands
   * @param nearest the name that was probably meant
   */
  static SettingException unknown(String name, String where, Optional<String> nearest) {
    return new SettingException(
        "%s (%s) is no setting, %s"
            .formatted(
                name,
                where,
                nearest
                    .map("did you mean %s?"::formatted)
                    .orElse("expected one of docs/configuration.md")));
  }
}

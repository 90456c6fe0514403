package renewals.kit;

/**
 * A setting that a service cannot start with; the message names it, the value and what was
 * expected.
 */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String name, String given, String expected) {
    super("%s is %s, expected %s".formatted(name, given, expected));
  }
}

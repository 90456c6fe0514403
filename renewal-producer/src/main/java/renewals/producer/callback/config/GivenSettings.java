package renewals.producer.callback.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renewals.kit.SettingException;
import renewals.schemas.contract.Violation;

/** The settings of one channel, of which none may be left that nobody asked for. */
final class GivenSettings {

  private final String prefix;
  private final Map<String, String> given;
  private final Set<String> asked = new HashSet<>();

  /**
   * Settings by their names behind a prefix.
   *
   * @param prefix such as {@code callbacks.wechat-app.}
   */
  GivenSettings(String prefix, Map<String, String> given) {
    this.prefix = prefix;
    this.given = Map.copyOf(given);
  }

  /** A text that has to be there. */
  String text(String setting, String expected) {
    return find(setting).orElseThrow(() -> wrong(setting, Violation.NOTHING, expected));
  }

  /** A text, if it is there. */
  Optional<String> find(String setting) {
    asked.add(setting);
    return Optional.ofNullable(given.get(setting)).map(String::strip);
  }

  /**
   * Demands that all have been asked for.
   *
   * @param whose has no others
   */
  void refuseOthers(String whose) {
    for (Map.Entry<String, String> setting : given.entrySet()) {
      if (!asked.contains(setting.getKey())) {
        throw wrong(
            setting.getKey(),
            setting.getValue(),
            "nothing: %s has no such setting".formatted(whose));
      }
    }
  }

  /** What is wrong with a value. */
  SettingException wrong(String setting, String value, String expected) {
    return new SettingException(name(setting), value, expected);
  }

  /** The whole name of a setting. */
  String name(String setting) {
    return prefix + setting;
  }
}

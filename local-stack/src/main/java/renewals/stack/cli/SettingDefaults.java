package renewals.stack.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import renewals.kit.Settings;

/**
 * Lets every option come from {@code application.properties} or the environment too: option {@code
 * --until-idle} of command {@code tail} is the setting {@code tail.until-idle}, and {@code
 * TAIL_UNTIL_IDLE} in the environment.
 */
final class SettingDefaults implements CommandLine.IDefaultValueProvider {

  private final Settings settings = Settings.load(Map.of());

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || isForPicocliAlone(option)) {
      return null;
    }
    return settings.text(settingOf(option)).orElse(null);
  }

  /** The setting that stands for an option. */
  static String settingOf(OptionSpec option) {
    String command = option.command().qualifiedName(".");
    String path = command.substring(command.indexOf('.') + 1);
    return path + "." + option.longestName().replaceFirst("^-+", "");
  }

  private static boolean isForPicocliAlone(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || option.isMultiValue();
  }
}

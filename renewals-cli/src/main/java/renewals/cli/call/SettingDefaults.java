package renewals.cli.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import renewals.kit.SettingNames;
import renewals.kit.Settings;

/**
 * Lets every option come from {@code application.properties} or the environment too: option {@code
 * --until-idle} of command {@code tail} is the setting {@code tail.until-idle}, and {@code
 * TAIL_UNTIL_IDLE} in the environment.
 */
public final class SettingDefaults implements CommandLine.IDefaultValueProvider {

  private @Nullable Settings settings;

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || isForPicocliAlone(option)) {
      return null;
    }
    return settings().text(settingOf(option)).orElse(null);
  }

  /** Read when first asked for: its errors are the command's. */
  private Settings settings() {
    Settings found = settings;
    if (found == null) {
      found = Settings.load(Map.of());
      settings = found;
    }
    return found;
  }

  /** The setting that stands for an option. */
  public static String settingOf(OptionSpec option) {
    String command = option.command().qualifiedName(".");
    String path = command.substring(command.indexOf('.') + 1);
    return path + "." + option.longestName().replaceFirst("^-+", "");
  }

  /** All settings, and those that stand for options of these commands. */
  static SettingNames namesOf(CommandSpec root) {
    return SettingNames.with(
        Stream.concat(optionsOf(root).stream(), ofAllCommands().stream()).distinct().toList());
  }

  /** Settings that stand for options of these commands. */
  public static List<String> optionsOf(CommandSpec root) {
    return optionsBelow(root).map(SettingDefaults::settingOf).distinct().sorted().toList();
  }

  /**
   * Those of all commands, written down for processes that know only some: a file may serve all.
   */
  public static List<String> ofAllCommands() {
    try (InputStream in = SettingDefaults.class.getResourceAsStream("command-settings.txt")) {
      return new String(
              Objects.requireNonNull(in, "the build left out command-settings.txt").readAllBytes(),
              StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read command-settings.txt", e);
    }
  }

  private static Stream<OptionSpec> optionsBelow(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .flatMap(
            below ->
                Stream.concat(
                    below.options().stream().filter(option -> !isForPicocliAlone(option)),
                    optionsBelow(below)));
  }

  private static boolean isForPicocliAlone(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || option.isMultiValue();
  }
}

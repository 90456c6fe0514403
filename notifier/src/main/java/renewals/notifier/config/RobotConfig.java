package renewals.notifier.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.robot.RobotSecrets;
import renewals.notifier.senders.robot.RobotSettings;
import renewals.schemas.contract.WebhookUrl;
import renewals.v1.RobotKind;

/** Reads the settings below {@code notifier.robot.}. */
final class RobotConfig {

  private static final String ROBOT = "notifier.robot.";

  /** A little below what each provider takes of a robot: its minute isn't ours. */
  private static final int WECOM = 18;

  private static final int DINGTALK = 18;
  private static final int FEISHU = 90;
  private static final int MOST = 1000;

  private RobotConfig() {}

  /**
   * How robots are made to speak.
   *
   * @throws SettingException one of the settings is not what is expected
   */
  static RobotSettings read(Settings settings) {
    return new RobotSettings(
        SecretSettings.reloaded(settings, RobotSecrets::of),
        hosts(settings),
        settings.flag(ROBOT + "allow-http", false),
        settings.positive(ROBOT + "timeout", Duration.ofSeconds(10)),
        settings.count(ROBOT + "concurrency", 16, 1, 1000),
        Map.of(
            RobotKind.WECOM, settings.count(ROBOT + "rate.wecom", WECOM, 1, MOST),
            RobotKind.DINGTALK, settings.count(ROBOT + "rate.dingtalk", DINGTALK, 1, MOST),
            RobotKind.FEISHU, settings.count(ROBOT + "rate.feishu", FEISHU, 1, MOST)));
  }

  private static Set<String> hosts(Settings settings) {
    String name = ROBOT + "hosts";
    String given = settings.text(name, "");
    return Arrays.stream(given.split(",", -1))
        .map(part -> part.strip().toLowerCase(Locale.ROOT))
        .filter(part -> !part.isEmpty())
        .map(part -> hostOf(name, given, part))
        .collect(Collectors.toSet());
  }

  private static String hostOf(String name, String given, String part) {
    boolean isHost =
        part.chars().noneMatch(c -> c == '/' || c == '?' || c == '@' || c == '#')
            && WebhookUrl.isWritten("https://" + part + "/");
    if (!isHost) {
      throw new SettingException(
          name, given, "hosts, comma-separated, each with its port where it isn't the usual one");
    }
    return part;
  }
}

package renewals.notifier.senders.robot;

import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.secrets.MerchantSecrets;

/** The secrets of robots, by the name that contacts give as robot.secretRef. */
public final class RobotSecrets {

  private static final int LONGEST = 256;

  private static final MerchantSecrets.Sort<String> SORT =
      new MerchantSecrets.Sort<>(
          "notifier.robot.",
          1,
          RobotSecrets::secretOf,
          "the secret as the provider shows it, at most 256 characters of ASCII without blanks");

  private RobotSecrets() {}

  /**
   * Reads {@code notifier.robot.secrets.<ref>}, a secret, and {@code
   * notifier.robot.merchants.<ref>}, merchantIds with commas between them.
   *
   * @throws SettingException one of them is not what is expected; the message holds no secret
   */
  public static MerchantSecrets<String> of(Settings settings) {
    return MerchantSecrets.of(settings, SORT);
  }

  private static String secretOf(String given) {
    if (given.length() > LONGEST || given.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("no secret");
    }
    return given;
  }
}

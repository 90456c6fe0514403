package renewals.notifier.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.robot.Robot;
import renewals.notifier.domain.robot.RobotKind;

/**
 * Where a notice goes.
 *
 * @param target e-mail address, URL, phone number or terminalId
 * @param secretRef the name of a webhook's or robot's signing secret
 * @param robot whose robot it is; null where it is none
 */
public record Address(String target, @Nullable String secretRef, @Nullable RobotKind robot) {

  private static final int MARK_BYTES = 12;

  /** One that is no robot's. */
  public Address(String target, @Nullable String secretRef) {
    this(target, secretRef, null);
  }

  /** That of a robot. */
  static Address of(Robot robot) {
    return new Address(robot.url(), robot.secretRef(), robot.kind());
  }

  /**
   * What tells it from others: the target, but all robots of WeCom whose key is a secret have the
   * same one, and are told apart by that secret's name.
   */
  String identity() {
    return robot == RobotKind.WECOM && secretRef != null ? target + '\n' + secretRef : target;
  }

  /** By which it is known again, without saying it: a short digest of what tells it from others. */
  public String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, MARK_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  /** Says nothing: addresses are not for logs. */
  @Override
  public String toString() {
    return "Address[…]";
  }
}

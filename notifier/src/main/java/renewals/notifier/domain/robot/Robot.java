package renewals.notifier.domain.robot;

import org.jspecify.annotations.Nullable;

/**
 * A robot in a merchant's group.
 *
 * @param url whoever knows it can write to the group
 * @param secretRef the name of its signing secret, or of what its URL lacks
 */
public record Robot(RobotKind kind, String url, @Nullable String secretRef) {

  /** Says nothing of where it is: addresses are not for logs. */
  @Override
  public String toString() {
    return "Robot[" + kind + "]";
  }
}

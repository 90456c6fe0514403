package renewals.notifier.senders.robot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import renewals.v1.RobotKind;

/**
 * The pace of each robot. In memory of one instance: where several speak by the same robot, each
 * knows of its own messages, and the provider says when it is too much. Thread-safe.
 */
final class RobotPaces {

  private static final int MOST_ROBOTS = 10_000;

  /** Feishu takes 5 a second of a robot, the others name no limit. */
  private static final int PER_SECOND = 4;

  private final Map<RobotKind, Integer> perMinute;
  private final LongSupplier nanos;
  private final Map<String, RobotPace> paces;

  RobotPaces(Map<RobotKind, Integer> perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
    this.paces =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, RobotPace> eldest) {
            return size() > MOST_ROBOTS;
          }
        };
  }

  /** That of the robot at that address. */
  synchronized RobotPace of(RobotKind kind, String address) {
    return paces.computeIfAbsent(
        address, any -> new RobotPace(perMinute.getOrDefault(kind, 1), PER_SECOND, nanos));
  }
}

package renewals.kit.sandbox;

import org.apache.kafka.common.utils.Time;

/** A sandbox's clock as Kafka's own code asks it; what lasts goes by the machine's all the same. */
record SandboxTime(SandboxClock clock) implements Time {

  @Override
  public long milliseconds() {
    return clock.millis();
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }
}

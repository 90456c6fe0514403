package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import renewals.doubles.sms.Smsc;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Tills;
import renewals.faults.load.Outsider;

/**
 * One thing that goes wrong: it begins, lasts a while, and is put right.
 *
 * @param kind its kind
 * @param on what it is about, for people
 * @param touches what it harms: two faults at the same time may not harm the same
 * @param lasts for how long it stays, after it has begun and before it is put right
 * @param begin lets it begin
 * @param end puts it right; parts may still be starting then
 */
public record Fault(
    Kind kind, String on, Set<String> touches, Duration lasts, Step begin, Step end) {

  /** What all brokers together are called in {@link #touches}: at most one fault at a time. */
  static final String BROKERS = "brokers";

  /** What the way to the registry is called in {@link #touches}. */
  static final String REGISTRY = "registry";

  /** What the operator of SMS is called in {@link #touches}. */
  static final String SMSC = "smsc";

  /** Nothing is left to be put right. */
  static final Step NOTHING = stage -> {};

  /** What a fault may touch. */
  public record Stage(
      FaultCluster cluster,
      Outsider outsider,
      LateRecords late,
      NewerRecords newer,
      Smsc smsc,
      Tills tills) {}

  /** What is done to it. */
  @FunctionalInterface
  public interface Step {
    void take(Stage stage) throws InterruptedException;
  }

  /** Lets it begin. */
  public void apply(Stage stage) throws InterruptedException {
    begin.take(stage);
  }

  /** Puts it right. */
  public void heal(Stage stage) throws InterruptedException {
    end.take(stage);
  }
}

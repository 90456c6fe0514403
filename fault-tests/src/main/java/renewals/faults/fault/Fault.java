package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.load.Outsider;

/** One thing that goes wrong: it begins, lasts a while, and is put right. */
public interface Fault {

  /** What all brokers together are called in {@link #touches}: at most one fault at a time. */
  String BROKERS = "brokers";

  /** What the way to the registry is called in {@link #touches}. */
  String REGISTRY = "registry";

  /** What it may touch. */
  record Stage(FaultCluster cluster, Outsider outsider, LateRecords late, NewerRecords newer) {}

  /** Its kind. */
  Kind kind();

  /** What it is about, for people. */
  String on();

  /** What it harms: two faults at the same time may not harm the same. */
  Set<String> touches();

  /** For how long it stays, after it has begun and before it is put right. */
  Duration lasts();

  /** Lets it begin. */
  void apply(Stage stage) throws InterruptedException;

  /** Puts it right; parts may still be starting then. */
  void heal(Stage stage) throws InterruptedException;
}

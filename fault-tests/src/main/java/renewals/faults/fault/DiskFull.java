package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import renewals.activation.estimate.model.Stage;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Volume;

/**
 * A disk that is full; who ended by that is started once there is room.
 *
 * @param on whose it is
 * @param harms what no other fault may be about meanwhile
 * @param start starts whose it is, unless it runs
 */
record DiskFull(String on, String harms, Runnable start, Volume volume, Duration lasts)
    implements Fault {

  /** The disk under the state of an instance. */
  static DiskFull under(Instance victim, Volume volume, Duration lasts) {
    return new DiskFull(victim.toString(), victim.toString(), victim::start, volume, lasts);
  }

  /** The disk under the logs of a broker. */
  static DiskFull under(Broker victim, Volume volume, Duration lasts) {
    return new DiskFull(victim.toString(), Fault.BROKERS, victim::start, volume, lasts);
  }

  @Override
  public Kind kind() {
    return Kind.DISK_FULL;
  }

  @Override
  public Set<String> touches() {
    return Set.of(harms);
  }

  @Override
  public void apply(Stage stage) {
    volume.fill();
  }

  @Override
  public void heal(Stage stage) {
    volume.relieve();
    start.run();
  }
}

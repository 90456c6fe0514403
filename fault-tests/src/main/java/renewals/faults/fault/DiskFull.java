package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Volume;

/** A disk that is full; who ended by that is started once there is room. */
final class DiskFull {

  private DiskFull() {}

  /** The disk under the state of an instance. */
  static Fault under(Instance victim, Volume volume, Duration lasts) {
    return of(victim.toString(), victim.toString(), victim::start, volume, lasts);
  }

  /** The disk under the logs of a broker. */
  static Fault under(Broker victim, Volume volume, Duration lasts) {
    return of(victim.toString(), Fault.BROKERS, victim::start, volume, lasts);
  }

  /**
   * @param harms what no other fault may be about meanwhile
   * @param start starts whose it is, unless it runs
   */
  private static Fault of(String on, String harms, Runnable start, Volume volume, Duration lasts) {
    return new Fault(
        Kind.DISK_FULL,
        on,
        Set.of(harms),
        lasts,
        stage -> volume.fill(),
        stage -> {
          volume.relieve();
          start.run();
        });
  }
}

package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Volume;

/** Disks that are full; who ended by that is started once there is room. */
final class DiskFaults {

  private DiskFaults() {}

  /** Under the state of an instance. */
  record StateDiskFull(Instance victim, Volume volume, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.DISK_FULL;
    }

    @Override
    public String on() {
      return victim.toString();
    }

    @Override
    public Set<String> touches() {
      return Set.of(victim.toString());
    }

    @Override
    public void apply(Stage stage) {
      volume.fill();
    }

    @Override
    public void heal(Stage stage) {
      volume.relieve();
      victim.start();
    }
  }

  /** Under the logs of a broker. */
  record LogDiskFull(Broker victim, Volume volume, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.DISK_FULL;
    }

    @Override
    public String on() {
      return victim.toString();
    }

    @Override
    public Set<String> touches() {
      return Set.of(Fault.BROKERS);
    }

    @Override
    public void apply(Stage stage) {
      volume.fill();
    }

    @Override
    public void heal(Stage stage) {
      volume.relieve();
      victim.start();
    }
  }
}

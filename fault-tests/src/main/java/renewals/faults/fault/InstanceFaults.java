package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.activation.estimate.model.Stage;
import renewals.faults.cluster.Instance;

/** What goes wrong with instances of the services, or is done to them. */
final class InstanceFaults {

  private InstanceFaults() {}

  static Set<String> names(List<Instance> instances) {
    return instances.stream().map(Instance::toString).collect(Collectors.toSet());
  }

  /** Kill -9 of instances at once. */
  record Kill(List<Instance> victims, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL;
    }

    @Override
    public String on() {
      return victims.toString();
    }

    @Override
    public Set<String> touches() {
      return names(victims);
    }

    @Override
    public void apply(Stage stage) {
      victims.forEach(Instance::kill);
    }

    @Override
    public void heal(Stage stage) {
      victims.forEach(Instance::start);
    }
  }

  /** An instance that stands still and then believes that nothing has happened. */
  record Zombie(Instance victim, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.ZOMBIE;
    }

    @Override
    public String on() {
      return victim.toString();
    }

    @Override
    public Set<String> touches() {
      return names(List.of(victim));
    }

    @Override
    public void apply(Stage stage) {
      victim.pause();
    }

    @Override
    public void heal(Stage stage) {
      victim.resume();
      // One that found itself thrown out for good ends, and is started again as an operator would.
      victim.start();
    }
  }

  /** An instance that comes back with an empty disk. */
  record StateDeleted(Instance victim, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.STATE_DELETED;
    }

    @Override
    public String on() {
      return victim.toString();
    }

    @Override
    public Set<String> touches() {
      return names(List.of(victim));
    }

    @Override
    public void apply(Stage stage) {
      victim.kill();
      victim.deleteState();
    }

    @Override
    public void heal(Stage stage) {
      victim.start();
    }
  }

  /** An instance that is started with a wall clock that is off, and then with the right one. */
  record WrongClock(Instance victim, Duration off, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.CLOCK;
    }

    @Override
    public String on() {
      return "%s by %+d min".formatted(victim, off.toMinutes());
    }

    @Override
    public Set<String> touches() {
      return names(List.of(victim));
    }

    @Override
    public void apply(Stage stage) {
      restart(off);
    }

    @Override
    public void heal(Stage stage) {
      restart(Duration.ZERO);
    }

    private void restart(Duration clock) {
      victim.kill();
      victim.setClock(clock);
      victim.start();
    }
  }
}

package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.faults.cluster.Instance;

/** What goes wrong with instances of the services. */
final class InstanceFaults {

  private InstanceFaults() {}

  static Set<String> names(List<Instance> instances) {
    return instances.stream().map(Instance::toString).collect(Collectors.toSet());
  }

  /** Kill -9 of instances at once. */
  static Fault kill(List<Instance> victims, Duration lasts) {
    return new Fault(
        Kind.KILL,
        victims.toString(),
        names(victims),
        lasts,
        stage -> victims.forEach(Instance::kill),
        stage -> victims.forEach(Instance::start));
  }

  /** An instance that stands still and then believes that nothing has happened. */
  static Fault zombie(Instance victim, Duration lasts) {
    return of(
        Kind.ZOMBIE,
        victim,
        lasts,
        stage -> victim.pause(),
        stage -> {
          victim.resume();
          // One that found itself thrown out for good ends, and is started again as an operator
          // would.
          victim.start();
        });
  }

  /** An instance that comes back with an empty disk. */
  static Fault stateDeleted(Instance victim, Duration lasts) {
    return of(
        Kind.STATE_DELETED,
        victim,
        lasts,
        stage -> {
          victim.kill();
          victim.deleteState();
        },
        stage -> victim.start());
  }

  /** An instance that is started with a wall clock that is off, and then with the right one. */
  static Fault wrongClock(Instance victim, Duration off, Duration lasts) {
    return new Fault(
        Kind.CLOCK,
        "%s by %+d min".formatted(victim, off.toMinutes()),
        names(List.of(victim)),
        lasts,
        stage -> restart(victim, off),
        stage -> restart(victim, Duration.ZERO));
  }

  private static void restart(Instance victim, Duration clock) {
    victim.kill();
    victim.setClock(clock);
    victim.start();
  }

  private static Fault of(
      Kind kind, Instance victim, Duration lasts, Fault.Step begin, Fault.Step end) {
    return new Fault(kind, victim.toString(), names(List.of(victim)), lasts, begin, end);
  }
}

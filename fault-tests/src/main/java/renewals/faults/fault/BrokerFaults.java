package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import renewals.faults.cluster.Broker;

/** What goes wrong with brokers, or is done to them. */
final class BrokerFaults {

  private BrokerFaults() {}

  /** Kill -9 of one broker, or of two. */
  static Fault down(List<Broker> victims, Duration lasts) {
    return of(
        victims.size() == 1 ? Kind.BROKER_KILL : Kind.TWO_BROKERS_DOWN,
        victims.toString(),
        lasts,
        stage -> victims.forEach(Broker::kill),
        stage -> victims.forEach(Broker::start));
  }

  /** A broker that stands still. */
  static Fault zombie(Broker victim, Duration lasts) {
    return of(
        Kind.BROKER_ZOMBIE,
        victim.toString(),
        lasts,
        stage -> victim.pause(),
        stage -> victim.resume());
  }

  /** A deployment of the brokers: each waits until the one before it is in sync again. */
  static Fault roll(List<Broker> inOrder, Duration lasts) {
    return of(
        Kind.BROKERS_ROLL,
        inOrder.toString(),
        lasts,
        stage -> {
          for (Broker one : inOrder) {
            one.stop();
            one.start();
            one.awaitReady();
            InSync.await(stage.cluster().direct());
          }
        },
        Fault.NOTHING);
  }

  private static Fault of(Kind kind, String on, Duration lasts, Fault.Step begin, Fault.Step end) {
    return new Fault(kind, on, Set.of(Fault.BROKERS), lasts, begin, end);
  }
}

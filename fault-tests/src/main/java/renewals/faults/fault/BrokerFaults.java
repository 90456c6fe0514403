package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import renewals.activation.estimate.model.Stage;
import renewals.faults.cluster.Broker;

/** What goes wrong with brokers, or is done to them. */
final class BrokerFaults {

  private static final Set<String> ALL = Set.of(Fault.BROKERS);

  private BrokerFaults() {}

  /** Kill -9 of one broker, or of two. */
  record BrokersDown(List<Broker> victims, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return victims.size() == 1 ? Kind.BROKER_KILL : Kind.TWO_BROKERS_DOWN;
    }

    @Override
    public String on() {
      return victims.toString();
    }

    @Override
    public Set<String> touches() {
      return ALL;
    }

    @Override
    public void apply(Stage stage) {
      victims.forEach(Broker::kill);
    }

    @Override
    public void heal(Stage stage) {
      victims.forEach(Broker::start);
    }
  }

  /** A broker that stands still. */
  record BrokerZombie(Broker victim, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.BROKER_ZOMBIE;
    }

    @Override
    public String on() {
      return victim.toString();
    }

    @Override
    public Set<String> touches() {
      return ALL;
    }

    @Override
    public void apply(Stage stage) {
      victim.pause();
    }

    @Override
    public void heal(Stage stage) {
      victim.resume();
    }
  }

  /** A deployment of the brokers: each waits until the one before it is in sync again. */
  record BrokersRoll(List<Broker> inOrder, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.BROKERS_ROLL;
    }

    @Override
    public String on() {
      return inOrder.toString();
    }

    @Override
    public Set<String> touches() {
      return ALL;
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      for (Broker one : inOrder) {
        one.stop();
        one.start();
        one.awaitReady();
        InSync.await(stage.cluster().direct());
      }
    }

    @Override
    public void heal(Stage stage) {
      // it is over when all have been restarted
    }
  }
}

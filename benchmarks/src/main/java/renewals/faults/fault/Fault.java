package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Weather;
import renewals.faults.load.Outsider;

/** One thing that goes wrong: it begins, lasts a while, and is put right. */
public sealed interface Fault {

  /** What it may touch. */
  record Stage(FaultCluster cluster, Outsider outsider, LateRecords late) {}

  /** Its kind. */
  Kind kind();

  /** For how long it stays, after it has begun and before it is put right. */
  Duration lasts();

  /** Lets it begin. */
  void apply(Stage stage) throws InterruptedException;

  /** Puts it right; parts may still be starting then. */
  void heal(Stage stage) throws InterruptedException;

  /** Kill -9 of instances at once. */
  record Kill(List<Instance> victims, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL;
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
    public void apply(Stage stage) {
      victim.kill();
      victim.deleteState();
    }

    @Override
    public void heal(Stage stage) {
      victim.start();
    }
  }

  /** A deployment. */
  record RollingRestart(List<Instance> inOrder, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.ROLLING_RESTART;
    }

    @Override
    public void apply(Stage stage) {
      for (Instance one : inOrder) {
        one.stop();
        one.start();
        one.awaitReady();
      }
    }

    @Override
    public void heal(Stage stage) {
      // it is over when all have been restarted
    }
  }

  /** Kill -9 of one broker, or of two. */
  record BrokersDown(List<Broker> victims, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return victims.size() == 1 ? Kind.BROKER_KILL : Kind.TWO_BROKERS_DOWN;
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

  /** A registry that cannot be asked, just when somebody has to. */
  record RegistryFault(Kind kind, Weather weather, Instance starter, int seed, Duration lasts)
      implements Fault {

    private static final int UNKNOWN = 5;

    @Override
    public void apply(Stage stage) throws InterruptedException {
      stage.cluster().setRegistry(weather);
      Poisoned.unknownSchemas(stage.outsider(), new Random(seed), UNKNOWN);
      if (kind == Kind.REGISTRY_DOWN) {
        starter.kill();
        starter.start();
      }
    }

    @Override
    public void heal(Stage stage) {
      stage.cluster().setRegistry(new Weather.Fair());
      // One that gave up at its start is started again as an operator would.
      starter.start();
    }
  }

  /**
   * Bad weather between an instance and the brokers.
   *
   * @param broker index of the only one it is about, -1 for all
   */
  record NetFault(Kind kind, Instance victim, int broker, Weather weather, Duration lasts)
      implements Fault {
    @Override
    public void apply(Stage stage) {
      victim.set(weather, broker < 0 ? null : broker);
    }

    @Override
    public void heal(Stage stage) {
      victim.set(new Weather.Fair(), null);
      victim.start();
    }
  }

  /** Records that nobody can use. */
  record Poisoned(int seed, int records, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.POISON;
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      Random random = new Random(seed);
      Outsider.Poison[] kinds = Outsider.Poison.values();
      for (int n = 0; n < records; n++) {
        stage.outsider().poison(topic(random), kinds[random.nextInt(kinds.length)], random);
      }
    }

    static void unknownSchemas(Outsider outsider, Random random, int count)
        throws InterruptedException {
      for (int n = 0; n < count; n++) {
        outsider.poison(topic(random), Outsider.Poison.UNKNOWN_SCHEMA, random);
      }
    }

    private static String topic(Random random) {
      return INPUTS.get(random.nextInt(INPUTS.size()));
    }

    @Override
    public void heal(Stage stage) {
      // the records stay
    }
  }

  /** The topics of facts. */
  List<String> INPUTS = List.of("renewal-requests", "renewal-payments", "carrier-reviews");

  /** Renewals that come 30 days late. */
  record Late(int renewals, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.LATE;
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      stage.late().send(renewals);
    }

    @Override
    public void heal(Stage stage) {
      // nothing is wrong with them
    }
  }
}

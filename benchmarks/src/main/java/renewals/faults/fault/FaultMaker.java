package renewals.faults.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Weather;
import renewals.faults.fault.Fault.BrokerZombie;
import renewals.faults.fault.Fault.BrokersDown;
import renewals.faults.fault.Fault.BrokersRoll;
import renewals.faults.fault.Fault.Kill;
import renewals.faults.fault.Fault.Late;
import renewals.faults.fault.Fault.NetFault;
import renewals.faults.fault.Fault.Poisoned;
import renewals.faults.fault.Fault.RegistryFault;
import renewals.faults.fault.Fault.RollingRestart;
import renewals.faults.fault.Fault.StateDeleted;
import renewals.faults.fault.Fault.Zombie;
import renewals.stack.process.Service;

/** Chooses what goes wrong next; the same seed chooses the same. */
public final class FaultMaker {

  private static final int POISON_RECORDS = 20;
  private static final int LATE_RENEWALS = 5;

  private final Random random;
  private final List<Kind> bag = new ArrayList<>();
  private final List<Kind> chosen;
  private final FaultCluster cluster;

  /**
   * A chooser.
   *
   * @param only the kinds to choose from
   */
  public FaultMaker(long seed, Set<Kind> only, FaultCluster cluster) {
    this.random = new Random(seed);
    this.chosen = only.stream().sorted().toList();
    this.cluster = cluster;
  }

  /** How long to wait before it. */
  public Duration pause() {
    return seconds(0.2, 3);
  }

  /** The next one: all kinds come up in turn, the frequent ones more often, in any order. */
  public Fault next() {
    if (bag.isEmpty()) {
      chosen.forEach(kind -> bag.addAll(Collections.nCopies(kind.weight(), kind)));
      Collections.shuffle(bag, random);
    }
    return make(bag.removeLast());
  }

  private Fault make(Kind kind) {
    return switch (kind) {
      case KILL -> new Kill(victims(), seconds(0, 6));
      case ZOMBIE -> new Zombie(anyInstance(), seconds(13, 22));
      case STATE_DELETED -> new StateDeleted(anyStateful(), seconds(0, 3));
      case ROLLING_RESTART -> new RollingRestart(shuffled(cluster.instances()), Duration.ZERO);
      case BROKER_KILL -> new BrokersDown(List.of(anyBroker()), seconds(0, 15));
      case BROKER_ZOMBIE -> new BrokerZombie(anyBroker(), seconds(5, 20));
      case BROKERS_ROLL -> new BrokersRoll(shuffled(cluster.brokers()), Duration.ZERO);
      case TWO_BROKERS_DOWN ->
          new BrokersDown(shuffled(cluster.brokers()).subList(0, 2), seconds(3, 15));
      case REGISTRY_DOWN -> registry(kind, new Weather.Cut());
      case REGISTRY_SLOW -> registry(kind, new Weather.Slow(Duration.ofSeconds(2)));
      case REGISTRY_500 -> registry(kind, new Weather.Answering500());
      case NET_CUT -> net(kind, new Weather.Cut());
      case NET_STALL -> net(kind, new Weather.Stalled(random.nextBoolean()));
      case NET_SLOW -> net(kind, new Weather.Slow(Duration.ofMillis(50 + random.nextInt(400))));
      case POISON -> new Poisoned(random.nextInt(), POISON_RECORDS, Duration.ZERO);
      case LATE -> new Late(LATE_RENEWALS, Duration.ZERO);
    };
  }

  private Fault registry(Kind kind, Weather weather) {
    return new RegistryFault(kind, weather, anyStateful(), random.nextInt(), seconds(3, 12));
  }

  private Fault net(Kind kind, Weather weather) {
    int broker = random.nextInt(FaultCluster.BROKERS + 1) - 1;
    return new NetFault(kind, anyInstance(), broker, weather, seconds(3, 25));
  }

  /** Mostly one; at times all of a service, so that nobody is left to take over. */
  private List<Instance> victims() {
    Instance one = anyInstance();
    return random.nextInt(4) == 0 ? cluster.instances(one.service()) : List.of(one);
  }

  private Instance anyInstance() {
    List<Instance> all = cluster.instances();
    return all.get(random.nextInt(all.size()));
  }

  private Instance anyStateful() {
    Service service = random.nextInt(3) == 0 ? Service.NOTIFIER : Service.ACTIVATION;
    List<Instance> all = cluster.instances(service);
    return all.get(random.nextInt(all.size()));
  }

  private Broker anyBroker() {
    return cluster.brokers().get(random.nextInt(FaultCluster.BROKERS));
  }

  private <T> List<T> shuffled(List<T> all) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled);
  }

  private Duration seconds(double least, double most) {
    return Duration.ofMillis((long) (1000 * (least + random.nextDouble() * (most - least))));
  }
}

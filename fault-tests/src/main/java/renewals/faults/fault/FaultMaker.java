package renewals.faults.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Weather;
import renewals.stack.Service;

/** Chooses what goes wrong next; the same seed chooses the same. */
public final class FaultMaker {

  private static final int POISON_RECORDS = 20;
  private static final int LATE_RENEWALS = 5;
  private static final int NEWER_RENEWALS = 5;
  private static final int UPGRADE_WITHIN = 3;
  private static final Duration OFF = Duration.ofHours(2);

  private final Random random;
  private final int together;
  private final List<Kind> bag = new ArrayList<>();
  private final List<Kind> chosen;
  private final Targets targets;
  private int boutsToUpgrade;

  /**
   * A chooser.
   *
   * @param only the kinds to choose from
   * @param together how many fall together at most; half of it do at least
   */
  public FaultMaker(long seed, Set<Kind> only, int together, Targets targets) {
    this.random = new Random(seed);
    this.together = together;
    this.chosen = only.stream().sorted().filter(kind -> kind.weight() > 0).toList();
    this.targets = targets;
    this.boutsToUpgrade = only.contains(Kind.UPGRADE) ? random.nextInt(1, UPGRADE_WITHIN) : -1;
  }

  /**
   * The next ones: all kinds come up in turn, the frequent ones more often, in any order. Those
   * that do not go together with the others wait for the next bout.
   */
  public Bout next() {
    int size = random.nextInt((together + 1) / 2, together + 1);
    List<Bout.Part> parts = new ArrayList<>();
    Set<String> touched = new HashSet<>();
    if (boutsToUpgrade-- == 0 || chosen.isEmpty()) {
      add(Deployments.upgrade(shuffled(targets.instances()), Duration.ZERO), parts, touched);
    }
    List<Kind> waiting = new ArrayList<>();
    if (bag.isEmpty()) {
      fill();
    }
    while (parts.size() < size && !bag.isEmpty()) {
      Kind kind = bag.removeLast();
      if (!add(make(kind), parts, touched)) {
        waiting.add(kind);
      }
    }
    bag.addAll(waiting);
    return new Bout(parts);
  }

  /** Whether the upgrade that was asked for is still to come: a run isn't over before it. */
  public boolean owesUpgrade() {
    return boutsToUpgrade >= 0;
  }

  private boolean add(Fault fault, List<Bout.Part> parts, Set<String> touched) {
    if (!Collections.disjoint(touched, fault.touches())) {
      return false;
    }
    touched.addAll(fault.touches());
    parts.add(new Bout.Part(parts.isEmpty() ? Duration.ZERO : seconds(0, 4), fault));
    return true;
  }

  private void fill() {
    chosen.forEach(kind -> bag.addAll(Collections.nCopies(kind.weight(), kind)));
    Collections.shuffle(bag, random);
  }

  private Fault make(Kind kind) {
    return switch (kind) {
      case KILL -> InstanceFaults.kill(victims(), seconds(0, 4));
      case ZOMBIE -> InstanceFaults.zombie(anyInstance(), seconds(11, 16));
      case STATE_DELETED -> InstanceFaults.stateDeleted(anyStateful(), seconds(0, 3));
      case ROLLING_RESTART ->
          Deployments.rollingRestart(shuffled(targets.instances()), Duration.ZERO);
      case BROKER_KILL -> BrokerFaults.down(List.of(anyBroker()), seconds(0, 10));
      case BROKER_ZOMBIE -> BrokerFaults.zombie(anyBroker(), seconds(4, 14));
      case BROKERS_ROLL -> BrokerFaults.roll(shuffled(targets.brokers()), Duration.ZERO);
      case TWO_BROKERS_DOWN ->
          BrokerFaults.down(shuffled(targets.brokers()).subList(0, 2), seconds(2, 8));
      case REGISTRY_DOWN -> registry(kind, new Weather.Cut());
      case REGISTRY_SLOW -> registry(kind, new Weather.Slow(Duration.ofSeconds(2)));
      case REGISTRY_500 -> registry(kind, new Weather.Answering500());
      case NET_CUT -> net(kind, new Weather.Cut());
      case NET_STALL -> net(kind, new Weather.Stalled(random.nextBoolean()));
      case NET_SLOW -> net(kind, new Weather.Slow(Duration.ofMillis(50 + random.nextInt(400))));
      case POISON -> InputFaults.poisoned(random.nextInt(), POISON_RECORDS, Duration.ZERO);
      case LATE -> InputFaults.late(LATE_RENEWALS, Duration.ZERO);
      case NEWER_SCHEMA -> InputFaults.newer(NEWER_RENEWALS, Duration.ZERO);
      case DISK_FULL -> disk();
      case CLOCK -> clock();
      case SMSC_DOWN, SMSC_THROTTLED, SMSC_SILENT, SMSC_LATE -> SmscFaults.of(kind, seconds(3, 10));
      case TERMINALS_DOWN -> tillsDown(seconds(3, 10));
      case SCALE ->
          Deployments.scale(shuffled(targets.instances(anyStateful().service())), seconds(5, 8));
      case UPGRADE -> throw new IllegalArgumentException("an upgrade is never drawn");
    };
  }

  private Fault registry(Kind kind, Weather weather) {
    return LineFaults.registry(kind, weather, anyStateful(), random.nextInt(), seconds(3, 10));
  }

  private static Fault tillsDown(Duration lasts) {
    return new Fault(
        Kind.TERMINALS_DOWN,
        "the broker of terminals",
        Set.of(Kind.TERMINALS_DOWN.toString()),
        lasts,
        stage -> stage.tills().pause(),
        stage -> stage.tills().resume());
  }

  private Fault net(Kind kind, Weather weather) {
    int broker = random.nextInt(targets.brokers().size() + 1) - 1;
    return LineFaults.net(kind, anyInstance(), broker, weather, seconds(3, 15));
  }

  /** Under any of those who have a disk of their own. */
  private Fault disk() {
    List<Fault> all =
        Stream.concat(
                targets.instances().stream()
                    .flatMap(
                        one ->
                            one.volume().stream()
                                .map(disk -> DiskFull.under(one, disk, seconds(4, 10)))),
                targets.brokers().stream()
                    .flatMap(
                        one ->
                            one.volume().stream()
                                .map(disk -> DiskFull.under(one, disk, seconds(4, 10)))))
            .toList();
    return all.get(random.nextInt(all.size()));
  }

  private Fault clock() {
    Duration off = random.nextBoolean() ? OFF : OFF.negated();
    return InstanceFaults.wrongClock(anyInstance(), off, seconds(8, 14));
  }

  /** Mostly one; at times all of a service, so that nobody is left to take over. */
  private List<Instance> victims() {
    Instance one = anyInstance();
    return random.nextInt(4) == 0 ? targets.instances(one.service()) : List.of(one);
  }

  private Instance anyInstance() {
    List<Instance> all = targets.instances();
    return all.get(random.nextInt(all.size()));
  }

  private Instance anyStateful() {
    Service service = random.nextInt(3) == 0 ? Service.NOTIFIER : Service.ACTIVATION;
    List<Instance> all = targets.instances(service);
    return all.get(random.nextInt(all.size()));
  }

  private Broker anyBroker() {
    return targets.brokers().get(random.nextInt(targets.brokers().size()));
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

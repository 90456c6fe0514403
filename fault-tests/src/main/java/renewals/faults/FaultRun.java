package renewals.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Tills;
import renewals.faults.evidence.Recovery;
import renewals.faults.fault.Fault;
import renewals.faults.fault.FaultMaker;
import renewals.faults.fault.InSync;
import renewals.faults.fault.Kind;
import renewals.faults.fault.LateRecords;
import renewals.faults.fault.NewerRecords;
import renewals.faults.fault.Targets;
import renewals.faults.load.Announcer;
import renewals.faults.load.Ledger;
import renewals.faults.load.LiveOutputs;
import renewals.faults.load.Outsider;
import renewals.faults.load.Probes;
import renewals.kit.Settings;
import renewals.stack.Service;
import renewals.stack.folder.DataFolder;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.partner.Partners;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.partner.Post;
import renewals.stack.sim.partner.SendListener;
import renewals.stack.sim.scenario.Merchant;

/** An experiment from its first start to its report. */
final class FaultRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int AT_ONCE = 256;
  private static final int EVERY_HUNDREDTH = 100;

  /**
   * Nobody wants to wait for what a sender that was killed had under way, and who never takes a
   * notice shall not have most of the work. Three brokers on two cores spend most of their time on
   * commits, and longer transactions have more in them to lose. With little memory for what changed
   * last, stores write to disk in the middle of transactions all the time.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("notifier.result.timeout", "30s"),
          Map.entry("notifier.defer.delay", "3s"),
          Map.entry("notifier.send.queue", "4000"),
          Map.entry("notifier.retry.delays", "1s,3s,8s,15s"),
          Map.entry("notifier.channels.wait", "8s"),
          Map.entry("notifier.sms.report-wait", "30s"),
          Map.entry("notifier.sms.smpp.timeout", "3s"),
          Map.entry("activation.commit.interval", "500ms"),
          Map.entry("activation.cases.megabytes", "1"),
          Map.entry("activation.cards.megabytes", "1"),
          Map.entry("kafka.commit.interval.ms", "500"));

  private final RunPlan plan;
  private final FaultLog log;

  FaultRun(RunPlan plan, FaultLog log) {
    this.plan = plan;
    this.log = log;
  }

  Report run() throws InterruptedException {
    log.say(
        "seed %d, %d renewals over %d s, %d instances of each service, %d partitions%s: %s"
            .formatted(
                plan.seed(),
                plan.renewals(),
                plan.under().toSeconds(),
                plan.instances(),
                plan.partitions(),
                plan.secure() ? ", secured" : "",
                plan.only()));
    Path file = plan.data().resolve("sim").resolve("ledger.tsv");
    try (Simulation simulation = Simulation.openCounting(plan.seed(), plan.renewals());
        Tills tills = Tills.start(plan.data().resolve(DataFolder.TILLS));
        FaultCluster cluster =
            FaultCluster.start(
                plan.data(),
                shape(simulation, tills),
                StartWatch.begin(plan.startWithin(), log::say));
        Ledger ledger = Ledger.open(file)) {
      log.say(tills.areThere() ? "ready" : "ready, without a broker of terminals");
      Report report = experiment(cluster, simulation, tills, ledger, file);
      log.say("stopping");
      return report;
    }
  }

  private Report experiment(
      FaultCluster cluster, Simulation simulation, Tills tills, Ledger ledger, Path file)
      throws InterruptedException {
    SendListener witness = witness(ledger);
    Partners partners =
        new Partners(
            cluster.instances(Service.PRODUCER).stream().map(Instance::url).toList(),
            PATIENCE,
            ANSWER,
            AT_ONCE,
            false,
            witness,
            cluster.tokens());
    Settings direct = direct(cluster);
    try (LiveOutputs live = LiveOutputs.start(direct);
        Outsider outsider = new Outsider(direct, witness);
        Post post = new Post(partners);
        ExecutorService load = Executors.newSingleThreadExecutor()) {
      Future<?> playing =
          load.submit(() -> simulation.play(direct, partners, file, plan.under(), live));
      introducePhone(post);
      Probes probes = new Probes(plan.partitions(), simulation.merchants().values(), post, live);
      cluster.awaitWhole(PATIENCE);
      InSync.await(direct);
      Probes.Answered first = probes.run();
      log.say("first answers after %d ms".formatted(first.told().toMillis()));
      Merchant anyone = Objects.requireNonNull(simulation.merchants().get("M-001"), "the first");
      Fault.Stage stage =
          new Fault.Stage(
              cluster,
              outsider,
              new LateRecords(outsider, anyone),
              new NewerRecords(outsider, anyone),
              simulation.smsc(),
              tills);
      FaultMaker maker =
          new FaultMaker(
              plan.seed(),
              plan.only(),
              plan.together(),
              new Targets(cluster.instances(), cluster.brokers()));
      Announcer announcer = new Announcer(outsider, live);
      long begun = System.nanoTime();
      FaultLoop loop =
          new FaultLoop(
              stage, maker, announcer, probes, live, log, () -> progress(begun, simulation, live));
      List<Recovery> recoveries =
          loop.run(() -> !playing.isDone() || maker.owesUpgrade(), plan.faults());
      await(playing);
      cluster.mend();
      tills.resume();
      log.say("all is sent: %d acknowledgements; settling".formatted(ledger.count()));
      Settlement settlement = new Settlement(plan, log, live);
      return settlement
          .of(cluster, simulation, tills, file, announcer.announced(), recoveries)
          .with(loop.troubles());
    }
  }

  private String progress(long begun, Simulation simulation, LiveOutputs live) {
    long passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    return "%d of %d renewals begun, %d activations, %d notices; %d of %d s"
        .formatted(
            simulation.begunCount(),
            plan.renewals(),
            live.activations(),
            live.told(),
            passed,
            plan.under().toSeconds());
  }

  private SendListener witness(Ledger ledger) {
    if (plan.blunder() != Blunder.ACKNOWLEDGED_BEFORE_APPEND) {
      return ledger;
    }
    AtomicInteger count = new AtomicInteger();
    return (renewalId, what, place) -> {
      ledger.acknowledged(renewalId, what, place);
      if (count.incrementAndGet() % EVERY_HUNDREDTH == 0) {
        ledger.acknowledged(
            "NEVER-" + count.get(), "payment", new Place(place.topic(), place.partition(), -1));
      }
    };
  }

  /** One merchant has a telephone, so that a log could give its number away. */
  private static void introducePhone(Post post) throws InterruptedException {
    post.send(
        "M-PHONE",
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "merchant-contact")
            .put("merchantId", "M-PHONE")
            .put("displayName", "Shop with a telephone")
            .put("locale", "en")
            .put("phone", Settlement.PHONE));
  }

  /** For whoever reads along: an offset that is gone is a loss, not a reason to begin elsewhere. */
  private static Settings direct(FaultCluster cluster) {
    Map<String, String> settings = new TreeMap<>();
    // who writes to Kafka himself signs, too
    Settings all = cluster.direct();
    for (String name :
        List.of(
            "kafka.bootstrap.servers",
            "schema.registry.url",
            "schema.registry.user",
            "schema.registry.password",
            "provenance.keys")) {
      all.text(name).ifPresent(value -> settings.put(name, value));
    }
    for (String login : List.of("kafka.security.", "kafka.sasl.", "kafka.ssl.")) {
      all.below(login).forEach((name, value) -> settings.put(login + name, value));
    }
    return Settings.of(settings);
  }

  private FaultCluster.Shape shape(Simulation simulation, Tills tills) {
    Map<String, String> settings = new TreeMap<>(simulation.settings());
    settings.putAll(tills.settings());
    settings.putAll(SETTINGS);
    return new FaultCluster.Shape(
        plan.partitions(),
        plan.instances(),
        settings,
        plan.only().contains(Kind.DISK_FULL),
        plan.previous(),
        plan.secure());
  }

  private static void await(Future<?> playing) throws InterruptedException {
    try {
      playing.get();
    } catch (ExecutionException e) {
      throw new StackException(
          "the load broke off: " + Optional.ofNullable(e.getCause()).orElse(e), e);
    }
  }
}

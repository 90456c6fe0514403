package renewals.faults.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.stack.CommandProcess;
import renewals.stack.MadeSecrets;
import renewals.stack.Service;
import renewals.stack.broker.BrokerNode;
import renewals.stack.broker.BrokerNode.Door;
import renewals.stack.broker.BrokerSecurity;
import renewals.stack.broker.RegistryProcess;
import renewals.stack.process.Ports;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;
import renewals.stack.secure.SimulatedParties;
import renewals.stack.secure.StackSecurity;

/**
 * Three brokers, a registry and some instances of each service, each instance with a line of its
 * own to each broker. Ends with this process.
 *
 * <p>Long because it is the list of all processes of a fault run, and each has its way to be
 * started.
 */
public final class FaultCluster implements AutoCloseable {

  private static final List<String> PLATFORM = List.of("kafka.", "schema.", "topics.");

  /** How many brokers, and copies of each partition. */
  public static final int BROKERS = 3;

  private static final Duration POLL = Duration.ofMillis(300);

  private final Path data;
  private final List<Broker> brokers = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<TcpProxy> proxies = new ArrayList<>();
  private final Map<String, String> direct = new TreeMap<>();
  private final Optional<StackSecurity> security;
  private final Optional<SimulatedParties> parties;
  private @Nullable RegistryProcess registry;
  private @Nullable TcpProxy registryLine;

  /**
   * What the processes shall be.
   *
   * @param each how many instances of each service
   * @param settings of the services
   * @param volumes whether a broker, and an instance of each service that has state, get a disk of
   *     their own
   * @param previous class path of the build that the instances begin with; empty for the present
   * @param secure whether everybody has to say who he is, and may do no more than he needs
   */
  public record Shape(
      int partitions,
      int each,
      Map<String, String> settings,
      boolean volumes,
      List<String> previous,
      boolean secure) {}

  private FaultCluster(Path data, boolean secure) {
    this.data = data;
    this.security = secure ? Optional.of(StackSecurity.of(data)) : Optional.empty();
    this.parties =
        secure ? Optional.of(SimulatedParties.in(data.resolve("secrets"))) : Optional.empty();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param watch how long that may take, and who is told each step
   */
  public static FaultCluster start(Path data, Shape shape, StartWatch watch) {
    FaultCluster cluster = new FaultCluster(data, shape.secure());
    try {
      cluster.plan(shape);
      watch.say("starting %d brokers and the registry".formatted(BROKERS));
      cluster.startPlatform(watch);
      cluster.closeToOthers(watch);
      watch.say("creating topics, replication %d, and schemas".formatted(BROKERS));
      if (!shape.previous().isEmpty()) {
        // an upgrade finds what the earlier build left, its forms of the schemas too
        CommandProcess.run(
            "topics",
            "previous-topics",
            cluster.platformSettings(),
            data,
            Instance.LAUNCH.from(shape.previous()),
            watch);
      }
      try (TopicsAdmin topics = TopicsAdmin.connect(cluster.direct())) {
        topics.createOrVerify();
      }
      SchemaSetup.register(cluster.direct());
      watch.say("starting %d instances of the services".formatted(cluster.instances.size()));
      cluster.instances.forEach(Instance::start);
      cluster.instances.forEach(one -> one.awaitReady(watch));
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Of those settings what concerns brokers, registry and topics, which any build knows. */
  private Map<String, String> platformSettings() {
    Map<String, String> settings = new TreeMap<>(direct);
    settings.keySet().removeIf(name -> PLATFORM.stream().noneMatch(name::startsWith));
    return settings;
  }

  /**
   * Settings of who stands outside: straight to brokers and registry, in a secured cluster as the
   * user who may do everything.
   */
  public Settings direct() {
    Map<String, String> all = new TreeMap<>();
    security.ifPresent(closed -> all.putAll(closed.settingsOf(BrokerSecurity.ADMIN)));
    all.putAll(direct);
    return Settings.of(all);
  }

  /** What channels and carriers show the intakes, by their ids. */
  public Map<String, String> tokens() {
    return parties.map(SimulatedParties::tokens).orElse(Map.of());
  }

  /** The brokers. */
  public List<Broker> brokers() {
    return List.copyOf(brokers);
  }

  /** All instances. */
  public List<Instance> instances() {
    return List.copyOf(instances);
  }

  /** The instances of one service. */
  public List<Instance> instances(Service service) {
    return instances.stream().filter(one -> one.service() == service).toList();
  }

  /** The folder of all log files. */
  public Path logs() {
    return data.resolve("logs");
  }

  /** Changes the services' line to the registry. */
  public void setRegistry(Weather weather) {
    if (registryLine == null) {
      throw new IllegalStateException("the registry was never started");
    }
    registryLine.set(weather);
  }

  /** Everything runs again and every line is good; nothing need be ready yet. */
  public void mend() {
    proxies.forEach(proxy -> proxy.set(new Weather.Fair()));
    brokers.forEach(Broker::start);
    instances.forEach(Instance::start);
  }

  /**
   * Waits until every instance says that it is ready, and starts again whatever ends meanwhile, as
   * an operator would.
   *
   * @throws StackException that took too long
   */
  public void awaitWhole(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      mend();
      List<Instance> waiting = new ArrayList<>();
      for (Instance one : instances) {
        if (!one.isReady()) {
          waiting.add(one);
        }
      }
      if (waiting.isEmpty()) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new StackException("%s not ready after %s".formatted(waiting, atMost));
      }
      Thread.sleep(POLL);
    }
  }

  @Override
  public void close() {
    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      instances.forEach(one -> stopping.execute(one::close));
    }
    brokers.forEach(Broker::close);
    proxies.forEach(TcpProxy::close);
    if (registry != null) {
      registry.close();
    }
  }

  private void plan(Shape shape) {
    Map<String, String> settings = new TreeMap<>(shape.settings());
    // a build of before might not know the settings
    if (shape.previous().isEmpty()) {
      settings.putAll(MadeSecrets.provenance(Settings.of(shape.settings()), data));
      settings.putIfAbsent("provenance", "required");
    }
    parties.ifPresent(made -> settings.put("parties.file", made.file().toString()));
    List<String> names =
        Service.PIPELINE.stream()
            .flatMap(
                service ->
                    IntStream.rangeClosed(1, shape.each())
                        .mapToObj(n -> service.command() + "-" + n))
            .toList();
    List<Map<String, Door>> doors = planBrokers(names, shape.volumes());
    int registryPort = Ports.lasting();
    direct.putAll(settings);
    direct.put("kafka.bootstrap.servers", addresses(brokers.stream().map(Broker::port).toList()));
    direct.put("topics.partitions", String.valueOf(shape.partitions()));
    direct.put("topics.replication", String.valueOf(BROKERS));
    for (String name : names) {
      List<Door> own = doors.stream().map(of -> of.get(listener(name))).toList();
      List<TcpProxy> lines =
          own.stream().map(door -> TcpProxy.open(door.advertised(), door.port())).toList();
      proxies.addAll(lines);
      Service service = serviceOf(name);
      Map<String, String> given = new TreeMap<>(settings);
      security.ifPresent(closed -> given.putAll(closed.settingsOf(service.command())));
      given.put("kafka.bootstrap.servers", addresses(own.stream().map(Door::advertised).toList()));
      given.put(
          "schema.registry.url", "http://127.0.0.1:%d/apis/ccompat/v7".formatted(registryPort));
      Path state = Instance.stateOf(data, name);
      if (service.hasState()) {
        given.put(service.command() + ".state.dir", state.toString());
      }
      given.put("ops.http.port", String.valueOf(Ports.lasting()));
      boolean hasVolume = shape.volumes() && service.hasState() && name.endsWith("-1");
      instances.add(
          new Instance(
              service,
              name,
              Ports.lasting(),
              data,
              given,
              lines,
              hasVolume ? Volume.mount(state) : null,
              Instance.LAUNCH.from(shape.previous())));
    }
    direct.put("registry.line.port", String.valueOf(registryPort));
  }

  private List<Map<String, Door>> planBrokers(List<String> names, boolean volumes) {
    String clusterId = Uuid.randomUuid().toString();
    List<Integer> controllers = IntStream.range(0, BROKERS).mapToObj(n -> Ports.lasting()).toList();
    List<Map<String, Door>> doors = new ArrayList<>();
    for (int n = 1; n <= BROKERS; n++) {
      Map<String, Door> own = new TreeMap<>();
      names.forEach(name -> own.put(listener(name), new Door(Ports.lasting(), Ports.lasting())));
      doors.add(own);
      Path folder = data.resolve("kafka").resolve(String.valueOf(n));
      brokers.add(
          new Broker(
              new BrokerNode(
                  n,
                  clusterId,
                  folder,
                  Ports.lasting(),
                  controllers,
                  own,
                  security.map(StackSecurity::broker)),
              logs(),
              volumes && n == 1 ? Volume.mount(folder) : null));
    }
    return doors;
  }

  private void startPlatform(StartWatch watch) {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RegistryProcess> registryUp =
          starting.submit(
              () ->
                  RegistryProcess.start(
                      data.resolve("registry"),
                      logs(),
                      0,
                      security.map(StackSecurity::registry),
                      watch));
      List<Future<?>> brokersUp =
          brokers.stream().<Future<?>>map(one -> starting.submit(one::start)).toList();
      for (Future<?> one : brokersUp) {
        one.get();
      }
      brokers.forEach(one -> one.awaitReady(watch));
      RegistryProcess started = registryUp.get();
      registry = started;
      direct.put("schema.registry.url", started.url());
      int line = Integer.parseInt(String.valueOf(direct.remove("registry.line.port")));
      TcpProxy proxy = TcpProxy.open(line, started.port());
      registryLine = proxy;
      proxies.add(proxy);
    } catch (ExecutionException e) {
      throw StackException.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while starting", e);
    }
  }

  private void closeToOthers(StartWatch watch) {
    security.ifPresent(
        closed -> {
          watch.say("making users and rights");
          closed.apply(
              String.valueOf(direct.get("kafka.bootstrap.servers")),
              Settings.of(Map.copyOf(direct)));
        });
  }

  private static Service serviceOf(String name) {
    return Service.PIPELINE.stream()
        .filter(service -> name.startsWith(service.command()))
        .findFirst()
        .orElseThrow();
  }

  private static String listener(String name) {
    return name.toUpperCase(Locale.ROOT).replace("-", "");
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }
}

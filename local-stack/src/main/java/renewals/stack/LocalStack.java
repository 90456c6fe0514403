package renewals.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.sandbox.ClockAnswer;
import renewals.kit.sandbox.ServiceClock;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.broker.BrokerSecurity;
import renewals.stack.broker.RegistryProcess;
import renewals.stack.process.Ports;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;
import renewals.stack.sandbox.Sandbox;
import renewals.stack.sandbox.SandboxHttp;
import renewals.stack.sandbox.SandboxPhones;
import renewals.stack.sandbox.SandboxPlan;
import renewals.stack.secure.SimulatedParties;
import renewals.stack.secure.StackSecurity;

/**
 * Kafka, the registry, the topics with their schemas, and the four services on this machine.
 * Stopped in reverse order, also when this process is told to end.
 *
 * <p>Long because it is the one order in which all parts start.
 */
public final class LocalStack implements AutoCloseable {

  private static final String OPS_PORT = "ops.http.port";
  private static final String PARTIES = "parties.file";

  private final StackPlan plan;
  private final StartWatch watch;
  private final StartedParts parts = new StartedParts();
  private final Map<Service, List<ServiceProcess>> services = new ConcurrentHashMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final int portalPort;
  private final String opsPort;
  private final Optional<StackSecurity> security;
  private final Optional<SimulatedParties> parties;
  private Optional<Sandbox> sandbox = Optional.empty();
  private String clockUrl = "";

  private LocalStack(StackPlan plan, StartWatch watch) {
    this.plan = plan;
    this.watch = watch;
    // Both stand in addresses that must be known before the service has them.
    this.portalPort = Ports.take(plan.ports().portal());
    this.opsPort =
        Settings.load(plan.settings())
            .text(OPS_PORT)
            .orElseGet(() -> String.valueOf(Ports.take(plan.ports().ops())));
    if (plan.secure()) {
      this.security = Optional.of(StackSecurity.of(plan.data()));
      this.parties =
          Settings.load(plan.settings()).text(PARTIES).isPresent()
              ? Optional.empty()
              : Optional.of(SimulatedParties.in(plan.data().resolve("secrets")));
    } else {
      StackSecurity.demandNone(plan.data());
      this.security = Optional.empty();
      this.parties = Optional.empty();
    }
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param progress is told each step in a few words
   * @throws StackException a part did not start; what had started is stopped again
   */
  public static LocalStack start(StackPlan plan, Consumer<String> progress) {
    return start(plan, StartWatch.begin(StartWatch.USUAL, progress));
  }

  /**
   * Likewise.
   *
   * @param watch how long that may take, and who is told how it goes
   */
  public static LocalStack start(StackPlan plan, StartWatch watch) {
    LocalStack stack = new LocalStack(plan, watch);
    try {
      stack.startPlatform();
      stack.closeToOthers();
      stack.prepareTopics();
      stack.startServices();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /**
   * Where Kafka and the registry are, and what the services were given besides. Of a secured stack,
   * as the user who may do everything.
   */
  public Settings settings() {
    return settingsAs(BrokerSecurity.ADMIN);
  }

  /** Likewise, as one of Kafka's users where the stack is secured. */
  public Settings settingsAs(String user) {
    Map<String, String> all = new TreeMap<>(settings);
    security.ifPresent(closed -> all.putAll(closed.settingsOf(user)));
    return Settings.of(all);
  }

  /** How it is closed to others, if it is. */
  public Optional<StackSecurity> security() {
    return security;
  }

  /** The simulator's channels and carriers, where the stack has made a file of parties. */
  public Optional<SimulatedParties> parties() {
    return parties;
  }

  /** Base URL of a service's (first) instance. */
  public String url(Service service) {
    return instances(service).getFirst().url();
  }

  /** Where merchants ask for their renewals. */
  public String pageUrl() {
    return settings.get("page.base.url") + "/";
  }

  /** Where the clock of a sandbox is moved. */
  public Optional<String> clockUrl() {
    return clockUrl.isEmpty() ? Optional.empty() : Optional.of(clockUrl);
  }

  /** The sandbox that it is, if it is one. */
  public Optional<Sandbox> sandbox() {
    return sandbox;
  }

  /** The operators' page. */
  public String opsUrl() {
    return "http://127.0.0.1:%s/ops".formatted(opsPort);
  }

  /** The instances of a service, in the order in which they were started. */
  public List<ServiceProcess> instances(Service service) {
    return List.copyOf(services.getOrDefault(service, List.of()));
  }

  /**
   * Starts one more instance of a service on a free port; it may not be ready yet.
   *
   * @param name of the instance, for its log file and its state
   */
  public ServiceProcess startInstance(Service service, String name) {
    return startInstance(service, name, 0, Map.of());
  }

  @Override
  public void close() {
    parts.stopAll();
  }

  private void startPlatform() {
    watch.say("starting Kafka and the schema registry");
    CompletableFuture<RegistryProcess> starting =
        CompletableFuture.supplyAsync(
            () ->
                parts.add(
                    RegistryProcess.start(
                        plan.data().resolve("registry"),
                        plan.logs(),
                        plan.ports().registry(),
                        security.map(StackSecurity::registry),
                        watch)),
            Thread::startVirtualThread);
    BrokerProcess broker =
        parts.add(
            BrokerProcess.start(
                plan.data().resolve("kafka"),
                plan.logs(),
                plan.ports().kafka(),
                security.map(StackSecurity::broker),
                watch));
    RegistryProcess registry;
    try {
      registry = starting.join();
    } catch (CompletionException e) {
      throw StackException.of(e);
    }
    settings.put("kafka.unreplicated", "true");
    settings.putAll(plan.settings());
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put("topics.partitions", String.valueOf(plan.partitions()));
    Settings given = Settings.load(plan.settings());
    settings.putAll(Pages.settings(given, portalPort, plan.data()));
    settings.putAll(MadeSecrets.provenance(given, plan.data()));
    parties.ifPresent(made -> settings.put(PARTIES, made.file().toString()));
    if (plan.sandbox().isEmpty() && given.flag(ServiceClock.SETTING, false)) {
      throw new SettingException(ServiceClock.SETTING, "true", "--sandbox, which sets it");
    }
    if (plan.sandbox().isPresent()) {
      settings.putAll(Sandbox.settings(given, parts.add(SandboxPhones.open(plan.logs()))));
    }
  }

  private void closeToOthers() {
    security.ifPresent(
        closed -> {
          watch.say("making users and rights");
          closed.apply(
              String.valueOf(settings.get("kafka.bootstrap.servers")),
              Settings.load(Map.copyOf(settings)));
        });
  }

  private void prepareTopics() {
    watch.say("creating topics and registering schemas");
    try (TopicsAdmin topics = TopicsAdmin.connect(settings())) {
      topics.createOrVerify();
    }
    SchemaSetup.register(settings());
  }

  private void startServices() {
    sandbox = plan.sandbox().map(this::openSandbox);
    watch.say("starting the services");
    startInstance(Service.PRODUCER, "producer", plan.ports().producer(), Map.of());
    startInstance(Service.ACTIVATION, "activation-1", plan.ports().activation(), Map.of());
    for (int n = 2; n <= plan.activations(); n++) {
      startInstance(Service.ACTIVATION, "activation-" + n);
    }
    startInstance(Service.NOTIFIER, "notifier", plan.ports().notifier(), Map.of());
    String asked =
        instances(Service.ACTIVATION).stream()
            .map(ServiceProcess::url)
            .collect(Collectors.joining(","));
    startInstance(
        Service.PORTAL,
        "portal",
        portalPort,
        Map.of(OPS_PORT, opsPort, "portal.activation.urls", asked));
    services.values().forEach(instances -> instances.forEach(one -> one.awaitReady(watch)));
    if (sandbox.isPresent()) {
      sandbox.get().tell(this::instanceUrls);
      SandboxHttp http =
          parts.add(SandboxHttp.start(plan.sandbox().orElseThrow().port(), sandbox.get()));
      clockUrl = "http://127.0.0.1:" + http.port() + ClockAnswer.PATH;
    }
  }

  private Sandbox openSandbox(SandboxPlan wanted) {
    try {
      return parts.add(Sandbox.open(settings(), wanted));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the clock was set", e);
    }
  }

  private List<String> instanceUrls() {
    return services.values().stream().flatMap(List::stream).map(ServiceProcess::url).toList();
  }

  private ServiceProcess startInstance(
      Service service, String name, int port, Map<String, String> own) {
    Map<String, String> given = new TreeMap<>(settings);
    given.putAll(own);
    security.ifPresent(closed -> given.putAll(closed.settingsOf(service.command())));
    if (service.hasState()) {
      given.put(
          service.command() + ".state.dir", plan.data().resolve("state").resolve(name).toString());
    }
    ServiceProcess instance =
        parts.add(ServiceProcess.start(service, name, given, plan.data(), port));
    services.computeIfAbsent(service, any -> new CopyOnWriteArrayList<>()).add(instance);
    return instance;
  }
}

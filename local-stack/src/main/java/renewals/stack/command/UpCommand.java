package renewals.stack.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.RunningStacks;
import renewals.kit.Settings;
import renewals.stack.LocalStack;
import renewals.stack.Service;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;
import renewals.stack.folder.SandboxFolder;
import renewals.stack.process.StartWatch;
import renewals.stack.sandbox.SandboxPlan;

/** {@code ./renewals up}. */
@Command(
    name = "up",
    description = "Kafka, registry and the four services on this machine, until Ctrl-C.")
final class UpCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions options;
  @Mixin private StartOptions starting;

  @Option(
      names = "--secure",
      fallbackValue = "true",
      description =
          "Kafka takes TLS and users with the least rights only, the intake parties only.")
  private boolean secure;

  @Option(
      names = "--sandbox",
      fallbackValue = "true",
      description =
          "To try things out: a clock that POST /test/clock moves, cards and amounts that answer by"
              + " themselves, SMS that nobody gets.")
  private boolean sandbox;

  @Option(
      names = "--clock",
      paramLabel = "INSTANT",
      description = "What the sandbox's clock says at first, such as 2026-01-01T00:00Z.")
  private @Nullable String clock;

  @Option(
      names = "--fresh",
      fallbackValue = "true",
      description = "Throw away what an earlier run left.")
  private boolean fresh;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local",
      description = "Folder of data and logs, default ${DEFAULT-VALUE}.")
  private Path data;

  @Option(names = "--kafka-port", defaultValue = "9092", description = PORT)
  private int kafkaPort;

  @Option(names = "--registry-port", defaultValue = "8081", description = PORT)
  private int registryPort;

  @Option(names = "--producer-port", defaultValue = "8090", description = PORT)
  private int producerPort;

  @Option(names = "--activation-port", defaultValue = "8080", description = PORT)
  private int activationPort;

  @Option(names = "--notifier-port", defaultValue = "8091", description = PORT)
  private int notifierPort;

  @Option(names = "--portal-port", defaultValue = "8085", description = PORT)
  private int portalPort;

  @Option(names = "--clock-port", defaultValue = "8084", description = PORT)
  private int clockPort;

  @Option(names = "--ops-port", defaultValue = "8082", description = PORT)
  private int opsPort;

  private static final int LAST_PORT = 65_535;

  private static final String PORT = "Default ${DEFAULT-VALUE}; 0 takes a free one.";

  @Override
  public void run() {
    StackPorts ports = ports();
    Optional<SandboxPlan> wanted = sandboxPlan();
    int partitions = Settings.load(options.given()).count("topics.partitions", 4, 1, 1000);
    PrintWriter err = spec.commandLine().getErr();
    StartWatch watch =
        starting.begin(
            step -> {
              err.println(step);
              err.flush();
            });
    try (DataFolder folder = DataFolder.take("--data", data)) {
      if (fresh) {
        ports.mustBeFree();
        folder.clear();
      } else {
        folder.demandThisContract("--data");
      }
      SandboxFolder.demand("--data", folder.path(), folder.isEmpty(), sandbox);
      FreeDisk.demand(folder.path(), FreeDisk.LEAST, "Kafka, registry and state");
      start(
          new StackPlan(folder.path(), ports, partitions, 1, options.given(), secure, wanted),
          watch);
    }
  }

  private Optional<SandboxPlan> sandboxPlan() {
    if (!sandbox) {
      if (clock != null) {
        throw wrong("--clock is %s, expected --sandbox as well".formatted(clock));
      }
      return Optional.empty();
    }
    if (secure) {
      throw wrong("--sandbox and --secure are given, expected one of them");
    }
    return Optional.of(new SandboxPlan(clockPort, Optional.ofNullable(clock).map(this::instant)));
  }

  private Instant instant(String given) {
    try {
      return OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException e) {
      throw wrong("--clock is %s, expected an instant such as 2026-01-01T00:00Z".formatted(given));
    }
  }

  private StackPorts ports() {
    Map<Integer, String> owners = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      if (option.longestName().endsWith("-port")) {
        int port = option.getValue();
        if (port < 0 || port > LAST_PORT) {
          throw wrong(
              "%s is %d, expected 0 to %d".formatted(option.longestName(), port, LAST_PORT));
        }
        String other = port == 0 ? null : owners.put(port, option.longestName());
        if (other != null) {
          throw wrong(
              "%s is %d, expected another port than %s"
                  .formatted(option.longestName(), port, other));
        }
      }
    }
    return new StackPorts(
        kafkaPort, registryPort, producerPort, activationPort, notifierPort, portalPort, opsPort);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private void start(StackPlan plan, StartWatch watch) {
    try (LocalStack stack = LocalStack.start(plan, watch)) {
      sayReady(stack);
      awaitEnd();
    }
  }

  private void sayReady(LocalStack stack) {
    Settings settings = stack.settings();
    Path forCommands = ForCommands.write(stack, data.toAbsolutePath());
    boolean isFound = RunningStacks.ofUser().announce(forCommands);
    PrintWriter out = spec.commandLine().getOut();
    out.println("ready, Ctrl-C stops everything");
    out.println("kafka      " + settings.text("kafka.bootstrap.servers", ""));
    out.println("registry   " + settings.text("schema.registry.url", ""));
    for (Service service : Service.values()) {
      out.println("%-10s %s".formatted(service.command(), stack.url(service)));
    }
    out.println("page       " + stack.pageUrl());
    out.println("operators  " + stack.opsUrl());
    stack.clockUrl().ifPresent(url -> out.println("clock      " + url));
    stack.security().ifPresent(closed -> out.println("users      " + closed.clients()));
    stack.parties().ifPresent(made -> out.println("tokens     " + made.tokenFolder()));
    out.println(
        "commands   find it " + (isFound ? "by themselves" : "by -Dsettings.file=" + forCommands));
    out.flush();
  }

  /** Until the process is told to end: the stack stops itself then. */
  private static void awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

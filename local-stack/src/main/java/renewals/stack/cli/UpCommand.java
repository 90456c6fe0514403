package renewals.stack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.Settings;
import renewals.stack.process.DataFolder;
import renewals.stack.process.LocalStack;
import renewals.stack.process.Service;
import renewals.stack.process.StackPlan;
import renewals.stack.process.StackPlan.StackPorts;

/** {@code ./renewals up}. */
@Command(
    name = "up",
    description = "Kafka, registry and the three services on this machine, until Ctrl-C.")
final class UpCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions options;

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

  private static final String PORT = "Default ${DEFAULT-VALUE}; 0 takes a free one.";

  @Override
  public void run() {
    DataFolder.take("--data", data);
    if (fresh) {
      DataFolder.clear(data);
    }
    StackPorts ports =
        new StackPorts(kafkaPort, registryPort, producerPort, activationPort, notifierPort);
    int partitions = options.settings().count("topics.partitions", 4, 1, 1000);
    StackPlan plan = new StackPlan(data.toAbsolutePath(), ports, partitions, 1, options.given());
    PrintWriter err = spec.commandLine().getErr();
    try (LocalStack stack =
        LocalStack.start(
            plan,
            step -> {
              err.println(step);
              err.flush();
            })) {
      sayReady(stack);
      awaitEnd();
    }
  }

  private void sayReady(LocalStack stack) {
    Settings settings = stack.settings();
    PrintWriter out = spec.commandLine().getOut();
    out.println("ready, Ctrl-C stops everything");
    out.println("kafka      " + settings.text("kafka.bootstrap.servers", ""));
    out.println("registry   " + settings.text("schema.registry.url", ""));
    for (Service service : Service.values()) {
      out.println("%-10s %s".formatted(service.command(), stack.url(service)));
    }
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

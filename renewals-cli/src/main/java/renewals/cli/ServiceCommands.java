package renewals.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import renewals.activation.ActivationService;
import renewals.cli.call.ClusterOptions;
import renewals.notifier.NotifierService;
import renewals.portal.PortalService;
import renewals.producer.ProducerService;

/** One service against the configured cluster, until it is told to end. */
final class ServiceCommands {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceCommands.class);

  private ServiceCommands() {}

  /** {@code ./renewals producer}. */
  @Command(name = "producer", description = "The HTTP intake, until Ctrl-C.")
  static final class Producer implements Runnable {
    @Mixin private ClusterOptions cluster;

    @Override
    public void run() {
      ProducerService service = ProducerService.start(cluster.ofService());
      runUntilTold("producer", service, service.port(), service::awaitStop);
    }
  }

  /** {@code ./renewals activation}. */
  @Command(name = "activation", description = "The activation stream, until Ctrl-C.")
  static final class Activation implements Runnable {
    @Mixin private ClusterOptions cluster;

    @Override
    public void run() {
      ActivationService service = ActivationService.start(cluster.ofService());
      runUntilTold("activation", service, service.port(), service::awaitStop);
    }
  }

  /** {@code ./renewals notifier}. */
  @Command(name = "notifier", description = "The notifier, until Ctrl-C.")
  static final class Notifier implements Runnable {
    @Mixin private ClusterOptions cluster;

    @Override
    public void run() {
      NotifierService service = NotifierService.start(cluster.ofService());
      runUntilTold("notifier", service, service.port(), service::awaitStop);
    }
  }

  /** {@code ./renewals portal}. */
  @Command(name = "portal", description = "Pages for merchants and operators, until Ctrl-C.")
  static final class Portal implements Runnable {
    @Mixin private ClusterOptions cluster;

    @Override
    public void run() {
      PortalService service = PortalService.start(cluster.ofService());
      runUntilTold("portal", service, service.port(), service::awaitStop);
    }
  }

  private static void runUntilTold(
      String name, AutoCloseable service, int port, Runnable awaitStop) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(name, service)));
    LOG.info("{} listens on port {}", name, port);
    awaitStop.run();
  }

  private static void stop(String name, AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      LOG.error("{} did not stop in order", name, e);
    }
  }
}

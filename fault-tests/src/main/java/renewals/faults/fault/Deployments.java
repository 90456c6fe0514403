package renewals.faults.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renewals.faults.cluster.Instance;
import renewals.stack.Service;
import renewals.stack.process.StackException;

/** What operators do to instances: deploy, upgrade, scale. */
final class Deployments {

  private Deployments() {}

  /** Those of one service one after the other, services side by side. */
  private static void roll(List<Instance> inOrder, Consumer<Instance> restart)
      throws InterruptedException {
    Map<Service, List<Instance>> services =
        inOrder.stream().collect(Collectors.groupingBy(Instance::service));
    try (ExecutorService rolling = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> parts = new ArrayList<>();
      services.values().forEach(of -> parts.add(rolling.submit(() -> of.forEach(restart))));
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StackException known
          ? known
          : new StackException("instances could not be restarted: " + e.getCause(), e);
    }
  }

  /** What waits for instances to be ready needs brokers and registry. */
  private static Set<String> needingAll(List<Instance> instances) {
    return Stream.concat(
            InstanceFaults.names(instances).stream(), Stream.of(Fault.BROKERS, Fault.REGISTRY))
        .collect(Collectors.toSet());
  }

  /** A deployment. */
  static Fault rollingRestart(List<Instance> inOrder, Duration lasts) {
    return new Fault(
        Kind.ROLLING_RESTART,
        inOrder.toString(),
        needingAll(inOrder),
        lasts,
        stage ->
            roll(
                inOrder,
                one -> {
                  one.stop();
                  one.start();
                  one.awaitReady();
                }),
        Fault.NOTHING);
  }

  /**
   * A deployment of the present build over an earlier one, as docs/operations.md says: intakes one
   * after the other; of the notifier, then of activation-stream all stop before the first starts,
   * since their graphs read topics and have stores that the earlier build doesn't know.
   */
  static Fault upgrade(List<Instance> inOrder, Duration lasts) {
    return new Fault(
        Kind.UPGRADE,
        inOrder.toString(),
        needingAll(inOrder),
        lasts,
        stage -> {
          roll(
              of(Service.PRODUCER, inOrder),
              one -> {
                one.stop();
                one.renew();
                one.start();
                one.awaitReady();
              });
          renewTogether(of(Service.NOTIFIER, inOrder));
          renewTogether(of(Service.ACTIVATION, inOrder));
        },
        // Those that do not understand what newer ones left have ended, and were renewed since.
        stage -> inOrder.forEach(Instance::start));
  }

  private static List<Instance> of(Service service, List<Instance> instances) {
    return instances.stream().filter(one -> one.service() == service).toList();
  }

  private static void renewTogether(List<Instance> instances) {
    instances.forEach(Instance::stop);
    instances.forEach(Instance::renew);
    instances.forEach(Instance::start);
    instances.forEach(Instance::awaitReady);
  }

  /** All but one instance of a service stop; then 2 work, then 4 and so on, then 2, then all. */
  static Fault scale(List<Instance> inOrder, Duration lasts) {
    List<Integer> steps = steps(inOrder.size());
    return new Fault(
        Kind.SCALE,
        "%s %s".formatted(inOrder.getFirst().service().command(), steps),
        needingAll(inOrder),
        lasts,
        stage -> {
          for (int wanted : steps) {
            inOrder.subList(wanted, inOrder.size()).forEach(Instance::stop);
            List<Instance> working = inOrder.subList(0, wanted);
            working.forEach(Instance::start);
            working.forEach(Instance::awaitReady);
            Thread.sleep(lasts);
          }
        },
        stage -> inOrder.forEach(Instance::start));
  }

  private static List<Integer> steps(int instances) {
    List<Integer> steps = new ArrayList<>();
    for (int wanted = 1; wanted <= instances; wanted *= 2) {
      steps.add(wanted);
    }
    steps.add(2);
    return steps;
  }
}

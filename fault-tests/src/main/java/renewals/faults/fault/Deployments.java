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
import renewals.activation.estimate.model.Stage;
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
  record RollingRestart(List<Instance> inOrder, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.ROLLING_RESTART;
    }

    @Override
    public String on() {
      return inOrder.toString();
    }

    @Override
    public Set<String> touches() {
      return needingAll(inOrder);
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      roll(
          inOrder,
          one -> {
            one.stop();
            one.start();
            one.awaitReady();
          });
    }

    @Override
    public void heal(Stage stage) {
      // it is over when all have been restarted
    }
  }

  /** A deployment of the present build over an earlier one. */
  record Upgrade(List<Instance> inOrder, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.UPGRADE;
    }

    @Override
    public String on() {
      return inOrder.toString();
    }

    @Override
    public Set<String> touches() {
      return needingAll(inOrder);
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      roll(
          inOrder,
          one -> {
            one.stop();
            one.renew();
            one.start();
            one.awaitReady();
          });
    }

    @Override
    public void heal(Stage stage) {
      // Those that do not understand what newer ones left have ended, and were renewed since.
      inOrder.forEach(Instance::start);
    }
  }

  /** All but one instance of a service stop; then 2 work, then 4 and so on, then 2, then all. */
  record Scale(List<Instance> inOrder, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.SCALE;
    }

    @Override
    public String on() {
      return "%s %s".formatted(inOrder.getFirst().service().command(), steps());
    }

    @Override
    public Set<String> touches() {
      return needingAll(inOrder);
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      for (int wanted : steps()) {
        inOrder.subList(wanted, inOrder.size()).forEach(Instance::stop);
        List<Instance> working = inOrder.subList(0, wanted);
        working.forEach(Instance::start);
        working.forEach(Instance::awaitReady);
        Thread.sleep(lasts);
      }
    }

    @Override
    public void heal(Stage stage) {
      inOrder.forEach(Instance::start);
    }

    private List<Integer> steps() {
      List<Integer> steps = new ArrayList<>();
      for (int wanted = 1; wanted <= inOrder.size(); wanted *= 2) {
        steps.add(wanted);
      }
      steps.add(2);
      return steps;
    }
  }
}

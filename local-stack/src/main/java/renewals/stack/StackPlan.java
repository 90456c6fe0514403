package renewals.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import renewals.stack.process.Ports;
import renewals.stack.process.StackException;
import renewals.stack.sandbox.SandboxPlan;

/**
 * What a local stack shall be.
 *
 * @param data its folder
 * @param ports where its parts listen
 * @param partitions of each topic that does not exist yet
 * @param activations how many instances of activation-stream
 * @param settings of the services, on top of where Kafka and the registry are
 * @param secure whether everybody has to say who he is, and may do no more than he needs
 * @param sandbox of a stack whose clock is moved
 */
public record StackPlan(
    Path data,
    StackPorts ports,
    int partitions,
    int activations,
    Map<String, String> settings,
    boolean secure,
    Optional<SandboxPlan> sandbox) {

  /** A stack whose clock is the wall's. */
  public StackPlan(
      Path data,
      StackPorts ports,
      int partitions,
      int activations,
      Map<String, String> settings,
      boolean secure) {
    this(data, ports, partitions, activations, settings, secure, Optional.empty());
  }

  /** A stack that whoever is on the machine may use. */
  public StackPlan(
      Path data, StackPorts ports, int partitions, int activations, Map<String, String> settings) {
    this(data, ports, partitions, activations, settings, false);
  }

  /** TCP ports on the loopback address, 0 for a free one. */
  public record StackPorts(
      int kafka, int registry, int producer, int activation, int notifier, int portal, int ops) {

    /** Free ports for all. */
    public static final StackPorts FREE = new StackPorts(0, 0, 0, 0, 0, 0, 0);

    /**
     * Looks at all of them before anything is thrown away.
     *
     * @throws StackException one is taken, and named
     */
    public void mustBeFree() {
      IntStream.of(kafka, registry, producer, activation, notifier, portal, ops)
          .forEach(Ports::take);
    }
  }

  /** The folder of the parts' log files. */
  Path logs() {
    return data.resolve("logs");
  }
}

package renewals.faults.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import renewals.stack.Service;
import renewals.stack.broker.BrokerNode;

/** Instances and brokers that were never started. */
public final class Unstarted {

  private static final Path NOWHERE = Path.of("nowhere");

  private Unstarted() {}

  /** So many of each service. */
  public static List<Instance> instances(int each) {
    List<Instance> all = new ArrayList<>();
    for (Service service : Service.PIPELINE) {
      for (int n = 1; n <= each; n++) {
        String name = service.command() + "-" + n;
        all.add(
            new Instance(service, name, 1, NOWHERE, Map.of(), List.of(), null, Instance.LAUNCH));
      }
    }
    return all;
  }

  /** Three. */
  public static List<Broker> brokers() {
    return IntStream.rangeClosed(1, FaultCluster.BROKERS)
        .mapToObj(
            n ->
                new BrokerNode(n, "test", NOWHERE, 1, List.of(1, 2, 3), Map.of(), Optional.empty()))
        .map(node -> new Broker(node, NOWHERE, null))
        .toList();
  }
}

package renewals.faults.fault;

import java.util.List;
import renewals.faults.cluster.Broker;
import renewals.faults.cluster.Instance;
import renewals.stack.Service;

/** Those to whom something can happen. */
public record Targets(List<Instance> instances, List<Broker> brokers) {

  public Targets {
    instances = List.copyOf(instances);
    brokers = List.copyOf(brokers);
  }

  /** The instances of one service. */
  List<Instance> instances(Service service) {
    return instances.stream().filter(one -> one.service() == service).toList();
  }
}

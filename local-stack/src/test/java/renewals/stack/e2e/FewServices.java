package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.kit.Settings;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;

/**
 * A broker of a test's own and, as processes, those services that it needs, where a whole stack
 * would have more; the registry is that of all tests.
 */
final class FewServices implements AutoCloseable {

  private final Path data;
  private final BrokerProcess broker;
  private final Map<String, String> settings = Platform.settings();
  private final Map<Service, List<ServiceProcess>> instances = new EnumMap<>(Service.class);

  /**
   * Starts the broker and makes the topics; there is no service yet.
   *
   * @param data folder of its files and of the services' state
   * @param given to every service, on top of where Kafka and the registry are
   */
  FewServices(Path data, int partitions, Map<String, String> given) {
    this.data = data;
    this.broker = BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0);
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("kafka.unreplicated", "true");
    settings.put("topics.partitions", String.valueOf(partitions));
    settings.putAll(given);
    assertThat(Cli.run(settings, "topics").exit()).isZero();
  }

  /** Where Kafka and the registry are, and what the services were given. */
  Settings settings() {
    return Settings.of(settings);
  }

  /** Likewise, for a command. */
  Map<String, String> cluster() {
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "schema.registry.url", Platform.registryUrl());
  }

  /** The instances of a service, in the order in which they were started. */
  List<ServiceProcess> instances(Service service) {
    return List.copyOf(instances.getOrDefault(service, List.of()));
  }

  /** Starts an instance on a free port; it may not be ready yet. */
  ServiceProcess start(Service service, String name) {
    return start(service, name, 0, Map.of());
  }

  /**
   * Likewise.
   *
   * @param name of the instance, for its log file and its state
   * @param port 0 for a free one
   * @param own settings of this service alone
   */
  ServiceProcess start(Service service, String name, int port, Map<String, String> own) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(own);
    if (service.hasState()) {
      all.put(service.command() + ".state.dir", data.resolve("state").resolve(name).toString());
    }
    ServiceProcess instance = ServiceProcess.start(service, name, all, data, port);
    instances.computeIfAbsent(service, any -> new ArrayList<>()).add(instance);
    return instance;
  }

  @Override
  public void close() {
    instances.values().forEach(all -> all.forEach(ServiceProcess::close));
    broker.close();
  }
}

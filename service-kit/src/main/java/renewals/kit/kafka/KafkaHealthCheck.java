package renewals.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import renewals.kit.Health;

/** Asks whether Kafka answers, for the health of a service. */
public final class KafkaHealthCheck implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  private KafkaHealthCheck(Admin admin) {
    this.admin = admin;
  }

  /**
   * By a service's Kafka settings; Kafka needn't be there yet.
   *
   * @param kafka settings without the prefix {@code kafka.}
   * @param service names the client
   */
  public static KafkaHealthCheck open(Map<String, ?> kafka, String service) {
    Map<String, Object> configs = new HashMap<>(kafka);
    configs.put(AdminClientConfig.CLIENT_ID_CONFIG, service + "-health");
    configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return new KafkaHealthCheck(Admin.create(configs));
  }

  /** {@link Health#READY}, or why not; asks now, and waits for at most 2 s. */
  public String state() {
    try {
      admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Health.READY;
    } catch (ExecutionException | TimeoutException e) {
      return "Kafka gives no answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted while asking Kafka";
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}

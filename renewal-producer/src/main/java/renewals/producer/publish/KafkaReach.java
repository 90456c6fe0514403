package renewals.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import renewals.kit.Health;
import renewals.kit.Settings;

/** Asks whether Kafka answers, for the health of a service. */
public final class KafkaReach implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  private KafkaReach(Admin admin) {
    this.admin = admin;
  }

  /** By the settings {@code kafka.*}; Kafka needn't be there yet. */
  public static KafkaReach open(Settings settings) {
    Map<String, Object> configs = new HashMap<>(settings.below("kafka."));
    configs.put(AdminClientConfig.CLIENT_ID_CONFIG, "renewal-producer-health");
    configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return new KafkaReach(Admin.create(configs));
  }

  /** {@link Health#READY}, or why not; asks now. */
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

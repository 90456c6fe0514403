package renewals.cli.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** Whether Kafka answers, asked before a command begins: its clients would try for minutes. */
public final class KafkaConnectivity {

  private static final String SERVERS = "kafka.bootstrap.servers";
  private static final String PATIENCE = "kafka." + AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;
  private static final long USUAL_PATIENCE_MS = 10_000;
  private static final long MOST_MS = Integer.MAX_VALUE;

  private KafkaConnectivity() {}

  /** How long Kafka may take to answer. */
  public static Duration patience(Settings settings) {
    return Duration.ofMillis(settings.number(PATIENCE, USUAL_PATIENCE_MS, 1, MOST_MS));
  }

  /** What to say where it doesn't. */
  public static String noAnswer(Settings settings, Duration patience) {
    return "Kafka at %s gave no answer within %d ms; ./renewals up starts one on this machine"
        .formatted(settings.text(SERVERS, "127.0.0.1:9092"), patience.toMillis());
  }

  /**
   * Asks.
   *
   * @throws CommandFailure it gave no answer, or doesn't let this user in
   * @throws SettingException an address is none
   */
  public static void demand(Settings settings) {
    demand(settings, patience(settings));
  }

  /** Whether it answers that soon, to one who can do without. */
  public static boolean answers(Settings settings, Duration atMost) {
    Duration patience = patience(settings);
    try {
      demand(settings, patience.compareTo(atMost) < 0 ? patience : atMost);
      return true;
    } catch (CommandFailure | KafkaException e) {
      return false;
    }
  }

  private static void demand(Settings settings, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(properties)) {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis)).clusterId().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new CommandFailure(noAnswer(settings, patience), e);
      }
      throw new CommandFailure(
          "Kafka at %s refuses: %s"
              .formatted(settings.text(SERVERS, "127.0.0.1:9092"), e.getCause()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while asking Kafka", e);
    }
  }
}

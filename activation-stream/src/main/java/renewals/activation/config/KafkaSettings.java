package renewals.activation.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import renewals.schemas.Topics;
import renewals.streams.runtime.StreamsProperties;
import renewals.streams.runtime.StreamsProperties.Application;

/** The one place that turns settings into Kafka's own properties. */
public final class KafkaSettings {

  /** Record caches, of all threads: of state counts, and of timers whose pages grow. */
  private static final int RECORD_CACHE_BYTES = 8 << 20;

  /**
   * A global store is restored partition by partition, and what the next one asks for waits behind
   * the fetch at the end of the last: with Kafka's 500 ms a start takes half a second a partition.
   */
  private static final int GLOBAL_FETCH_WAIT_MS = 50;

  /** Restoring works through what one poll gives, and looks after everything else between polls. */
  private static final int RESTORED_PER_POLL = 10_000;

  /** Within it several outputs of a renewal are one record of a changelog. */
  private static final long MERCHANTS_COMMIT_MS = 1_000;

  private KafkaSettings() {}

  /**
   * The properties of one instance.
   *
   * @param applicationServer host and port at which other instances ask this one
   * @throws renewals.kit.SettingException a passed-through setting would weaken a guarantee
   */
  public static Properties of(ActivationSettings settings, String applicationServer) {
    Properties properties = of(settings, settings.applicationId(), settings.threads());
    // a setting of our own, which is the one that counts
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    return properties;
  }

  /**
   * The properties of the application that keeps merchants' lists: nobody waits for its outputs, so
   * it commits seldom.
   *
   * @param applicationServer host and port at which other instances ask this one
   * @throws renewals.kit.SettingException a passed-through setting would weaken a guarantee
   */
  public static Properties ofMerchants(
      ActivationSettings settings, String applicationId, String applicationServer) {
    Properties properties = of(settings, applicationId, settings.merchantThreads());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, MERCHANTS_COMMIT_MS);
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    return properties;
  }

  private static Properties of(ActivationSettings settings, String applicationId, int threads) {
    return StreamsProperties.of(
        new Application(
            applicationId,
            settings.bootstrapServers(),
            settings.stateDir(),
            threads,
            settings.standbys(),
            !settings.unreplicated(),
            Topics.MAX_DEAD_LETTER_BYTES,
            settings.kafka()),
        defaults());
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE_BYTES);
    defaults.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        GLOBAL_FETCH_WAIT_MS);
    defaults.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        RESTORED_PER_POLL);
    return defaults;
  }
}

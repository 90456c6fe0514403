package renewals.streams.tail;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.kit.sandbox.ServiceClock;

/** Makes consumers that have no group, read only what is committed, and commit nothing. */
public final class CommittedConsumers implements Supplier<Consumer<byte[], byte[]>> {

  private final Map<String, Object> properties;
  private final ServiceClock clock;

  /**
   * Consumers of a cluster.
   *
   * @param client settings of every Kafka client
   */
  public CommittedConsumers(String bootstrapServers, Map<String, String> client) {
    this(bootstrapServers, client, ServiceClock.wall());
  }

  /**
   * Likewise.
   *
   * @param clock by which their records bear their times
   */
  public CommittedConsumers(
      String bootstrapServers, Map<String, String> client, ServiceClock clock) {
    this.clock = clock;
    properties = new HashMap<>(client);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
  }

  @Override
  public Consumer<byte[], byte[]> get() {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return clock.told(super.poll(timeout));
      }
    };
  }
}

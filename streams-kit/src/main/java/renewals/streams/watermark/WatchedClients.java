package renewals.streams.watermark;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;

/**
 * Kafka's own clients: the consumers of inputs and of copies of state are watched, and inputs are
 * read without silent gaps.
 */
public final class WatchedClients implements KafkaClientSupplier {

  private final InputWatermark watch;
  private final StandbyFreshness copies;
  private final UnreadLosses losses;
  private final ServiceClock clock;

  /**
   * Clients that report how far they have come.
   *
   * @param watch gets the positions in inputs
   * @param copies gets the positions of copies of state
   * @param losses gets what inputs lack
   * @param clock by which the records of inputs bear their times
   */
  public WatchedClients(
      InputWatermark watch, StandbyFreshness copies, UnreadLosses losses, ServiceClock clock) {
    this.watch = watch;
    this.copies = copies;
    this.losses = losses;
    this.clock = clock;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new WatchedConsumer(config, watch, losses, clock);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new WatchedRestoreConsumer(config, copies);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}

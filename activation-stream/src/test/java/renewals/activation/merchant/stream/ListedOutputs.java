package renewals.activation.merchant.stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import renewals.activation.record.Ticks;
import renewals.activation.topology.Pipeline;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.testing.KnownSchemas;
import renewals.testing.StoresInMemory;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** The merchants' graph on the test driver: one partition, fed with outputs by hand. */
final class ListedOutputs implements AutoCloseable {

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final KnownSchemas registry = new KnownSchemas();
  private final StoresInMemory stores = new StoresInMemory();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> updates;
  private final TestInputTopic<byte[], byte[]> activations;

  ListedOutputs(Instant clock, int mostATick) {
    Properties properties = Pipeline.properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "activation-stream-merchants");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/merchants-state/" + UUID.randomUUID());
    stores.hold(properties);
    driver =
        new TopologyTestDriver(
            MerchantTopology.build(
                new StreamsConfig(properties),
                new MerchantParts(
                    registry,
                    PartitionWatermarks.neverBehind(),
                    new Ticks(Duration.ofSeconds(1), mostATick),
                    new MerchantCounts(meters))),
            properties,
            clock);
    updates = input(Topics.RENEWAL_UPDATES);
    activations = input(Topics.RENEWAL_ACTIVATIONS);
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  void take(RenewalUpdate update) {
    updates.pipeInput(
        new TestRecord<>(
            bytes(String.valueOf(update.getMerchantId())),
            WireWriter.of(registry, Topics.RENEWAL_UPDATES, update).write(update),
            update.getOccurredAt()));
  }

  void take(Activation activation) {
    activations.pipeInput(
        new TestRecord<>(
            bytes(activation.getMerchantId()),
            WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, activation).write(activation),
            activation.getDecidedAt()));
  }

  void takeBytes(byte[] value) {
    updates.pipeInput(bytes("M-1"), value);
  }

  void advance(Duration by) {
    driver.advanceWallClockTime(by);
  }

  MerchantLists lists() {
    return new MerchantLists(
        driver.getKeyValueStore(MerchantStores.RENEWALS),
        driver.getKeyValueStore(MerchantStores.CARDS));
  }

  double counted(String outcome) {
    return meters.get("renewals.merchant.records").tag("outcome", outcome).counter().count();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
    stores.close();
  }
}

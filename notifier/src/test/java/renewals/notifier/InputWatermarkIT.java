package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.notifier.topology.Inputs;
import renewals.schemas.Topics;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.StandbyFreshness;
import renewals.streams.watermark.WatchedClients;
import renewals.testing.Patience;
import renewals.testing.RealBroker;

/** How far inputs are read, by a real broker's word. */
class InputWatermarkIT {

  private static final int OPEN = 0;
  private static final int IDLE = 1;
  private static final String TOPIC = Topics.MERCHANT_CONTACTS.name();

  @Test
  void shouldCountRecordsOfAnOpenTransactionAsUnread(@TempDir(cleanup = CleanupMode.NEVER) Path dir)
      throws Exception {
    try (RealBroker broker = RealBroker.start(dir);
        Admin admin = broker.admin();
        KafkaProducer<byte[], byte[]> partner = partner(broker);
        InputWatermark watermark =
            new InputWatermark(
                Map.of(Inputs.NOTICES, Set.of(TOPIC)),
                "behind",
                admin,
                ServiceClock.wall(),
                new SimpleMeterRegistry());
        StandbyFreshness copies = new StandbyFreshness("notifier", admin, Clock.systemUTC());
        Consumer<byte[], byte[]> consumer =
            new WatchedClients(watermark, copies, losses(), ServiceClock.wall())
                .getConsumer(readCommitted(broker))) {
      broker.createTopics(2);
      partner.initTransactions();
      partner.beginTransaction();
      partner
          .send(new ProducerRecord<>(TOPIC, OPEN, new byte[] {1}, new byte[] {1}))
          .get(60, TimeUnit.SECONDS);

      consumer.assign(List.of(new TopicPartition(TOPIC, OPEN), new TopicPartition(TOPIC, IDLE)));
      PartitionWatermark open = watermark.begin(Inputs.NOTICES, OPEN);
      PartitionWatermark idle = watermark.begin(Inputs.NOTICES, IDLE);
      watermark.start();
      Instant first = Instant.now();
      awaitReadUpTo(idle, consumer, first);
      assertThat(Instant.ofEpochMilli(idle.watermark()))
          .as("room for what is not replicated yet")
          .isBefore(Instant.now().minusMillis(999));
      awaitReadUpTo(idle, consumer, Instant.now());
      assertThat(open.watermark()).isLessThan(first.toEpochMilli());

      partner.abortTransaction();
      awaitReadUpTo(open, consumer, first);
    }
  }

  private static UnreadLosses losses() {
    return new UnreadLosses(List.of(), new SimpleMeterRegistry(), Clock.systemUTC());
  }

  private static void awaitReadUpTo(
      PartitionWatermark partition, Consumer<byte[], byte[]> consumer, Instant wanted) {
    Patience.await(
        "read up to " + wanted,
        () -> {
          consumer.poll(Duration.ofMillis(100));
          return partition.watermark() >= wanted.toEpochMilli();
        });
  }

  private static Map<String, Object> readCommitted(RealBroker broker) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrap(),
        "isolation.level",
        "read_committed",
        "auto.offset.reset",
        "earliest",
        "enable.auto.commit",
        false);
  }

  private static KafkaProducer<byte[], byte[]> partner(RealBroker broker) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "transactional.id",
            "partner",
            "transaction.timeout.ms",
            (int) Duration.ofMinutes(5).toMillis()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}

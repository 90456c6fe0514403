package renewals.notifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.notifier.RealBroker;
import renewals.schemas.Topics;

class InputProgressIT {

  private static final int OPEN = 0;
  private static final int IDLE = 1;

  @Test
  void shouldCountRecordsOfAnOpenTransactionAsUnread(@TempDir(cleanup = CleanupMode.NEVER) Path dir)
      throws Exception {
    try (RealBroker broker = RealBroker.start(dir);
        Admin admin = broker.admin();
        KafkaProducer<byte[], byte[]> partner = partner(broker)) {
      broker.createTopics(2);
      admin
          .createTopics(List.of(new NewTopic("notifier-moved-repartition", 2, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
      partner.initTransactions();
      partner.beginTransaction();
      partner
          .send(
              new ProducerRecord<>(
                  Topics.MERCHANT_CONTACTS.name(), OPEN, new byte[] {1}, new byte[] {1}))
          .get(60, TimeUnit.SECONDS);

      try (InputProgress progress =
          new InputProgress(
              admin,
              consumer(broker),
              "notifier",
              Clock.systemUTC(),
              new SimpleMeterRegistry())) {
        progress.start();
        Instant first = Instant.now();
        progress.readUpTo(OPEN, first);
        awaitReadUpTo(progress, IDLE, first);
        awaitReadUpTo(progress, IDLE, Instant.now());
        assertThat(progress.readUpTo(OPEN, first)).isBefore(first);

        partner.abortTransaction();
        awaitReadUpTo(progress, OPEN, first);
      }
    }
  }

  private static void awaitReadUpTo(InputProgress progress, int partition, Instant wanted)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(RealBroker.PATIENCE);
    while (progress.readUpTo(partition, wanted).isBefore(wanted)) {
      assertThat(Instant.now()).as("time to read partition " + partition).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
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

  private static KafkaConsumer<byte[], byte[]> consumer(RealBroker broker) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}

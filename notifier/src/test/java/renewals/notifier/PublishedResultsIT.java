package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.notifier.senders.dispatch.PublishedResults;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.testing.KnownSchemas;
import renewals.testing.RealBroker;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/** What was published of tries, by a real broker's stamps. */
class PublishedResultsIT {

  private final KnownSchemas registry = new KnownSchemas();

  @Test
  void shouldReadAllOfAPartitionSinceATimeAndNothingOfOthers(
      @TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    try (RealBroker broker = RealBroker.start(dir);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        PublishedResults results =
            new PublishedResults(
                () ->
                    new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrap()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                registry)) {
      broker.createTopics(2);
      send(producer, 0, bytes("A"));
      send(producer, 1, bytes("B"));
      send(producer, 0, new byte[] {1, 2, 3});
      long appended = send(producer, 0, bytes("C"));

      assertThat(results.since(0, Instant.ofEpochMilli(appended)))
          .extracting(NoticeResult::getNoticeId)
          .containsExactly("A", "C");
      assertThat(results.since(1, Instant.ofEpochMilli(appended)))
          .extracting(NoticeResult::getNoticeId)
          .containsExactly("B");
      assertThat(results.since(1, Instant.ofEpochMilli(appended).plusSeconds(3600))).isEmpty();
    }
  }

  private byte[] bytes(String noticeId) {
    return WireWriter.of(registry, Topics.NOTICE_RESULTS, new NoticeResult())
        .write(
            NoticeResult.newBuilder()
                .setNoticeId(noticeId)
                .setMerchantId("M")
                .setAttempt(1)
                .setOutcome(SendOutcome.DELIVERED)
                .setAt(Instant.EPOCH)
                .build());
  }

  private static long send(KafkaProducer<byte[], byte[]> producer, int partition, byte[] value)
      throws Exception {
    RecordMetadata acknowledged =
        producer
            .send(
                new ProducerRecord<>(
                    Topics.NOTICE_RESULTS.name(), partition, new byte[] {1}, value))
            .get(60, TimeUnit.SECONDS);
    return acknowledged.timestamp();
  }
}

package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.cli.topics.AppliedTopics;
import renewals.kit.Health;
import renewals.kit.kafka.LossTellingConsumer;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.kafka.UnreadLosses.Loss;
import renewals.stack.Platform;
import renewals.testing.Patience;

/** What retention took away unread is told, at the start and while running; reading goes on. */
class UnreadLossesIT {

  private final String topic = "unread-" + UUID.randomUUID();
  private final TopicPartition partition = new TopicPartition(topic, 0);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UnreadLosses losses = new UnreadLosses(List.of(topic), meters, Clock.systemUTC());
  private Admin admin;

  @BeforeEach
  void createTopic() {
    admin = Admin.create(Map.of("bootstrap.servers", Platform.bootstrapServers()));
    AppliedTopics.create(admin, List.of(new NewTopic(topic, 1, (short) 1)));
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldTellAtTheStartWhatWasTakenAwayBehindTheCommittedOffset() throws Exception {
    append(10);
    admin.alterConsumerGroupOffsets(topic, Map.of(partition, new OffsetAndMetadata(3))).all().get();
    takeAwayBefore(7);

    try (LossTellingConsumer consumer = consumer()) {
      assertThat(offsetsUpTo(consumer, 9).getFirst()).isEqualTo(7);
    }

    assertThat(losses.latest())
        .extracting(Loss::topic, Loss::partition, Loss::from, Loss::to)
        .containsExactly(tuple(topic, 0, 3L, 7L));
    assertThat(meters.get("renewals.unread.lost").tag("topic", topic).counter().count())
        .isEqualTo(4);
    assertThat(losses.state()).endsWith(topic + "-0 offsets 3 to 6");
  }

  @Test
  void shouldTellWhileRunningWhatWasTakenAwayBeforeItWasPolled() throws Exception {
    append(20);
    List<Long> read = new ArrayList<>();
    try (LossTellingConsumer consumer = consumer()) {
      read.addAll(offsetsUpTo(consumer, 4));
      takeAwayBefore(15);
      read.addAll(offsetsUpTo(consumer, 19));
    }

    long next = read.stream().filter(offset -> offset < 15).count();
    assertThat(read).endsWith(15L, 16L, 17L, 18L, 19L).hasSize((int) next + 5);
    assertThat(losses.latest()).extracting(Loss::from, Loss::to).containsExactly(tuple(next, 15L));
  }

  @Test
  void shouldTellNothingOfWhatWasNeverReadByAGroupThatIsNew() throws Exception {
    append(10);
    takeAwayBefore(7);

    try (LossTellingConsumer consumer = consumer()) {
      assertThat(offsetsUpTo(consumer, 9)).containsExactly(7L, 8L, 9L);
    }

    assertThat(losses.latest()).isEmpty();
    assertThat(losses.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldBeAtTheBeginningWhereAGroupThatIsNewIsAskedForItsPositionFirst() throws Exception {
    append(10);
    takeAwayBefore(7);

    try (LossTellingConsumer consumer = consumer()) {
      consumer.assign(List.of(partition));
      assertThat(consumer.position(partition)).isEqualTo(7);
      assertThat(consumer.position(partition, Patience.LONG)).isEqualTo(7);
    }
    try (LossTellingConsumer consumer = consumer()) {
      consumer.assign(List.of(partition));
      assertThat(consumer.position(partition, Patience.LONG)).isEqualTo(7);
    }
  }

  @Test
  void shouldGoOnAtTheBeginningOfATopicThatEndsBeforeWhatWasRead() throws Exception {
    append(5);
    admin
        .alterConsumerGroupOffsets(topic, Map.of(partition, new OffsetAndMetadata(100)))
        .all()
        .get();

    try (LossTellingConsumer consumer = consumer()) {
      assertThat(offsetsUpTo(consumer, 4).getFirst()).isZero();
    }

    assertThat(losses.latest()).isEmpty();
  }

  private List<Long> offsetsUpTo(LossTellingConsumer consumer, long last) {
    if (consumer.subscription().isEmpty()) {
      consumer.subscribe(List.of(topic));
    }
    List<Long> offsets = new ArrayList<>();
    Instant end = Instant.now().plus(Patience.LONG);
    while (offsets.isEmpty() || offsets.getLast() < last) {
      assertThat(Instant.now()).as("read up to %d: %s", last, offsets).isBefore(end);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        offsets.add(record.offset());
      }
    }
    return offsets;
  }

  private LossTellingConsumer consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", Platform.bootstrapServers());
    config.put("group.id", topic);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    // one batch a fetch, so that little is in memory already when the rest is taken away
    config.put("fetch.max.bytes", 1);
    config.put("max.partition.fetch.bytes", 1);
    return new LossTellingConsumer(config, losses);
  }

  private void append(int records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Platform.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i})).get();
      }
    }
  }

  private void takeAwayBefore(long offset) throws Exception {
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all().get();
  }
}

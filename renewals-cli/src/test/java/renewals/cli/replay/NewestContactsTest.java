package renewals.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.cli.tail.KeyPartition;

/** A contact's letter goes back only while nothing else counts. */
class NewestContactsTest {

  private static final String TOPIC = "merchant-contacts";
  private static final int PARTITIONS = 2;
  private static final int OWN = KeyPartition.of("M-1".getBytes(UTF_8), PARTITIONS);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, OWN);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  @BeforeEach
  void makeTopic() {
    consumer.updatePartitions(TOPIC, List.of(partition(0), partition(1)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
  }

  @Test
  void shouldTakeTheNewestOfItsMerchantForWhatCounts() {
    holds(record(5, "M-1", "dead"), record(6, "M-2", "another's"));

    assertThat(newest(letter("M-1", OWN, 5))).containsExactly(new Place(TOPIC, OWN, 5));
  }

  @Test
  void shouldNotTakeOneThatWentBackAlready() {
    holds(record(5, "M-1", "dead"), record(7, "M-1", "dead"));

    assertThat(newest(letter("M-1", OWN, 5))).doesNotContain(new Place(TOPIC, OWN, 5));
  }

  @Test
  void shouldNotTakeOneThatWasTakenBack() {
    holds(record(5, "M-1", "dead"), record(7, "M-1", null));

    assertThat(newest(letter("M-1", OWN, 5))).doesNotContain(new Place(TOPIC, OWN, 5));
  }

  @Test
  void shouldNotTakeOneThatIsGoneThoughNothingIsLeftOfWhatFollowed() {
    holds(record(9, "M-2", "another's"));

    assertThat(newest(letter("M-1", OWN, 5))).isEmpty();
  }

  @Test
  void shouldNotTakeOneOfATopicThatWasMadeAnewSince() {
    holds(record(0, "M-1", "new"));

    assertThat(newest(letter("M-1", OWN, 5))).doesNotContain(new Place(TOPIC, OWN, 5));
  }

  @Test
  void shouldNotTakeOneThatLiesWhereItsKeyDoesNotBelong() {
    assertThat(newest(letter("M-1", 1 - OWN, 5))).isEmpty();
  }

  private Set<Place> newest(DeadLetter letter) {
    return new NewestContacts(consumer).among(List.of(letter));
  }

  @SafeVarargs
  private void holds(ConsumerRecord<byte[], byte[]>... records) {
    consumer.updateEndOffsets(Map.of(PARTITION, records[records.length - 1].offset() + 1));
    consumer.schedulePollTask(() -> List.of(records).forEach(consumer::addRecord));
  }

  private static PartitionInfo partition(int partition) {
    return new PartitionInfo(TOPIC, partition, null, null, null);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
    return new ConsumerRecord<>(
        TOPIC, OWN, offset, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  private static DeadLetter letter(String key, int partition, long offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead-letters", 0, 0, key.getBytes(UTF_8), "dead".getBytes(UTF_8));
    Map.of(
            "dl-topic",
            TOPIC,
            "dl-partition",
            String.valueOf(partition),
            "dl-offset",
            String.valueOf(offset))
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return new DeadLetter(record);
  }
}

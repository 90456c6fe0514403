package renewals.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes back of letters that were picked out by key or place, where nothing is signed. */
class SelectedLettersTest {

  private static final String PAYMENTS = "renewal-payments";
  private static final String CONTACTS = "merchant-contacts";
  private static final Set<Place> NEWEST = Set.of(new Place(CONTACTS, 0, 5));
  private static final LetterFilter BY_KEY = new LetterFilter(Set.of(), null, null, "K-1", null);
  private static final LetterFilter BY_PLACE =
      new LetterFilter(Set.of(), null, null, null, new Place("dead-letters", 0, 5));

  @Test
  void shouldLeaveContactsThatAKeyPicksOut() {
    SelectedLetters selected =
        selected(
            BY_KEY,
            letter(1, "UNREADABLE", CONTACTS, "old address"),
            letter(2, "UNREADABLE", PAYMENTS, "paid"));

    assertThat(topics(selected)).containsExactly(PAYMENTS);
    assertThat(selected.results())
        .singleElement()
        .hasToString(
            "UNREADABLE: 1 sent back, 0 left, 1 refused (1 contacts, of which the latest counts,"
                + " however old: sent back by --reason or --offset only)");
  }

  @Test
  void shouldSendAContactBackByItsPlace() {
    assertThat(topics(selected(BY_PLACE, letter(5, "UNREADABLE", CONTACTS, "address"))))
        .containsExactly(CONTACTS);
  }

  @Test
  void shouldLeaveAtAPlaceWhatLiesBeforeTheMarkOfItsReason() {
    ReplayMarks marks =
        new ReplayMarks(
            Map.of(new TopicPartition("dead-letters", 0), new OffsetAndMetadata(6)), Map.of());

    SelectedLetters selected =
        selected(
            BY_PLACE,
            Map.of("UNREADABLE", marks),
            letter(5, "UNREADABLE", CONTACTS, "old address"),
            letter(7, "UNREADABLE", PAYMENTS, "paid"));

    assertThat(topics(selected)).containsExactly(PAYMENTS);
    assertThat(selected.results().getFirst().refused())
        .containsEntry("before the mark of their reason: went back or was left then", 1);
  }

  @Test
  void shouldSendBackTheNewestOfLettersThatSayTheSame() {
    SelectedLetters selected =
        selected(
            BY_KEY,
            letter(1, "UNREADABLE", PAYMENTS, "paid"),
            letter(2, "PROCESSING_FAILED", PAYMENTS, "refunded"),
            again(letter(3, "PROCESSING_FAILED", PAYMENTS, "paid")));

    assertThat(selected.returning())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly("refunded", "paid");
    assertThat(selected.returning().getLast().headers().lastHeader("dl-replays").value())
        .asString(UTF_8)
        .isEqualTo("2");
    assertThat(selected.results().getLast().doubled()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVALID", "UNPROVEN", "FOREIGN_CLAIM", "A_LATER_ONE"})
  void shouldSendBackByKeyOrPlaceOnlyWhereItIsNamedWhatGoesBackByNameAlone(String reason) {
    ConsumerRecord<byte[], byte[]> letter = letter(5, reason, PAYMENTS, "paid");
    Set<String> named = Set.of(reason);

    assertThat(topics(selected(BY_KEY, letter))).isEmpty();
    assertThat(topics(selected(BY_PLACE, letter))).isEmpty();
    assertThat(topics(selected(new LetterFilter(named, null, null, "K-1", null), letter)))
        .containsExactly(PAYMENTS);
    assertThat(
            topics(selected(new LetterFilter(named, null, null, null, BY_PLACE.place()), letter)))
        .containsExactly(PAYMENTS);
  }

  @Test
  void shouldLeaveAtAPlaceAContactThatIsItsMerchantsNewestNoMore() {
    SelectedLetters selected = selected(BY_PLACE, letter(4, "UNREADABLE", CONTACTS, "old"));

    assertThat(topics(selected)).isEmpty();
    assertThat(selected.results().getFirst().refused().keySet())
        .singleElement()
        .asString()
        .contains("newest no more");
  }

  @SafeVarargs
  private static SelectedLetters selected(
      LetterFilter filter, ConsumerRecord<byte[], byte[]>... letters) {
    return selected(filter, Map.of(), letters);
  }

  @SafeVarargs
  private static SelectedLetters selected(
      LetterFilter filter,
      Map<String, ReplayMarks> marks,
      ConsumerRecord<byte[], byte[]>... letters) {
    return new SelectedLetters(
        List.of(letters).stream().map(DeadLetter::new).toList(),
        false,
        Optional.empty(),
        SelectedReplay.bar(filter, marks, false),
        NEWEST);
  }

  private static List<String> topics(SelectedLetters selected) {
    return selected.returning().stream().map(ProducerRecord::topic).toList();
  }

  private static ConsumerRecord<byte[], byte[]> letter(
      long offset, String reason, String topic, String value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "dead-letters", 0, offset, "K-1".getBytes(UTF_8), value.getBytes(UTF_8));
    record.headers().add("dl-reason", reason.getBytes(UTF_8));
    record.headers().add("dl-topic", topic.getBytes(UTF_8));
    record.headers().add("dl-partition", "0".getBytes(UTF_8));
    record.headers().add("dl-offset", String.valueOf(offset).getBytes(UTF_8));
    return record;
  }

  private static ConsumerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> letter) {
    letter.headers().add("dl-replays", "1".getBytes(UTF_8));
    return letter;
  }
}

package renewals.streams.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topic;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;

class DeadLetterTest {

  private static final Instant APPENDED = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

  private static final TopicIds IDS = new TopicIds(Map.of("in", "topicId"));

  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void shouldSayWhyWhereAndWhen() {
    headers.add("x-partner", utf8("acme"));

    DeadLetter letter =
        DeadLetter.of(
            record(utf8("K"), utf8("V")), new Cause("BAD", "it is bad", Stage.CHECK), IDS, NOW);

    assertThat(letter.key()).isEqualTo(utf8("K"));
    assertThat(letter.value()).isEqualTo(utf8("V"));
    assertThat(letter.at()).isEqualTo(NOW);
    assertThat(texts(letter.headers()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x-partner", "acme",
                "dl-reason", "BAD",
                "dl-text", "it is bad",
                "dl-topic", "in",
                "dl-partition", "3",
                "dl-offset", "77",
                "dl-id", "topicId/3/77",
                "dl-stage", "CHECK",
                "dl-at", NOW.toString(),
                "dl-appended-at", APPENDED.toString()));
  }

  @Test
  void shouldBearTheSameIdentityWheneverItIsWrittenButNotThatOfATopicMadeAnew() {
    SourceRecord record = record(utf8("K"), utf8("V"));
    TopicIds anew = new TopicIds(Map.of("in", "anotherId"));
    Cause cause = new Cause("BAD", "why", Stage.DECIDE);

    assertThat(texts(DeadLetter.of(record, cause, IDS, NOW.plusSeconds(9)).headers()))
        .containsEntry("dl-id", "topicId/3/77");
    assertThat(texts(DeadLetter.of(record, cause, anew, NOW).headers()))
        .containsEntry("dl-id", "anotherId/3/77");
    assertThat(texts(DeadLetter.of(record, cause, TopicIds.NONE, NOW).headers()))
        .doesNotContainKey("dl-id");
  }

  @Test
  void shouldSayThatATextWasCut() {
    assertThat(textOf("x".repeat(501))).isEqualTo("x".repeat(499) + "…");
    assertThat(textOf("x".repeat(500))).isEqualTo("x".repeat(500));
  }

  @Test
  void shouldNotCutACharacterInTwo() {
    assertThat(textOf("x".repeat(498) + "😀😀")).isEqualTo("x".repeat(498) + "…");
  }

  @Test
  void shouldCountHeadersByTheirBytes() {
    headers.add("x".repeat(15_000), utf8("kept"));
    assertThat(texts(letter(utf8("V")).headers())).containsValue("kept");

    headers.remove("x".repeat(15_000)).add("流".repeat(6_000), utf8("left out"));
    assertThat(texts(letter(utf8("V")).headers())).doesNotContainValue("left out");
  }

  @Test
  void shouldKeepTheBeginningOfWhatIsTooLarge() {
    headers.add("x-partner", utf8("acme"));

    DeadLetter letter = letter(new byte[Topic.MAX_RECORD_BYTES]);

    assertThat(letter.value()).hasSize(1024);
    assertThat(texts(letter.headers()))
        .containsEntry("dl-truncated-from", Integer.toString(Topic.MAX_RECORD_BYTES))
        .doesNotContainKey("x-partner");
  }

  @Test
  void shouldNotPassOnWhatAPartnerPutInOurNames() {
    headers.add("dl-appended-at", utf8("never")).add("dl-replays", utf8("2"));

    assertThat(texts(letter(utf8("V")).headers()))
        .containsEntry("dl-appended-at", APPENDED.toString())
        .containsEntry("dl-replays", "2");
  }

  private String textOf(String text) {
    DeadLetter letter =
        DeadLetter.of(record(null, null), new Cause("BAD", text, Stage.READ), IDS, NOW);
    return texts(letter.headers()).get("dl-text");
  }

  private DeadLetter letter(byte[] value) {
    return DeadLetter.of(record(utf8("K"), value), new Cause("BAD", "why", Stage.READ), IDS, NOW);
  }

  private SourceRecord record(byte[] key, byte[] value) {
    return new SourceRecord("in", 3, 77, APPENDED.toEpochMilli(), key, value, headers);
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    for (Header header : headers) {
      texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

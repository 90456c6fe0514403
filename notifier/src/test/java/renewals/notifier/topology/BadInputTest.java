package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.Health;
import renewals.notifier.Samples;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.domain.message.PageLinks;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.streams.runtime.SetAsideTimers;
import renewals.v1.Activation;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

class BadInputTest {

  private static final byte[] KEY = Bench.bytes(Samples.MERCHANT);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldDeadLetterAWrongMagicByteAsItCame() {
    byte[] value = contactBytes();
    value[0] = 7;
    RecordHeaders headers = new RecordHeaders();
    headers.add("x-partner", Bench.bytes("acme"));
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, value, headers);

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("UNREADABLE");
    assertThat(dead.key()).isEqualTo(KEY);
    assertThat(dead.value()).isEqualTo(value);
    assertThat(Bench.header(dead, "x-partner")).isEqualTo("acme");
    assertThat(Bench.header(dead, "dl-text")).contains("magic byte is 7");
    assertThat(Bench.header(dead, "dl-topic")).isEqualTo("merchant-contacts");
    assertThat(Bench.header(dead, "dl-partition")).isEqualTo("0");
    assertThat(Bench.header(dead, "dl-offset")).isEqualTo("0");
    assertThat(Bench.header(dead, "dl-stage")).isEqualTo("READ");
    assertThat(Instant.parse(Bench.header(dead, "dl-at"))).isEqualTo(bench.now());
    assertThat(Bench.header(dead, "dl-appended-at")).isEqualTo(bench.now().toString());
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterTruncatedAvro() {
    byte[] value = contactBytes();
    bench.pipe(
        Topics.MERCHANT_CONTACTS, KEY, Arrays.copyOf(value, value.length - 3), new RecordHeaders());
    onlyDeadLetter("UNREADABLE");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterBytesAfterTheEnd() {
    byte[] value = contactBytes();
    bench.pipe(
        Topics.MERCHANT_CONTACTS, KEY, Arrays.copyOf(value, value.length + 3), new RecordHeaders());
    onlyDeadLetter("UNREADABLE");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterASchemaThatTheRegistryDoesNotKnow() {
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[] {0, 0, 1, 1, 1, 5}, new RecordHeaders());
    onlyDeadLetter("UNKNOWN_SCHEMA");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAnEmptyValue() {
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[0], new RecordHeaders());
    onlyDeadLetter("UNREADABLE");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterANullKey() {
    bench.pipe(Topics.MERCHANT_CONTACTS, null, contactBytes(), new RecordHeaders());
    onlyDeadLetter("KEY_MISMATCH");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterANullKeyWithANullValue() {
    bench.pipe(Topics.MERCHANT_CONTACTS, null, null, new RecordHeaders());
    onlyDeadLetter("KEY_MISMATCH");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAKeyThatIsNotTheMerchants() {
    bench.pipe(Topics.MERCHANT_CONTACTS, "M-2", mailOnly(), new MerchantContact());
    onlyDeadLetter("KEY_MISMATCH");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAKeyThatIsNoUtf8() {
    bench.pipe(
        Topics.MERCHANT_CONTACTS, new byte[] {(byte) 0xff, 0}, contactBytes(), new RecordHeaders());
    onlyDeadLetter("KEY_MISMATCH");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAContactThatTheContractRefuses() {
    bench.give(Samples.contact().setZone("Mars/Olympus").setEmail("nobody").build());
    TestRecord<byte[], byte[]> dead = onlyDeadLetter("INVALID");
    assertThat(Bench.header(dead, "dl-text"))
        .contains("zone is Mars/Olympus", "email is nobody", "expected");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterTextsThatBreakALineOrTurnItsDirection() {
    bench.give(Samples.contact().setDisplayName("老王\u2028小吃店").build());
    assertThat(Bench.header(onlyDeadLetter("INVALID"), "dl-text")).contains("displayName");
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAnAnswerThatOnlyALaterVersionKnows() {
    bench.give(mailOnly());
    bench.tell(Samples.activated("R1"));
    bench.answer(Samples.result(bench.due().getFirst(), SendOutcome.OTHER));
    assertThat(Bench.header(onlyDeadLetter("UNKNOWN_SYMBOL"), "dl-text")).contains("outcome");
  }

  @Test
  void shouldDeadLetterNullValuesOfOurOwnTopics() {
    for (Topic topic :
        new Topic[] {Topics.RENEWAL_ACTIVATIONS, Topics.RENEWAL_UPDATES, Topics.NOTICE_RESULTS}) {
      bench.pipe(topic, KEY, null, new RecordHeaders());
      onlyDeadLetter("INVALID");
    }
    assertGoesOn();
  }

  @Test
  void shouldDeadLetterAnActivationUnderAnotherMerchantsKey() {
    bench.pipe(Topics.RENEWAL_ACTIVATIONS, "M-2", activated("R9"), new Activation());
    onlyDeadLetter("KEY_MISMATCH");
    assertGoesOn();
  }

  @ParameterizedTest
  @ValueSource(ints = {300 * 1024, 5 * 1024 * 1024})
  void shouldKeepTheBeginningOfAnOversizedContact(int length) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("x-partner", Bench.bytes("acme"));
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[length], headers);

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("INVALID");
    assertThat(dead.key()).isEqualTo(KEY);
    assertThat(dead.value()).hasSize(1024);
    assertThat(Bench.header(dead, "dl-truncated-from")).isEqualTo(Integer.toString(length));
    assertThat(dead.headers().lastHeader("x-partner")).isNull();
    assertGoesOn();
  }

  @Test
  void shouldKeepTheBeginningOfAnOversizedKey() {
    byte[] key = new byte[Topics.MAX_RECORD_BYTES + 1];
    bench.pipe(Topics.MERCHANT_CONTACTS, key, null, new RecordHeaders());

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("INVALID");
    assertThat(dead.key()).hasSize(1024);
    assertThat(dead.value()).isNull();
    assertThat(Bench.header(dead, "dl-truncated-from")).isEqualTo("0");
    assertGoesOn();
  }

  @Test
  void shouldCountHeadersIntoTheSizeOfARecord() {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < 64; i++) {
      headers.add("流".repeat(300), new byte[1150]);
    }
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, contactBytes(), headers);

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("INVALID");
    assertThat(dead.headers().toArray()).hasSize(9).allMatch(h -> h.key().startsWith("dl-"));
    assertGoesOn();
  }

  @Test
  void shouldLeaveManyHeadersOutOfADeadLetter() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("x-large", new byte[16 * 1024]);
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[] {7}, headers);

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("UNREADABLE");
    assertThat(dead.value()).containsExactly(7);
    assertThat(dead.headers().lastHeader("x-large")).isNull();
    assertThat(dead.headers().lastHeader("dl-truncated-from")).isNull();
    assertGoesOn();
  }

  @Test
  void shouldNotPassOnWhatAPartnerPutInOurNames() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("dl-truncated-from", Bench.bytes("7")).add("dl-replays", Bench.bytes("2"));
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[] {7}, headers);

    TestRecord<byte[], byte[]> dead = onlyDeadLetter("UNREADABLE");
    assertThat(dead.headers().lastHeader("dl-truncated-from")).isNull();
    assertThat(Bench.header(dead, "dl-replays")).isEqualTo("2");
  }

  @Test
  void shouldJudgeAnOversizedRecordWhereItLiesThoughItBelongsElsewhere() {
    try (Bench wide = new Bench(Map.of(), 50)) {
      wide.pipe(Topics.MERCHANT_CONTACTS, KEY, contactBytes(), new RecordHeaders());
      assertThat(wide.counts.of(Counts.Event.MISPLACED)).isEqualTo(1);

      wide.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[2 * 1024 * 1024], new RecordHeaders());
      assertThat(wide.counts.of(Counts.Event.MISPLACED)).isEqualTo(1);
      assertThat(wide.records(Topics.DEAD_LETTERS)).hasSize(1);
    }
  }

  @Test
  void shouldNotParkAnOversizedRecordWhileTheRegistryIsAway() {
    bench.registry.setAway(true);
    bench.give(mailOnly());
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[300 * 1024], new RecordHeaders());

    onlyDeadLetter("INVALID");
    assertThat(bench.sizeOf(Nodes.PARKED_STORE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M 1", "M/1", "商户"})
  void shouldRefuseATombstoneWhoseKeyIsNoId(String key) {
    bench.takeBackContact(key);
    onlyDeadLetter("KEY_MISMATCH");
    assertThat(bench.sizeOf(Nodes.CONTACTS_STORE)).isZero();
    assertGoesOn();
  }

  @Test
  void shouldRefuseATombstoneWhoseKeyIsTooLong() {
    bench.takeBackContact("M".repeat(65));
    onlyDeadLetter("KEY_MISMATCH");
    bench.takeBackContact("M".repeat(64));
    assertThat(bench.sizeOf(Nodes.CONTACTS_STORE)).isEqualTo(1);
    assertGoesOn();
  }

  @Test
  void shouldCountEachRecordOnce() {
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, new byte[] {1}, new RecordHeaders());
    bench.give(mailOnly());
    bench.give(mailOnly());
    bench.tell(activated("R1"));

    assertThat(bench.counts.of(Counts.Fate.DEAD_LETTER)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Fate.APPLIED)).isEqualTo(2);
  }

  @Test
  void shouldParkInOrderWhileTheRegistryIsAway() {
    bench.registry.setAway(true);
    bench.tell(activated("R1"));
    bench.give(mailOnly());
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.sizeOf(Nodes.PARKED_STORE)).isEqualTo(2);
    assertThat(bench.due()).isEmpty();
    assertThat(bench.records(Topics.DEAD_LETTERS)).isEmpty();

    bench.registry.setAway(false);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL");
    assertThat(bench.sizeOf(Nodes.PARKED_STORE)).isZero();
    assertThat(bench.counts.of(Counts.Event.PARKED)).isEqualTo(2);
    assertThat(bench.counts.of(Counts.Event.CONTACT_MISSING)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Fate.APPLIED)).isEqualTo(2);
  }

  @Test
  void shouldParkBehindAParkedRecordOfTheSameMerchantOnly() {
    bench.give(mailOnly());
    bench.give(Samples.contact().setMerchantId("M-2").setEmail("two@example.com").build());
    bench.tell(activated("R0"));
    bench.due();
    bench.registry.setAway(true);
    byte[] unknown = {0, 0, 1, 1, 1, 5};
    bench.pipe(Topics.MERCHANT_CONTACTS, KEY, unknown, new RecordHeaders());

    bench.tell(activated("R1"));
    Activation other = activated("R2");
    other.setMerchantId("M-2");
    bench.tell(other);
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R2/1/ACTIVATED/EMAIL");

    bench.registry.setAway(false);
    bench.pass(Duration.ofSeconds(1));
    TestRecord<byte[], byte[]> dead = onlyDeadLetter("UNKNOWN_SCHEMA");
    assertThat(dead.value()).isEqualTo(unknown);
    assertThat(Bench.header(dead, "dl-offset")).isEqualTo("2");
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldGiveUpARecordThatARuleFailsAtAndKeepNothingOfIt() {
    AtomicBoolean fails = new AtomicBoolean(true);
    PageLinks links =
        (renewalId, at) -> {
          if (fails.get()) {
            throw new IllegalStateException("a defect");
          }
          return Optional.empty();
        };
    try (Bench failing = new Bench(rules -> withLinks(rules, links))) {
      failing.give(mailOnly());
      failing.tell(activated("R1"));

      var dead = failing.records(Topics.DEAD_LETTERS);
      assertThat(dead).hasSize(1);
      assertThat(Bench.header(dead.get(0), "dl-reason")).isEqualTo("PROCESSING_FAILED");
      assertThat(Bench.header(dead.get(0), "dl-text")).contains("a defect");
      assertThat(Bench.header(dead.get(0), "dl-stage")).isEqualTo("DECIDE");
      assertThat(failing.due()).isEmpty();
      assertThat(failing.sizeOf(Nodes.CAUSES_STORE)).isZero();
      assertThat(failing.sizeOf(Nodes.DUE_STORE)).isZero();
      assertThat(failing.sizeOf(Nodes.OPEN_STORE)).isZero();

      fails.set(false);
      failing.tell(activated("R1"));
      assertThat(failing.due()).hasSize(1);
    }
  }

  /**
   * A hundred notices are composed with the contact, the rest by timer: at the last a rule throws.
   */
  @Test
  void shouldSetATimerAsideThatARuleFailsAtAndTryItAgainAnHourLater() {
    AtomicBoolean fails = new AtomicBoolean(true);
    PageLinks links =
        (renewalId, at) -> {
          if (fails.get() && renewalId.equals("R-204")) {
            throw new IllegalStateException("a defect");
          }
          return Optional.empty();
        };
    try (Bench failing = new Bench(rules -> withLinks(rules, links))) {
      for (int i = 100; i < 205; i++) {
        failing.tell(activated("R-" + i));
      }
      failing.give(mailOnly());
      assertThat(failing.due()).as("with the contact").hasSize(100);

      failing.pass(Duration.ofSeconds(1));
      assertThat(failing.due()).as("of a timer that failed").isEmpty();
      assertThat(failing.timers.state()).contains("backlog").contains("a defect");
      failing.tell(activated("R-300"));
      assertThat(failing.due()).as("everything else goes on").hasSize(1);

      fails.set(false);
      failing.restart();
      failing.pass(SetAsideTimers.AGAIN_AFTER);
      assertThat(failing.due())
          .extracting(NoticeDue::getNoticeId)
          .contains("R-200/1/ACTIVATED/EMAIL", "R-204/1/ACTIVATED/EMAIL");
      assertThat(failing.timers.state()).isEqualTo(Health.READY);
    }
  }

  private static Rules withLinks(Rules rules, PageLinks links) {
    return new Rules(
        new NoticeComposer(Map.of(Language.CHINESE, "x", Language.ENGLISH, "x"), links),
        rules.delivery(),
        rules.addresses(),
        rules.channels(),
        rules.contactWait(),
        rules.memory(),
        rules.tick());
  }

  private byte[] contactBytes() {
    return bench.wire(Topics.MERCHANT_CONTACTS, mailOnly(), new MerchantContact());
  }

  private TestRecord<byte[], byte[]> onlyDeadLetter(String reason) {
    var dead = bench.records(Topics.DEAD_LETTERS);
    assertThat(dead).hasSize(1);
    assertThat(Bench.header(dead.get(0), "dl-reason")).isEqualTo(reason);
    return dead.get(0);
  }

  private void assertGoesOn() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    assertThat(bench.due()).hasSize(1);
    assertThat(bench.records(Topics.DEAD_LETTERS)).isEmpty();
  }
}

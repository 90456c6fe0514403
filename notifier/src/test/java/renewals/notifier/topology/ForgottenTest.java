package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.v1.ActivationStatus;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.QuietHours;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** Nothing of a merchant's addresses is left where docs/security.md doesn't allow it. */
class ForgottenTest {

  private static final List<String> ADDRESSES =
      List.of("wang@example.com", "new@example.com", "13800138000", "hooks.example.com", "老王小吃店");

  private final Bench bench = new Bench(Map.of("notifier.retry.delays", "1h"));
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream usual = System.err;
  private final Map<String, List<byte[]>> written = new TreeMap<>();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(usual);
    bench.close();
  }

  @Test
  void shouldLeaveAnAddressOnlyWhereTheTableAllowsIt() {
    live();
    assertThat(storesWithAddress())
        .as("what the test would find")
        .contains("contacts", "open-notices", "undelivered");

    bench.answer(Samples.forget());
    bench.restart();
    collect();

    assertThat(storesWithAddress()).isEmpty();
    assertThat(topicsWithAddress()).isSubsetOf(RetentionTable.read().topicsWithAddress());
    assertThat(log.toString(StandardCharsets.UTF_8))
        .as("the log")
        .contains("WARN")
        .doesNotContain(ADDRESSES);
  }

  @Test
  void shouldEndWhatIsUnderWayAndTakeWhatWasGivenUpOffTheList() {
    live();
    List<TestRecord<byte[], byte[]>> before = bench.records(Topics.UNDELIVERED_NOTICES);
    assertThat(before).isEmpty();
    bench.receipts();
    bench.answer(Samples.forget());

    assertThat(bench.receipts())
        .isNotEmpty()
        .allSatisfy(receipt -> assertThat(receipt.getReason()).startsWith("FORGOTTEN: "));
    assertThat(bench.records(Topics.UNDELIVERED_NOTICES))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.value()).isNull());
    assertThat(bench.records(Topics.KNOWN_CONTACTS))
        .extracting(record -> record.value())
        .containsExactly((byte[]) null);
    bench.pass(Duration.ofDays(2));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldDoNothingMoreWhenItIsAskedForAgain() {
    live();
    bench.answer(Samples.forget());
    drain();
    bench.answer(Samples.forget());

    assertThat(bench.receipts()).isEmpty();
    assertThat(bench.records(Topics.UNDELIVERED_NOTICES)).isEmpty();
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldTakeNoOldContactThatIsSentAgainAndANewOne() {
    live();
    bench.answer(Samples.forget());
    drain();
    bench.give(contact("wang@example.com", 1L));
    bench.give(contact("new@example.com", 2L));
    bench.takeBackContact(Samples.MERCHANT);
    bench.tell(activated("R-late"));
    assertThat(bench.due()).isEmpty();
    assertThat(bench.records(Topics.DEAD_LETTERS)).isEmpty();

    bench.give(contact("again@example.com", 3L));
    assertThat(bench.due())
        .filteredOn(due -> due.getChannel() == NoticeChannel.EMAIL)
        .extracting(NoticeDue::getTarget)
        .containsOnly("again@example.com");
  }

  @Test
  void shouldLeaveOtherMerchantsAlone() {
    MerchantContact other = contact("other@example.com", 1L);
    other.setMerchantId("M-2");
    bench.give(other);
    bench.tell(
        Samples.activation("R2", 1, ActivationStatus.ACTIVATED).setMerchantId("M-2").build());
    NoticeDue theirs = bench.due().getFirst();
    live();
    bench.answer(Samples.forget());
    bench.receipts();
    bench.answer(result(theirs, SendOutcome.DELIVERED));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getMerchantId, receipt -> receipt.getState().name())
        .containsExactly(tuple("M-2", "DELIVERED"));
  }

  /** Notices delivered, failing, given up, sent, held, and one of a replaced address. */
  private void live() {
    bench.give(contact("wang@example.com", 1L));
    bench.tell(activated("R1"));
    take(bench.due()).forEach(due -> bench.answer(result(due, SendOutcome.DELIVERED)));
    bench.tell(update("R1", 3, UpdateKind.REFUND_DUE).setAmount(Samples.yuan(5000)).build());
    take(bench.due()).forEach(due -> bench.answer(result(due, SendOutcome.REFUSED)));
    bench.tell(activated("R3"));
    for (NoticeDue due : take(bench.due())) {
      NoticeResult failed = result(due, SendOutcome.FAILED);
      bench.answer(failed);
    }
    MerchantContact changed = contact("new@example.com", 2L);
    changed.setQuiet(new QuietHours("09:00", "12:00", null));
    bench.give(changed);
    take(bench.due());
    bench.tell(activated("R4"));
    collect();
  }

  private static MerchantContact contact(String email, long revision) {
    return Samples.contact()
        .setEmail(email)
        .setPhone("+8613800138000")
        .setWebhookUrl("https://hooks.example.com/renewals")
        .setWebhookSecretRef("wang")
        .setRevision(revision)
        .build();
  }

  private void collect() {
    take(bench.due());
    for (Topic topic : Topics.ALL) {
      if (topic.role() != Topic.Role.INPUT && !topic.equals(Topics.MERCHANT_CONTACTS)) {
        bench.records(topic).forEach(record -> keep(topic, record));
      }
    }
  }

  private void drain() {
    bench.due();
    bench.receipts();
    bench.records(Topics.UNDELIVERED_NOTICES);
    bench.records(Topics.KNOWN_CONTACTS);
  }

  private List<NoticeDue> take(List<NoticeDue> due) {
    due.forEach(
        one ->
            written
                .computeIfAbsent(Topics.NOTICES_DUE.name(), name -> new ArrayList<>())
                .add(one.toString().getBytes(StandardCharsets.UTF_8)));
    return due;
  }

  private void keep(Topic topic, TestRecord<byte[], byte[]> record) {
    List<byte[]> bytes = written.computeIfAbsent(topic.name(), name -> new ArrayList<>());
    bytes.add(record.key());
    if (record.value() != null) {
      bytes.add(record.value());
    }
    record.headers().forEach(header -> bytes.add(header.value()));
  }

  private Set<String> storesWithAddress() {
    return withAddress(bench.stored());
  }

  private Set<String> topicsWithAddress() {
    return withAddress(written);
  }

  private static Set<String> withAddress(Map<String, List<byte[]>> bytes) {
    Set<String> found = new TreeSet<>();
    bytes.forEach(
        (name, values) -> {
          boolean has =
              values.stream()
                  .map(value -> new String(value, StandardCharsets.UTF_8))
                  .anyMatch(text -> ADDRESSES.stream().anyMatch(text::contains));
          if (has) {
            found.add(name);
          }
        });
    return found;
  }
}

package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** Whose address is replaced is told there. {@link Samples#NOW} is ten in the morning. */
class ContactChangedTest {

  private static final String OLD = "old@example.com";
  private static final String NEW = "new@example.com";
  private static final String URL = "https://hooks.example.com/renewals";

  private final Bench bench = new Bench();
  private final List<String> changesTold = new ArrayList<>();
  private int told;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellAtTheReplacedAddressInTheWordsOfTheReplacedContact() {
    give(contact(OLD, 1L));
    reach();
    MerchantContact other = contact(NEW, 2L);
    other.setLocale("en");
    other.setDisplayName("Thief");
    give(other);

    NoticeDue due = onlyDue();
    assertThat(due.getNoticeId()).isEqualTo("contact/M-1001/2/old/EMAIL");
    assertThat(due.getKind()).isEqualTo("CONTACT_CHANGED");
    assertThat(due.getTarget()).isEqualTo(OLD);
    assertThat(due.getSubject()).isEqualTo("续费通知不再发送到这里");
    assertThat(due.getBody())
        .contains("老王小吃店")
        .contains("邮箱")
        .doesNotContain(NEW)
        .doesNotContain("Thief");
  }

  @Test
  void shouldNameTheRecordOfAContactWithoutARevision() {
    give(contact(OLD, null));
    reach();
    give(contact(NEW, null));

    assertThat(onlyDue().getNoticeId()).matches("contact/M-1001/o0-\\d+/old/EMAIL");
  }

  @Test
  void shouldTellAtAnAddressThatStaysToo() throws Exception {
    give(withHook(OLD, 1L));
    reach();
    give(withHook(NEW, 2L));

    List<NoticeDue> due = bench.due();
    assertThat(due)
        .extracting(NoticeDue::getNoticeId, NoticeDue::getTarget)
        .containsExactlyInAnyOrder(
            tuple("contact/M-1001/2/old/EMAIL", OLD), tuple("contact/M-1001/2/new/WEBHOOK", URL));
    NoticeDue hook =
        due.stream().filter(one -> one.getChannel() == NoticeChannel.WEBHOOK).findFirst().get();
    JsonNode payload = new ObjectMapper().readTree(hook.getBody());
    assertThat(payload.path("type").asText()).isEqualTo("renewal.contact_changed");
    assertThat(payload.at("/data/contact").toString())
        .isEqualTo("{\"thisAddress\":\"KEPT\",\"replaced\":[\"EMAIL\"]}");
  }

  @Test
  void shouldNotTellAtAnAddressThatNothingHasReached() {
    give(contact(OLD, 1L));
    give(contact(NEW, 2L));
    assertThat(bench.due()).isEmpty();

    tellForAMoment();
    NoticeDue failed = onlyDue();
    bench.answer(result(failed, SendOutcome.REFUSED));
    give(contact("third@example.com", 3L));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldNotTakeADeliveryAtTheReplacedAddressForOneAtTheNew() {
    give(contact(OLD, 1L));
    tellForAMoment();
    NoticeDue toOld = onlyDue();
    give(contact(NEW, 2L));
    bench.answer(result(toOld, SendOutcome.DELIVERED));
    give(contact("third@example.com", 3L));

    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldTellOfARemovalSoThatNobodyHidesAChangeBehindOne() {
    give(contact(OLD, null));
    reach();
    bench.takeBackContact(Samples.MERCHANT);

    NoticeDue due = onlyDue();
    assertThat(due.getTarget()).isEqualTo(OLD);
    give(contact(NEW, null));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldTryTheReplacedAddressAgainWhateverContactsComeLater() {
    give(contact(OLD, 1L));
    reach();
    give(contact(NEW, 2L));
    NoticeDue first = onlyDue();
    bench.answer(result(first, SendOutcome.FAILED));
    MerchantContact none = contact(null, 3L);
    give(none);
    bench.restart();
    bench.pass(Duration.ofSeconds(10));

    NoticeDue second = onlyDue();
    assertThat(second.getAttempt()).isEqualTo(2);
    assertThat(second.getTarget()).isEqualTo(OLD);
    assertThat(second.getBody()).isEqualTo(first.getBody());
    bench.receipts();
    bench.answer(result(second, SendOutcome.DELIVERED));
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getCause, NoticeReceipt::getState)
        .containsExactly(tuple("contact/M-1001/2/old", ReceiptState.DELIVERED));
  }

  @Test
  void shouldTellOnceHoweverOftenAContactComes() {
    give(contact(OLD, 1L));
    reach();
    give(contact(NEW, 2L));
    onlyDue();
    give(contact(NEW, 2L));
    bench.restart();
    give(contact(NEW, 2L));
    give(contact(OLD, 1L));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(3);
  }

  @Test
  void shouldTellInQuietHoursAndInNoDigest() {
    MerchantContact before = contact(OLD, 1L);
    before.setQuiet(new QuietHours("09:00", "12:00", null));
    before.setDigest("13:00");
    give(contact(OLD, 0L));
    reach();
    give(before);
    give(contact(NEW, 2L));

    assertThat(onlyDue().getTarget()).isEqualTo(OLD);
  }

  @Test
  void shouldTellThreeTimesADayOfHisZoneAtMost() {
    give(contact("0@example.com", 0L));
    for (long i = 1; i <= 5; i++) {
      reach();
      give(contact(i + "@example.com", i));
    }
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofHours(14));
    reach();
    give(contact("6@example.com", 6L));

    assertThat(bench.due()).extracting(NoticeDue::getTarget).containsExactly("5@example.com");
    assertThat(changesTold)
        .as("however often they were handed over")
        .containsOnly(
            "contact/M-1001/1/old/EMAIL",
            "contact/M-1001/2/old/EMAIL",
            "contact/M-1001/3/old/EMAIL");
  }

  @Test
  void shouldNotTellOfAChangeThatLeavesTheAddressAsItIs() {
    give(contact(OLD, 1L));
    reach();
    MerchantContact same = contact(OLD, 2L);
    same.setDisplayName("老王饭店");
    give(same);

    assertThat(bench.due()).isEmpty();
  }

  /** Has a notice delivered at each of his addresses; notes what else was told before. */
  private void reach() {
    bench.due().forEach(due -> changesTold.add(due.getNoticeId()));
    tellForAMoment();
    for (NoticeDue due : bench.due()) {
      bench.answer(result(due, SendOutcome.DELIVERED));
    }
    bench.receipts();
  }

  /** What holds for a moment only isn't told at an address that is new. */
  private void tellForAMoment() {
    bench.tell(update("R" + told++, 1, UpdateKind.CARD_RESUMED).build());
  }

  private void give(MerchantContact contact) {
    bench.give(contact);
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private static MerchantContact contact(@Nullable String email, @Nullable Long revision) {
    return Samples.contact().setEmail(email).setRevision(revision).build();
  }

  private static MerchantContact withHook(String email, Long revision) {
    MerchantContact contact = contact(email, revision);
    contact.setWebhookUrl(URL);
    contact.setWebhookSecretRef("wang");
    return contact;
  }
}

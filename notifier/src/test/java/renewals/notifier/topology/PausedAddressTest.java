package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.result;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;

/**
 * An address that has failed for five days is paused, tried seldom, and used again once it works.
 */
class PausedAddressTest {

  private static final String URL = "https://hooks.example.com/renewals";
  private static final String MAIL = "wang@example.com";
  private static final String PAUSED =
      "ADDRESS_PAUSED: the address has failed for long and is tried seldom";

  private Bench bench = new Bench();
  private boolean hasHook;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldPauseAWebhookThatFailedForFiveDaysAndTellItByTheOtherChannel() {
    bench.give(both());
    failFor(Duration.ofDays(5).minusHours(1));
    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();

    failFor(Duration.ofDays(1));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isEqualTo(1);
    assertThat(told()).containsExactly(tuple("ADDRESS_PAUSED", NoticeChannel.EMAIL));
  }

  @Test
  void shouldBeginAnewWithEachNoticeThatArrives() {
    bench.give(both());
    failFor(Duration.ofDays(4));
    bench.tell(activated("R-good"));
    bench.answer(result(webhook(), SendOutcome.DELIVERED));
    failFor(Duration.ofDays(4));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();
  }

  @Test
  void shouldSayNothingOfDaysInWhichNothingWasTried() {
    bench.give(both());
    failFor(Duration.ofHours(1));
    bench.pass(Duration.ofDays(30));
    bench.due();
    failFor(Duration.ofHours(1));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();
  }

  @Test
  void shouldPauseAtOnceAWebhookThatIsGone() {
    bench.give(both());
    pauseAsGone();

    due();
    NoticeDue notice = told.getFirst();
    assertThat(told()).containsExactly(tuple("ADDRESS_PAUSED", NoticeChannel.EMAIL));
    assertThat(notice.getNoticeId()).matches("address/M-1001/WEBHOOK/[0-9]+/paused/EMAIL");
    assertThat(notice.getTarget()).isEqualTo(MAIL);
  }

  @Test
  void shouldHoldWhatIsForAPausedWebhookAndSendItInOrderOnceItWorksAgain() {
    bench.give(hook());
    pauseAsGone();
    bench.receipts();
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(
            tuple("R1/1/ACTIVATED/WEBHOOK", ReceiptState.HELD, PAUSED),
            tuple("R2/1/ACTIVATED/WEBHOOK", ReceiptState.HELD, PAUSED));

    bench.restart();
    bench.pass(Duration.ofMinutes(61));
    NoticeDue probe = webhook();
    assertThat(probe.getKind()).isEqualTo("WEBHOOK_CHALLENGE");
    bench.answer(result(probe, SendOutcome.DELIVERED));

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/WEBHOOK", "R2/1/ACTIVATED/WEBHOOK");
    assertThat(bench.counts.of(Counts.Event.ADDRESS_RECOVERED)).isEqualTo(1);
    bench.tell(activated("R3"));
    assertThat(webhook().getNoticeId()).isEqualTo("R3/1/ACTIVATED/WEBHOOK");
  }

  @Test
  void shouldAskAPausedWebhookEachHourWithoutReceipts() {
    bench.give(hook());
    pauseAsGone();
    bench.receipts();

    for (int hour = 1; hour <= 30; hour++) {
      bench.pass(Duration.ofMinutes(61));
      NoticeDue probe = webhook();
      assertThat(probe.getAttempt()).isEqualTo(hour);
      bench.answer(result(probe, hour % 2 == 0 ? SendOutcome.FAILED : SendOutcome.REFUSED));
      bench.pass(Duration.ofMinutes(30));
      assertThat(bench.due()).isEmpty();
    }
    assertThat(bench.receipts()).isEmpty();
  }

  @Test
  void shouldTellTheOtherChannelWhenAWebhookWorksAgain() {
    bench.give(both());
    pauseAsGone();
    told();
    bench.pass(Duration.ofMinutes(61));
    bench.answer(result(webhook(), SendOutcome.DELIVERED));

    assertThat(told()).containsExactly(tuple("ADDRESS_RECOVERED", NoticeChannel.EMAIL));
  }

  @Test
  void shouldAskAtOnceWhenTheContactIsGivenAgain() {
    bench.give(hook());
    pauseAsGone();
    bench.pass(Duration.ofMinutes(1));
    bench.give(hook());

    assertThat(webhook().getKind()).isEqualTo("WEBHOOK_CHALLENGE");
  }

  @Test
  void shouldForgetThePauseWithTheAddress() {
    bench.give(hook());
    pauseAsGone();
    bench.tell(activated("R1"));
    MerchantContact other = hook();
    other.setWebhookUrl("https://hooks.example.org/other");
    bench.give(other);

    assertThat(bench.due())
        .filteredOn(due -> !due.getKind().equals("DIGEST"))
        .extracting(NoticeDue::getNoticeId, NoticeDue::getTarget)
        .containsExactly(tuple("R1/1/ACTIVATED/WEBHOOK", "https://hooks.example.org/other"));
    bench.pass(Duration.ofHours(3));
    assertThat(bench.due()).extracting(NoticeDue::getKind).doesNotContain("WEBHOOK_CHALLENGE");
  }

  @Test
  void shouldGiveUpAfterThreeDaysWhatWaitsForAPausedWebhook() {
    bench.give(hook());
    pauseAsGone();
    bench.tell(activated("R1"));
    bench.receipts();
    bench.pass(Duration.ofHours(71));
    assertThat(bench.receipts()).isEmpty();
    bench.pass(Duration.ofMinutes(61));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(tuple("R1/1/ACTIVATED/WEBHOOK", ReceiptState.UNDELIVERABLE, PAUSED));
  }

  @Test
  void shouldHoldOnWhatNobodyHasToldThoughAnotherAddressWorksMeanwhile() {
    bench.give(both());
    bench.tell(activated("R0"));
    for (NoticeDue due : bench.due()) {
      boolean isMail = due.getChannel() == NoticeChannel.EMAIL;
      bench.answer(refused(due, isMail ? "ADDRESS_REFUSED: unknown" : "HTTP_410: gone"));
    }
    bench.tell(activated("R1"));
    bench.pass(Duration.ofMinutes(61));
    bench.tell(activated("R2"));
    bench.due().stream()
        .filter(due -> due.getChannel() == NoticeChannel.EMAIL)
        .forEach(due -> bench.answer(result(due, SendOutcome.DELIVERED)));
    assertThat(bench.counts.of(Counts.Event.ADDRESS_RECOVERED)).isEqualTo(1);
    bench.pass(Duration.ofHours(7));

    assertThat(bench.receipts())
        .filteredOn(receipt -> receipt.getNoticeId().equals("R1/1/ACTIVATED/WEBHOOK"))
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.HELD);
  }

  @Test
  void shouldNotHoldForAPausedWebhookWhatAMailTells() {
    bench.give(both());
    pauseAsGone();
    due();
    bench.receipts();
    bench.tell(activated("R1"));

    assertThat(due()).extracting(NoticeDue::getNoticeId).containsExactly("R1/1/ACTIVATED/EMAIL");
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(tuple("R1/1/ACTIVATED/WEBHOOK", ReceiptState.UNDELIVERABLE, PAUSED));
  }

  @Test
  void shouldGiveTheNextOfAnOrderItsTurnAtOnceWhileTheFirstIsPaused() {
    bench.close();
    bench = new Bench(Map.of("notifier.channels.ACTIVATED", "WEBHOOK,EMAIL"));
    bench.give(both());
    pauseAsGone();
    bench.due();
    bench.tell(activated("R1"));

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldTryARefusedMailboxOnceAnHourWithWhatIsDueAndGiveUpTheRest() {
    bench.give(mail());
    bench.tell(activated("R0"));
    bench.answer(refused(bench.due().getFirst(), "ADDRESS_REFUSED: unknown"));
    bench.receipts();

    bench.tell(activated("R1"));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofMinutes(61));
    bench.tell(activated("R2"));
    bench.tell(activated("R3"));
    List<NoticeDue> probe = bench.due();
    assertThat(probe).extracting(NoticeDue::getNoticeId).containsExactly("R2/1/ACTIVATED/EMAIL");
    bench.answer(result(probe.getFirst(), SendOutcome.DELIVERED));
    bench.tell(activated("R4"));

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R4/1/ACTIVATED/EMAIL");
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/1/ACTIVATED/EMAIL", ReceiptState.UNDELIVERABLE),
            tuple("R3/1/ACTIVATED/EMAIL", ReceiptState.UNDELIVERABLE),
            tuple("R2/1/ACTIVATED/EMAIL", ReceiptState.DELIVERED));
  }

  @Test
  void shouldNotPauseAMailboxForARelayThatIsAway() {
    bench.give(mail());
    failFor(Duration.ofDays(7));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();
  }

  @Test
  void shouldSendWhatSomebodyAsksForToAPausedAddressToo() {
    bench.give(mail());
    bench.tell(activated("R0"));
    NoticeDue first = bench.due().getFirst();
    bench.answer(refused(first, "ADDRESS_REFUSED: unknown"));
    bench.answer(Samples.resend(first.getNoticeId(), "anna"));

    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).containsExactly(first.getNoticeId());
  }

  /** What has been told of addresses. */
  private final List<NoticeDue> told = new ArrayList<>();

  /** What is due; news of addresses arrive. One that was handed over twice meanwhile is one. */
  private List<NoticeDue> due() {
    List<NoticeDue> due = bench.due();
    for (NoticeDue one : due) {
      boolean isNew = told.stream().noneMatch(it -> it.getNoticeId().equals(one.getNoticeId()));
      if (one.getKind().startsWith("ADDRESS_") && isNew) {
        told.add(one);
        bench.answer(result(one, SendOutcome.DELIVERED));
      }
    }
    return due;
  }

  /** Kinds and channels of what was told of addresses since it was asked last. */
  private List<Tuple> told() {
    due();
    List<Tuple> names = told.stream().map(one -> tuple(one.getKind(), one.getChannel())).toList();
    told.clear();
    return names;
  }

  /** News each six hours, each try of which fails. */
  private void failFor(Duration time) {
    for (Duration left = time; !left.isNegative(); left = left.minusHours(6)) {
      bench.tell(activated("R-" + bench.now().getEpochSecond()));
      for (NoticeDue due : due()) {
        boolean isFine = due.getChannel() == NoticeChannel.EMAIL && hasHook;
        if (!due.getKind().startsWith("ADDRESS_")) {
          bench.answer(result(due, isFine ? SendOutcome.DELIVERED : SendOutcome.FAILED));
        }
      }
      if (!left.minusHours(6).isNegative()) {
        bench.pass(Duration.ofHours(6));
      }
    }
  }

  private void pauseAsGone() {
    bench.tell(activated("R-gone"));
    bench.answer(refused(webhook(), "HTTP_410: gone"));
  }

  private NoticeDue webhook() {
    List<NoticeDue> due =
        due().stream().filter(one -> one.getChannel() == NoticeChannel.WEBHOOK).toList();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private static NoticeResult refused(NoticeDue due, String reason) {
    NoticeResult refused = result(due, SendOutcome.REFUSED);
    refused.setReason(reason);
    return refused;
  }

  private MerchantContact both() {
    hasHook = true;
    MerchantContact contact = hook();
    contact.setEmail(MAIL);
    return contact;
  }

  private static MerchantContact hook() {
    return Samples.contact().setWebhookUrl(URL).setWebhookSecretRef("wang").build();
  }

  private static MerchantContact mail() {
    return Samples.contact().setEmail(MAIL).build();
  }
}

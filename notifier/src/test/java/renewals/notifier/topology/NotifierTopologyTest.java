package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailAndWebhook;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.schemas.Topics;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;
import renewals.v1.Usage;

class NotifierTopologyTest {

  private static final Duration TICK = Duration.ofSeconds(1);

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldHandOverOneNoticeForEachAddress() {
    bench.give(mailAndWebhook());
    bench.tell(activated("R1"));

    assertThat(bench.due())
        .extracting(
            NoticeDue::getNoticeId,
            NoticeDue::getChannel,
            NoticeDue::getAttempt,
            NoticeDue::getTarget,
            NoticeDue::getSecretRef)
        .containsExactlyInAnyOrder(
            tuple("R1/1/ACTIVATED/EMAIL", NoticeChannel.EMAIL, 1, "wang@example.com", null),
            tuple(
                "R1/1/ACTIVATED/WEBHOOK",
                NoticeChannel.WEBHOOK,
                1,
                "https://hooks.example.com/renewals",
                "wang"));
    assertNothingMore();
  }

  @Test
  void shouldWriteReceiptWhenDelivered() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));

    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
    assertThat(receipt.getCause()).isEqualTo("R1/1/ACTIVATED");
    assertThat(receipt.getMerchantId()).isEqualTo(Samples.MERCHANT);
    assertThat(receipt.getRenewalId()).isEqualTo("R1");
    assertThat(receipt.getChannel()).isEqualTo(NoticeChannel.EMAIL);
    assertThat(receipt.getState()).isEqualTo(ReceiptState.DELIVERED);
    assertThat(receipt.getAttempt()).isEqualTo(1);
    assertThat(receipt.getReason()).isNull();
    bench.pass(Duration.ofDays(5));
    assertNothingMore();
  }

  @Test
  void shouldComposeADuplicateCauseOnceOnly() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.tell(activated("R1"));

    assertThat(bench.due()).hasSize(1);
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(1);
    assertNothingMore();
  }

  @Test
  void shouldTellAgainWhatHappensAtAnotherTimeUnderTheSameId() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.tell(Samples.update("R1", 2, UpdateKind.PAYMENT_FAILED).build());
    for (NoticeDue due : bench.due()) {
      bench.answer(result(due, SendOutcome.DELIVERED));
    }
    bench.receipts();
    Activation again = activated("R1");
    again.setDecidedAt(Samples.NOW.plusMillis(1));
    bench.tell(again);
    bench.tell(again);
    bench.tell(
        Samples.update("R1", 2, UpdateKind.PAYMENT_FAILED)
            .setOccurredAt(again.getDecidedAt())
            .build());

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL", "R1/u2/EMAIL");
    assertNothingMore();
  }

  @Test
  void shouldEndOpenNoticesOfTheSameIdEachByItsOwnAnswer() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue first = onlyDue();
    Activation again = activated("R1");
    again.setDecidedAt(Samples.NOW.plusMillis(1));
    bench.tell(again);
    NoticeDue second = onlyDue();

    bench.answer(result(first, SendOutcome.DELIVERED));
    bench.answer(result(second, SendOutcome.FAILED));
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/1/ACTIVATED/EMAIL", ReceiptState.DELIVERED),
            tuple("R1/1/ACTIVATED/EMAIL", ReceiptState.RETRYING));
    bench.pass(Duration.ofSeconds(6));
    assertThat(onlyDue().getAttempt()).isEqualTo(2);
    assertNothingMore();
  }

  @Test
  void shouldHoldBothThatHaveTheSameIdUntilTheContactComes() {
    bench.tell(activated("R1"));
    Activation again = activated("R1");
    again.setDecidedAt(Samples.NOW.plusMillis(1));
    bench.tell(again);
    bench.give(mailOnly());

    assertThat(bench.due()).hasSize(2);
    assertThat(bench.sizeOf(Nodes.WAITING_STORE)).isZero();
  }

  @Test
  void shouldNotComposeAgainForAnAddressThatComesLater() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.due();
    bench.give(mailAndWebhook());
    assertThat(onlyDue().getNoticeId()).as("what still holds").startsWith("contact/");
    bench.tell(activated("R1"));

    assertNothingMore();
  }

  @Test
  void shouldRetryWithTheSameIdAndWordsAfterAFailure() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue first = onlyDue();

    bench.answer(result(first, SendOutcome.FAILED));
    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.RETRYING);
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofSeconds(6));

    NoticeDue second = onlyDue();
    assertThat(second.getAttempt()).isEqualTo(2);
    assertThat(second.getNoticeId()).isEqualTo(first.getNoticeId());
    assertThat(second.getBody()).isEqualTo(first.getBody());
    assertNothingMore();
  }

  @Test
  void shouldCountThePauseBeforeARetryFromTheBrokersStampWhateverItsOwnClockSays() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue first = onlyDue();
    Instant right = bench.now();

    bench.pass(Duration.ofMinutes(5));
    bench.answer(result(first, SendOutcome.FAILED), right);

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getAt()).isEqualTo(right);
    bench.pass(Duration.ofSeconds(1));
    assertThat(onlyDue().getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpAfterTheLastAttempt() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    List<ReceiptState> states = new ArrayList<>();
    for (int attempt = 1; attempt <= 10; attempt++) {
      NoticeDue due = onlyDue();
      assertThat(due.getAttempt()).isEqualTo(attempt);
      bench.answer(result(due, SendOutcome.FAILED));
      bench.receipts().forEach(receipt -> states.add(receipt.getState()));
      bench.pass(Duration.ofHours(27));
    }

    assertThat(states).hasSize(10).endsWith(ReceiptState.UNDELIVERABLE);
    assertThat(states.subList(0, 9)).containsOnly(ReceiptState.RETRYING);
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
    assertNothingMore();
  }

  @Test
  void shouldNotRetryWhatTheReceiverRefusesForGood() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.REFUSED));

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getState()).isEqualTo(ReceiptState.UNDELIVERABLE);
    assertThat(receipt.getReason()).isEqualTo("HTTP_500: not accepted");
    bench.pass(Duration.ofDays(5));
    assertNothingMore();
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsks() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeResult result = result(onlyDue(), SendOutcome.FAILED);
    result.setNotBefore(result.getAt().plus(Duration.ofMinutes(10)));
    bench.answer(result);
    bench.receipts();

    bench.pass(Duration.ofMinutes(9));
    assertNothingMore();
    bench.pass(Duration.ofMinutes(2));
    assertThat(onlyDue().getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldTryTheSameAttemptLaterWhenSendersHadNoRoom() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DEFERRED));
    assertThat(bench.receipts()).isEmpty();

    bench.pass(Duration.ofSeconds(40));
    assertThat(onlyDue().getAttempt()).isEqualTo(1);
    assertNothingMore();
  }

  @Test
  void shouldIgnoreAnAnswerThatComesTwice() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();
    bench.answer(result(due, SendOutcome.FAILED));
    bench.answer(result(due, SendOutcome.FAILED));
    bench.answer(result(due, SendOutcome.DELIVERED));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.RETRYING);
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(2);
    assertNothingMore();
  }

  @Test
  void shouldHandOverAgainWhenNoAnswerComes() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue first = onlyDue();

    bench.pass(Duration.ofMinutes(11));
    NoticeDue again = onlyDue();
    assertThat(again.getAttempt()).isEqualTo(1);
    assertThat(again.getNoticeId()).isEqualTo(first.getNoticeId());
    bench.pass(Duration.ofMinutes(11));
    assertNothingMore();
    bench.pass(Duration.ofMinutes(11));
    assertThat(bench.due()).hasSize(1);
    bench.answer(result(again, SendOutcome.DELIVERED));
    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.DELIVERED);
    bench.pass(Duration.ofDays(1));
    assertNothingMore();
  }

  @Test
  void shouldNotLosePatienceBeforeAnswersHaveBeenRead() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.due();
    bench.watermark = Samples.NOW;

    bench.pass(Duration.ofHours(1));
    assertNothingMore();
    bench.watermark = bench.now();
    bench.pass(TICK);
    assertThat(bench.due()).hasSize(1);
  }

  @Test
  void shouldHoldACauseUntilTheContactComes() {
    bench.tell(activated("R1"));
    bench.tell(activated("R1"));
    bench.tell(Samples.update("R1", 2, UpdateKind.PAYMENT_FAILED).build());
    bench.pass(Duration.ofHours(71));
    assertNothingMore();

    bench.give(mailOnly());
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL", "R1/u2/EMAIL");
    assertThat(bench.sizeOf(Nodes.WAITING_STORE)).isZero();
    assertNothingMore();
  }

  @Test
  void shouldComposeALongBacklogOverSeveralTicks() {
    for (int i = 0; i < 250; i++) {
      bench.tell(activated("R" + i));
    }
    bench.give(mailOnly());
    List<NoticeDue> due = new ArrayList<>(bench.due());
    assertThat(due).hasSize(100);
    for (int i = 0; i < 5; i++) {
      bench.pass(TICK);
      due.addAll(bench.due());
    }

    assertThat(due).extracting(NoticeDue::getNoticeId).hasSize(250).doesNotHaveDuplicates();
  }

  @Test
  void shouldListACauseAsUndeliverableWhenNoContactComes() {
    bench.tell(activated("R1"));
    bench.pass(Duration.ofHours(73));

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getState()).isEqualTo(ReceiptState.UNDELIVERABLE);
    assertThat(receipt.getChannel()).isEqualTo(NoticeChannel.TERMINAL);
    assertThat(receipt.getReason()).startsWith("NO_ADDRESS");
    bench.give(mailOnly());
    assertThat(onlyDue().getNoticeId()).as("what still holds").startsWith("contact/");
    bench.tell(activated("R1"));
    assertNothingMore();
  }

  @Test
  void shouldNotGiveUpWaitingBeforeContactsHaveBeenRead() {
    bench.watermark = Samples.NOW;
    bench.tell(activated("R1"));
    bench.pass(Duration.ofHours(100));
    assertNothingMore();

    bench.give(mailOnly());
    assertThat(bench.due()).hasSize(1);
    bench.watermark = bench.now();
    bench.pass(TICK);
    assertNothingMore();
  }

  @Test
  void shouldNotGiveUpWaitingBeforeOtherPartitionsHaveBeenRead() {
    try (Bench two = new Bench(Map.of(), 2)) {
      two.tell(activated("R1"));
      two.pass(Duration.ofHours(100));
      assertThat(two.receipts()).isEmpty();

      two.markRead(1, two.now());
      two.pass(TICK);
      assertThat(two.receipts())
          .extracting(NoticeReceipt::getState)
          .containsExactly(ReceiptState.UNDELIVERABLE);
    }
  }

  @Test
  void shouldListANoticeForAPhoneAloneAsUndeliverableWithoutAGateway() {
    bench.give(Samples.phoneOnly());
    bench.tell(activated("R1"));
    NoticeResult refused = result(onlyDue(), SendOutcome.REFUSED);
    refused.setReason("SMS_UNAVAILABLE: no gateway");

    bench.answer(refused);

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getChannel()).isEqualTo(NoticeChannel.SMS);
    assertThat(receipt.getState()).isEqualTo(ReceiptState.UNDELIVERABLE);
    assertThat(receipt.getReason()).isEqualTo("SMS_UNAVAILABLE: no gateway");
    assertNothingMore();
  }

  @Test
  void shouldStopTryingWhenTheContactIsTakenBack() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.receipts();
    bench.takeBackContact(Samples.MERCHANT);
    bench.pass(Duration.ofMinutes(1));

    assertThat(onlyReceipt().getReason()).startsWith("ADDRESS_GONE");
    assertNothingMore();
  }

  @Test
  void shouldRetryAtTheCorrectedAddress() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.give(Samples.contact().setEmail("right@example.com").build());
    bench.pass(Duration.ofMinutes(1));

    assertThat(onlyDue().getTarget()).isEqualTo("right@example.com");
  }

  @Test
  void shouldTellOperatorsNewsToNobody() {
    bench.give(mailAndWebhook());
    bench.tell(Samples.update("R1", 1, UpdateKind.ACCEPTED).build());
    bench.tell(Samples.update("R1", 2, UpdateKind.APPROVED).build());
    bench.tell(Samples.update("R1", 3, UpdateKind.CONFLICT).build());
    bench.tell(Samples.update("R1", 4, UpdateKind.MISMATCH).setReason("iccid").build());
    bench.tell(Samples.update("R2", 1, UpdateKind.ORPHANED).setMerchantId(null).build());

    assertThat(bench.counts.of(Counts.Fate.FOR_OPERATORS)).isEqualTo(5);
    assertNothingMore();
  }

  @Test
  void shouldPassOverAndCountNewsOfKindsThatItDoesNotKnow() {
    bench.give(mailAndWebhook());
    bench.tell(Samples.update("R1", 1, UpdateKind.OTHER).build());
    bench.tell(Samples.update("R1", 2, UpdateKind.ANNOUNCEMENT).build()); // says nothing
    bench.tell(Samples.activation("R1", 1, ActivationStatus.OTHER).build());

    assertThat(bench.counts.of(Counts.Fate.PASSED_OVER)).isEqualTo(3);
    assertNothingMore();
  }

  @Test
  void shouldTellAMismatchOfASettledPayment() {
    bench.give(mailOnly());
    bench.tell(
        Samples.update("R1", 4, UpdateKind.MISMATCH)
            .setAmount(Samples.yuan(5000))
            .setReason("channelId")
            .build());

    assertThat(onlyDue().getKind()).isEqualTo("MISMATCH");
    assertNothingMore();
  }

  @Test
  void shouldKeepARetryThroughARestart() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue first = onlyDue();
    bench.answer(result(first, SendOutcome.FAILED));
    bench.receipts();
    bench.restart();

    bench.pass(Duration.ofSeconds(6));
    NoticeDue second = onlyDue();
    assertThat(second.getAttempt()).isEqualTo(2);
    assertThat(second.getBody()).isEqualTo(first.getBody());
    bench.restart();
    bench.answer(result(second, SendOutcome.DELIVERED));
    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.DELIVERED);
    bench.restart();
    bench.tell(activated("R1"));
    bench.pass(Duration.ofDays(3));
    assertNothingMore();
  }

  @Test
  void shouldKeepEveryKindOfWaitingCauseThroughARestart() {
    List<UpdateKind> told =
        List.of(
            UpdateKind.PAID,
            UpdateKind.PAYMENT_FAILED,
            UpdateKind.UNDERPAID,
            UpdateKind.REJECTED,
            UpdateKind.MISMATCH,
            UpdateKind.DELAYED,
            UpdateKind.LAPSED,
            UpdateKind.STALLED,
            UpdateKind.REFUND_DUE,
            UpdateKind.REFUNDED,
            UpdateKind.EXPIRY_REMINDER,
            UpdateKind.CARRIER_NOTICE,
            UpdateKind.DATA_LOW,
            UpdateKind.DATA_USED_UP,
            UpdateKind.CARD_SUSPENDED,
            UpdateKind.CARD_RESUMED,
            UpdateKind.CARD_CLOSED);
    bench.tell(activated("R1"));
    bench.tell(Samples.activation("R1", 1, ActivationStatus.REVERSED).build());
    for (int k = 0; k < told.size(); k++) {
      bench.tell(
          Samples.update("R1", k, told.get(k))
              .setAmount(Samples.yuan(5000))
              .setReason("OTHER")
              .setText("text")
              .setUsage(new Usage(850L, 1_000L, Samples.NOW, Samples.NOW, null, null))
              .setValidUntil(Samples.NOW)
              .build());
      bench.pass(Duration.ofSeconds(1));
    }
    bench.restart();
    bench.give(mailOnly());

    assertThat(bench.due())
        .extracting(NoticeDue::getKind)
        .hasSize(19)
        .startsWith("ACTIVATED", "REVERSED")
        .endsWith(told.stream().map(UpdateKind::name).toArray(String[]::new));
  }

  @Test
  void shouldForgetACauseAfterItsTime() {
    bench.close();
    bench = new Bench(Map.of("notifier.memory", "10d"));
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.pass(Duration.ofDays(9));
    assertThat(bench.sizeOf(Nodes.CAUSES_STORE))
        .as("that it came, and that it stands")
        .isEqualTo(2);
    bench.pass(Duration.ofDays(2));

    assertThat(bench.sizeOf(Nodes.CAUSES_STORE)).isZero();
    assertThat(bench.sizeOf(Nodes.DUE_STORE)).isZero();
  }

  @Test
  void shouldCarryCloudEventsHeaders() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));

    var record = bench.records(Topics.NOTICE_RECEIPTS).get(0);
    assertThat(record.key()).isEqualTo(Bench.bytes(Samples.MERCHANT));
    assertThat(Bench.header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(Bench.header(record, "ce_id")).isEqualTo("R1/1/ACTIVATED/EMAIL/1/DELIVERED");
    assertThat(Bench.header(record, "ce_type")).isEqualTo("renewals.v1.NoticeReceipt");
    assertThat(Bench.header(record, "ce_source")).isEqualTo("/renewals/notifier");
    assertThat(Bench.header(record, "ce_subject")).isEqualTo("R1");
    assertThat(Instant.parse(Bench.header(record, "ce_time"))).isEqualTo(bench.now());
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.get(0);
  }

  private NoticeReceipt onlyReceipt() {
    List<NoticeReceipt> receipts = bench.receipts();
    assertThat(receipts).hasSize(1);
    return receipts.get(0);
  }

  private void assertNothingMore() {
    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
    assertThat(bench.records(Topics.DEAD_LETTERS)).isEmpty();
  }
}

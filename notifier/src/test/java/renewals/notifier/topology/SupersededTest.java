package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.accepted;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.phoneOnly;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.notifier.Samples;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.ActivationStatus;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

class SupersededTest {

  private static final Duration LONG = Duration.ofDays(10);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldNotTryAgainWhatIsOvertakenWhileItWaits() {
    bench.give(mailOnly());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.receipts();

    bench.tell(activated("R1"));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getAttempt)
        .containsExactly(tuple("R1/u3/EMAIL", ReceiptState.SUPERSEDED, 1));
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isEqualTo(1);
  }

  @Test
  void shouldNotTryAgainWhatIsOvertakenWhileItIsTried() {
    bench.give(mailOnly());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    NoticeDue delayed = onlyDue();
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.receipts();

    bench.answer(result(delayed, SendOutcome.FAILED));

    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getState()).isEqualTo(ReceiptState.SUPERSEDED);
    assertThat(receipt.getReason()).startsWith("SUPERSEDED: ");
    bench.pass(LONG);
    assertNothingMore();
  }

  @Test
  void shouldNotTellThatMoneyComesBackOnceTheLapsedRenewalIsPaid() {
    bench.give(mailOnly());
    bench.tell(
        update("R1", 3, UpdateKind.REFUND_DUE)
            .setAmount(Samples.yuan(1502))
            .setReason(UpdateKind.LAPSED.name())
            .build());
    NoticeDue owed = onlyDue();
    bench.tell(update("R1", 4, UpdateKind.PAID).build());
    bench.due();

    bench.answer(result(owed, SendOutcome.FAILED));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.SUPERSEDED);
  }

  @Test
  void shouldSayDeliveredWhereTheTryUnderWaySucceeds() {
    bench.give(mailOnly());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    NoticeDue delayed = onlyDue();
    bench.tell(activated("R1"));
    bench.due();

    bench.answer(result(delayed, SendOutcome.DELIVERED));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.DELIVERED);
  }

  @Test
  void shouldNotCallBackWhatAGatewayTook() {
    bench.give(phoneOnly());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(accepted(onlyDue(), "smpp/renewals/1"));
    bench.receipts();

    bench.tell(activated("R1"));

    bench.due();
    assertNothingMore();
  }

  @Test
  void shouldTryOnWhatIsUrgentOrOfAnotherRenewalOrMerchant() {
    bench.give(mailOnly());
    bench.tell(update("R1", 2, UpdateKind.PAYMENT_FAILED).build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.tell(update("R10", 3, UpdateKind.DELAYED).build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.tell(update("R1-b", 3, UpdateKind.DELAYED).build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.receipts();

    bench.tell(activated("R1"));

    bench.due();
    assertThat(bench.receipts()).isEmpty();
    bench.pass(Duration.ofSeconds(6));
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactlyInAnyOrder("R1/u2/EMAIL", "R10/u3/EMAIL", "R1-b/u3/EMAIL");
  }

  @Test
  void shouldNotBeOvertakenByWhatHappenedBefore() {
    bench.give(mailOnly());
    bench.tell(
        update("R1", 3, UpdateKind.CARRIER_NOTICE)
            .setOccurredAt(Samples.NOW.plusSeconds(60))
            .build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.receipts();

    bench.tell(update("R1", 2, UpdateKind.CARRIER_NOTICE).build());

    bench.due();
    assertThat(bench.receipts()).isEmpty();
  }

  @Test
  void shouldNotTellWhatIsReadBehindTheActivationThatOvertakesIt() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    onlyDue();
    bench.receipts();

    bench.tell(
        update("R1", 2, UpdateKind.PAID).setOccurredAt(Samples.NOW.minusSeconds(60)).build());

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getAttempt)
        .containsExactly(tuple("R1/u2/EMAIL", ReceiptState.SUPERSEDED, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"DELAYED", "LAPSED", "STALLED", "CARRIER_NOTICE"})
  void shouldNotTellOfAWaitThatEndedThoughItWasSaidAfterTheFactThatEndedIt(UpdateKind wait) {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    onlyDue();
    bench.receipts();

    bench.tell(update("R1", 3, wait).setOccurredAt(Samples.NOW.plusSeconds(60)).build());

    assertThat(bench.due()).isEmpty();
    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.SUPERSEDED);
  }

  @Test
  void shouldTellOfALapseAfterTheActivationWasTakenBack() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.tell(
        Samples.activation("R1", 1, ActivationStatus.REVERSED)
            .setValidFrom(Samples.NOW.plusSeconds(30))
            .build());
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.receipts();

    bench.tell(
        update("R1", 3, UpdateKind.LAPSED).setOccurredAt(Samples.NOW.plusSeconds(60)).build());

    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/u3/EMAIL");
  }

  @Test
  void shouldTellOfTheWaitOfARenewalWhoseIdIsUsedAgain() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.receipts();

    bench.tell(
        update("R1", 3, UpdateKind.STALLED)
            .setOccurredAt(Samples.NOW.plus(Duration.ofDays(90)))
            .build());

    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/u3/EMAIL");
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private NoticeReceipt onlyReceipt() {
    List<NoticeReceipt> receipts = bench.receipts();
    assertThat(receipts).hasSize(1);
    return receipts.getFirst();
  }

  private void assertNothingMore() {
    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
  }
}

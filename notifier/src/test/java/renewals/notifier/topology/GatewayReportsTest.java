package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.accepted;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.phoneOnly;
import static renewals.notifier.Samples.report;
import static renewals.notifier.Samples.result;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;

/** How a gateway's report finds the notice that it reports of. */
class GatewayReportsTest {

  private static final String REFERENCE = "smpp/renewals/1";
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofDays(3);

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldSaySentWhenAGatewayTookIt() {
    bench.answer(accepted(handedOver(), REFERENCE));

    assertReceipt(ReceiptState.SENT, null);
    bench.pass(Duration.ofHours(71));
    assertNothingMore();
  }

  @Test
  void shouldSayDeliveredWhenTheReportComes() {
    sent();

    bench.report(report(REFERENCE, SendOutcome.DELIVERED));

    assertReceipt(ReceiptState.DELIVERED, null);
    bench.pass(WAIT.plusDays(2));
    assertNothingMore();
    assertThat(bench.sizeOf(Nodes.REFERENCES_STORE)).isZero();
  }

  @Test
  void shouldSayUndeliverableWhenTheReportSaysSo() {
    sent();

    bench.report(report(REFERENCE, SendOutcome.REFUSED));

    assertReceipt(ReceiptState.UNDELIVERABLE, "SMS_UNDELIV: not delivered");
    bench.pass(WAIT.plusDays(2));
    assertNothingMore();
  }

  @Test
  void shouldTakeAReportThatComesBeforeItsNoticeIsKnownToBeSent() {
    NoticeDue due = handedOver();

    bench.report(report(REFERENCE, SendOutcome.DELIVERED));
    assertNothingMore();
    bench.answer(accepted(due, REFERENCE));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.SENT, ReceiptState.DELIVERED);
    assertThat(bench.counts.of(Counts.Event.REPORT_EARLY)).isEqualTo(1);
    assertNothingMore();
  }

  @Test
  void shouldCountADoubledReportAsADuplicate() {
    sent();
    bench.report(report(REFERENCE, SendOutcome.DELIVERED));
    bench.receipts();
    long before = bench.counts.of(Counts.Fate.DUPLICATE);

    bench.report(report(REFERENCE, SendOutcome.REFUSED));

    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(before + 1);
    assertNothingMore();
  }

  @Test
  void shouldForgetAReportOfOthersAfterADayAndCountIt() {
    sent();

    bench.report(report("smpp/renewals/77", SendOutcome.DELIVERED));
    bench.pass(Duration.ofDays(1).plus(TICK));

    assertThat(bench.counts.of(Counts.Event.REPORT_UNMATCHED)).isEqualTo(1);
    assertThat(bench.sizeOf(Nodes.REFERENCES_STORE)).isEqualTo(1);
    assertNothingMore();
  }

  @Test
  void shouldEndWithoutAReportAfterThreeDaysAndNeverSendAgain() {
    sent();

    bench.pass(WAIT.plus(TICK));

    assertReceipt(
        ReceiptState.UNDELIVERABLE,
        "NO_REPORT: the gateway took it and never said what became of it");
    assertThat(bench.counts.of(Counts.Event.NO_REPORT)).isEqualTo(1);
    bench.report(report(REFERENCE, SendOutcome.DELIVERED));
    bench.pass(Duration.ofDays(10));
    assertNothingMore();
  }

  @Test
  void shouldWaitForReportsInOtherPartitionsAfterAnOutage() {
    sent();
    bench.watermark = Instant.EPOCH;
    bench.pass(WAIT.plusHours(5));
    bench.watermark = Instant.MAX;
    bench.pass(TICK);
    assertNothingMore();

    bench.report(report(REFERENCE, SendOutcome.DELIVERED));

    assertReceipt(ReceiptState.DELIVERED, null);
    assertNothingMore();
  }

  @Test
  void shouldWaitForThoseReportsOnceOnly() {
    sent();
    bench.watermark = Instant.EPOCH;
    bench.pass(WAIT.plusHours(5));
    bench.watermark = Instant.MAX;

    bench.pass(TICK);
    bench.pass(Duration.ofHours(5));

    assertThat(onlyReceipt().getReason()).startsWith("NO_REPORT");
    assertNothingMore();
  }

  @Test
  void shouldFindTheNoticeOfAReportAfterARestart() {
    sent();
    bench.restart();

    bench.report(report(REFERENCE, SendOutcome.DELIVERED));

    assertReceipt(ReceiptState.DELIVERED, null);
    assertNothingMore();
  }

  @Test
  void shouldKeepAnEarlyReportOverARestart() {
    NoticeDue due = handedOver();
    bench.report(report(REFERENCE, SendOutcome.DELIVERED));
    bench.restart();

    bench.answer(accepted(due, REFERENCE));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.SENT, ReceiptState.DELIVERED);
  }

  @Test
  void shouldSayWhenTheAnswerWasLostAndNotSendAgain() {
    NoticeResult lost = result(handedOver(), SendOutcome.ACCEPTED);
    lost.setReason("ANSWER_LOST: no answer");

    bench.answer(lost);

    assertReceipt(ReceiptState.SENT, "ANSWER_LOST: no answer");
    assertThat(bench.counts.of(Counts.Event.ANSWER_LOST)).isEqualTo(1);
    bench.pass(WAIT.plus(TICK));
    assertThat(onlyReceipt().getReason()).startsWith("NO_REPORT");
    assertNothingMore();
  }

  @Test
  void shouldTakeTheReportOfEitherWhereItWasTakenTwice() {
    NoticeDue due = handedOver();
    bench.answer(accepted(due, REFERENCE));
    bench.answer(accepted(due, "smpp/renewals/2"));

    bench.report(report("smpp/renewals/2", SendOutcome.DELIVERED));
    bench.report(report(REFERENCE, SendOutcome.DELIVERED));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.SENT, ReceiptState.DELIVERED);
    bench.pass(WAIT.plusDays(2));
    assertNothingMore();
  }

  @Test
  void shouldGiveAReferenceThatIsUsedAgainToTheNewerNotice() {
    sent();
    bench.report(report(REFERENCE, SendOutcome.DELIVERED));
    bench.tell(activated("R2"));
    bench.answer(accepted(onlyDue(), REFERENCE));

    bench.report(report(REFERENCE, SendOutcome.DELIVERED));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getRenewalId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1", ReceiptState.DELIVERED),
            tuple("R2", ReceiptState.SENT),
            tuple("R2", ReceiptState.DELIVERED));
  }

  @Test
  void shouldComeAgainAfterThePauseThatABusyGatewayAskedFor() {
    NoticeResult busy = result(handedOver(), SendOutcome.DEFERRED);
    busy.setNotBefore(busy.getAt().plus(Duration.ofMinutes(10)));

    bench.answer(busy);
    bench.pass(Duration.ofMinutes(9));
    assertNothingMore();
    bench.pass(Duration.ofMinutes(1).plus(TICK));

    assertThat(onlyDue().getAttempt()).isEqualTo(1);
    assertNothingMore();
  }

  @Test
  void shouldTellByPhoneBesideTheOthersWhereThereIsAGateway() {
    bench.close();
    bench =
        new Bench(
            Map.of(
                "notifier.sms.provider", "smpp",
                "notifier.sms.smpp.host", "smsc.example.com",
                "notifier.sms.smpp.system-id", "renewals",
                "notifier.sms.smpp.source", "10690000"));
    bench.give(Samples.contact().setPhone("+8613800138000").setEmail("wang@example.com").build());

    bench.tell(activated("R1"));

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactlyInAnyOrder("R1/1/ACTIVATED/EMAIL", "R1/1/ACTIVATED/SMS");
    assertNothingMore();
  }

  private NoticeDue handedOver() {
    bench.give(phoneOnly());
    bench.tell(activated("R1"));
    return onlyDue();
  }

  private void sent() {
    bench.answer(accepted(handedOver(), REFERENCE));
    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.SENT);
  }

  private void assertReceipt(ReceiptState state, @Nullable String reason) {
    NoticeReceipt receipt = onlyReceipt();
    assertThat(receipt.getState()).isEqualTo(state);
    assertThat(receipt.getReason()).isEqualTo(reason);
    assertThat(receipt.getNoticeId()).isEqualTo("R1/1/ACTIVATED/SMS");
    assertThat(receipt.getAttempt()).isEqualTo(1);
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

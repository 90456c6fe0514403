package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.contact;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** {@link Samples#NOW} is ten in the morning in the merchant's zone. */
class QuietHoursTopologyTest {

  /** From nine to eleven. */
  private static final QuietHours NOW_QUIET = new QuietHours("09:00", "11:00", null);

  private static final Instant END = Instant.parse("2026-03-02T03:00:00Z");
  private static final Duration TO_END = Duration.between(Samples.NOW, END);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldHoldWhatIsNotUrgentUntilItIsNoLongerQuiet() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(activated("R1"));

    NoticeReceipt held = onlyReceipt();
    assertThat(held.getState()).isEqualTo(ReceiptState.HELD);
    assertThat(held.getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
    assertThat(held.getAttempt()).isEqualTo(1);
    assertThat(held.getReason()).startsWith("QUIET_HOURS: ");
    bench.pass(TO_END.minus(TICK));
    assertNothingMore();

    bench.pass(TICK);
    NoticeDue due = onlyDue();
    assertThat(due.getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
    assertThat(due.getAttempt()).isEqualTo(1);
    assertThat(due.getSendBefore()).isEqualTo(Instant.parse("2026-03-03T01:00:00Z"));
  }

  @Test
  void shouldKeepTheWordsOfTheMomentAtWhichItWasHeld() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(activated("R1"));
    MerchantContact renamed = quiet(NOW_QUIET);
    renamed.setDisplayName("新名字");
    bench.give(renamed);

    bench.pass(TO_END);

    assertThat(onlyDue().getBody()).contains("老王小吃店").doesNotContain("新名字");
  }

  @Test
  void shouldSendWhatIsUrgentAtOnce() {
    bench.give(quiet(NOW_QUIET));

    bench.tell(update("R1", 2, UpdateKind.PAYMENT_FAILED).build());

    NoticeDue due = onlyDue();
    assertThat(due.getSendBefore()).isNull();
    assertThat(bench.receipts()).isEmpty();
  }

  @Test
  void shouldNeverSendWhatIsOvertakenWhileItIsHeld() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    bench.tell(activated("R1"));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/u3/EMAIL", ReceiptState.HELD),
            tuple("R1/u3/EMAIL", ReceiptState.SUPERSEDED),
            tuple("R1/1/ACTIVATED/EMAIL", ReceiptState.HELD));
    bench.pass(TO_END);
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldNotReleaseBeforeWhatMayOvertakeItHasBeenRead() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.watermark = END.minusSeconds(1);

    bench.pass(TO_END.plus(Duration.ofHours(1)));
    assertThat(bench.due()).isEmpty();

    bench.watermark = END;
    bench.pass(TICK);
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/u3/EMAIL");
  }

  @Test
  void shouldReleaseAfterARestart() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(activated("R1"));
    bench.receipts();

    bench.restart();
    bench.pass(TO_END);

    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldHoldARetryThatFallsIntoQuietHours() {
    bench.give(quiet(new QuietHours("10:01", "11:00", null)));
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.pass(Duration.ofSeconds(6));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.receipts();

    bench.pass(Duration.ofMinutes(6));

    NoticeReceipt held = onlyReceipt();
    assertThat(held.getState()).isEqualTo(ReceiptState.HELD);
    assertThat(held.getAttempt()).isEqualTo(2);
    bench.pass(TO_END);
    assertThat(onlyDue().getAttempt()).isEqualTo(3);
  }

  @Test
  void shouldNotHandOverAgainInQuietHoursButTakeALateAnswer() {
    bench.give(quiet(new QuietHours("10:01", "11:00", null)));
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();
    bench.pass(Duration.ofMinutes(12));
    assertNothingMore();

    bench.answer(result(due, SendOutcome.DELIVERED));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.DELIVERED);
    bench.pass(Duration.ofDays(1));
    assertNothingMore();
  }

  @Test
  void shouldHoldWhatSendersGiveBackAsItBecameQuiet() {
    bench.give(quiet(new QuietHours("10:01", "11:00", null)));
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();
    bench.pass(Duration.ofMinutes(2));
    bench.answer(result(due, SendOutcome.DEFERRED), bench.now());

    bench.pass(Duration.ofMinutes(2));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.HELD);
    bench.pass(TO_END);
    assertThat(onlyDue().getAttempt()).isEqualTo(1);
  }

  @Test
  void shouldHoldOnWhereQuietHoursWereMadeLonger() {
    bench.give(quiet(NOW_QUIET));
    bench.tell(activated("R1"));
    bench.receipts();
    bench.give(quiet(new QuietHours("09:00", "12:00", null)));

    bench.pass(TO_END);
    assertNothingMore();

    bench.pass(Duration.ofHours(1));
    assertThat(bench.due()).hasSize(1);
  }

  private static MerchantContact quiet(QuietHours hours) {
    MerchantContact contact = mailOnly();
    contact.setQuiet(hours);
    return contact;
  }

  @Test
  void shouldHoldAtTheEndOfItsDayInAZoneWhoseClocksChange() {
    bench.give(
        contact()
            .setZone("Europe/Berlin")
            .setEmail("wang@example.com")
            .setQuiet(new QuietHours("02:30", "04:00", null))
            .build());
    bench.pass(Duration.between(Samples.NOW, Instant.parse("2026-03-29T01:00:00Z")));
    bench.tell(activated("R1"));

    assertThat(onlyReceipt().getState()).isEqualTo(ReceiptState.HELD);
    bench.pass(Duration.ofHours(1).minus(TICK));
    assertNothingMore();
    bench.pass(TICK);
    assertThat(bench.due()).hasSize(1);
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

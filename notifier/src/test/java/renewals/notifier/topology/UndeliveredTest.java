package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.resend;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

class UndeliveredTest {

  private static final String NOTICE = "R1/1/ACTIVATED/EMAIL";
  private static final String LI = "li@example.com";

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldListWhatWasGivenUp() {
    giveUp();

    assertThat(listed())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.noticeId()).isEqualTo(NOTICE);
              assertThat(entry.receipt().orElseThrow().getState())
                  .isEqualTo(ReceiptState.UNDELIVERABLE);
              assertThat(entry.receipt().orElseThrow().getReason()).startsWith("HTTP_500: ");
            });
  }

  @Test
  void shouldListWhatHadNoAddress() {
    bench.tell(activated("R1"));
    bench.pass(Duration.ofDays(4));

    assertThat(listed()).extracting(Entry::noticeId).containsExactly("R1/1/ACTIVATED/TERMINAL");
  }

  @Test
  void shouldSendAgainUnderTheSameIdWithTheSameWordsAndNameWhoAsked() {
    NoticeDue first = giveUp();

    bench.answer(resend(NOTICE, LI));

    NoticeDue again = onlyDue();
    assertThat(again.getNoticeId()).isEqualTo(NOTICE);
    assertThat(again.getAttempt()).isEqualTo(2);
    assertThat(again.getBody()).isEqualTo(first.getBody());
    bench.answer(result(again, SendOutcome.DELIVERED));
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState, NoticeReceipt::getAttempt, NoticeReceipt::getActor)
        .containsExactly(
            tuple(ReceiptState.UNDELIVERABLE, 1, null), tuple(ReceiptState.DELIVERED, 2, LI));
  }

  @Test
  void shouldTakeOffTheListWhatAResendDelivered() {
    giveUp();
    listed();
    bench.answer(resend(NOTICE, LI));
    assertThat(listed()).as("not before it is delivered").isEmpty();

    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));

    assertThat(listed()).containsExactly(new Entry(NOTICE, Optional.empty()));
    bench.pass(Duration.ofDays(91));
    assertThat(listed()).isEmpty();
  }

  @Test
  void shouldStayOnTheListWhereTheResendFailsToo() {
    giveUp();
    bench.answer(resend(NOTICE, LI));
    bench.answer(result(onlyDue(), SendOutcome.REFUSED));

    assertThat(listed()).hasSize(2).allMatch(entry -> entry.receipt().isPresent());
    bench.answer(resend(NOTICE, LI));
    assertThat(onlyDue().getAttempt()).isEqualTo(3);
  }

  @Test
  void shouldForgetAfterNinetyDays() {
    giveUp();
    listed();

    bench.pass(Duration.ofDays(90).minusSeconds(1));
    assertThat(listed()).isEmpty();
    bench.pass(Duration.ofSeconds(1));

    assertThat(listed()).containsExactly(new Entry(NOTICE, Optional.empty()));
    bench.answer(resend(NOTICE, LI));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldResendAfterARestart() {
    giveUp();
    bench.restart();

    bench.answer(resend(NOTICE, LI));

    assertThat(onlyDue().getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldTryAtOnceWhatWaitsForAnotherTry() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));

    bench.answer(resend(NOTICE, LI));

    assertThat(onlyDue().getAttempt()).isEqualTo(2);
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.due()).as("the try that was planned is this one").isEmpty();
  }

  @Test
  void shouldLeaveAloneWhatIsUnderWayDeliveredOrUnknown() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();

    bench.answer(resend(NOTICE, LI));
    bench.answer(result(due, SendOutcome.DELIVERED));
    bench.answer(resend(NOTICE, LI));
    bench.answer(resend("R9/u1/EMAIL", LI));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(3);
  }

  @Test
  void shouldNotSendTwiceWhatIsAskedForAgainWhileItIsUnderWayAgain() {
    giveUp();
    bench.answer(resend(NOTICE, LI));
    NoticeDue again = onlyDue();

    bench.answer(resend(NOTICE, LI));

    assertThat(bench.due()).isEmpty();
    bench.answer(result(again, SendOutcome.DELIVERED));
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
  }

  @Test
  void shouldNotResendInQuietHoursEither() {
    giveUp();
    MerchantContact quiet = mailOnly();
    quiet.setQuiet(new QuietHours("09:00", "11:00", null));
    bench.give(quiet);
    bench.receipts();

    bench.answer(resend(NOTICE, LI));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState, NoticeReceipt::getActor)
        .containsExactly(tuple(ReceiptState.HELD, LI));
    bench.pass(Duration.ofHours(1));
    assertThat(onlyDue().getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldSendNothingOfOneMerchantToAnother() {
    giveUp();
    MerchantContact other = mailOnly();
    other.setMerchantId("M-2");
    other.setEmail("other@example.com");
    bench.give(other);
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());
    bench.answer(result(onlyDue(), SendOutcome.FAILED));

    bench.answer(ofAnother(resend(NOTICE, LI)));
    bench.answer(ofAnother(resend("R2/u3/EMAIL", LI)));

    assertThat(bench.due()).isEmpty();
  }

  private static NoticeResult ofAnother(NoticeResult wish) {
    wish.setMerchantId("M-2");
    return wish;
  }

  @Test
  void shouldRefuseAWishThatNamesNobody() {
    NoticeResult nobody = resend(NOTICE, LI);
    nobody.setActor(null);

    bench.answer(nobody);

    assertThat(bench.records(Topics.DEAD_LETTERS)).hasSize(1);
  }

  @Test
  void shouldNotComposeWhatHadNoAddressWhenItIsAskedFor() {
    MerchantContact contact = mailOnly();
    contact.setPreferences(java.util.Map.of("DELAYED", List.of(renewals.v1.NoticeChannel.SMS)));
    bench.give(contact);
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.give(Samples.phoneOnly());
    bench.due();

    bench.answer(resend("R1/u3/SMS", LI));

    assertThat(bench.due()).isEmpty();
  }

  private record Entry(String noticeId, Optional<NoticeReceipt> receipt) {}

  private List<Entry> listed() {
    WireReader<NoticeReceipt> reader = new WireReader<>(bench.registry, new NoticeReceipt());
    return bench.records(Topics.UNDELIVERED_NOTICES).stream()
        .map(
            record ->
                new Entry(
                    new String(record.key(), StandardCharsets.UTF_8),
                    Optional.ofNullable(record.value()).map(reader::read)))
        .toList();
  }

  private NoticeDue giveUp() {
    bench.give(mailOnly());
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();
    bench.answer(result(due, SendOutcome.REFUSED));
    return due;
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }
}

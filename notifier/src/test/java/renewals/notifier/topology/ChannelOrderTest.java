package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.accepted;
import static renewals.notifier.Samples.contact;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.report;
import static renewals.notifier.Samples.resend;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

class ChannelOrderTest {

  private static final Duration WAIT = Duration.ofMinutes(15);
  private static final List<NoticeChannel> SMS_MAIL_HOOK =
      List.of(NoticeChannel.SMS, NoticeChannel.EMAIL, NoticeChannel.WEBHOOK);

  private final Bench bench =
      new Bench(
          Map.of(
              "notifier.channels.LAPSED", "email,webhook",
              "notifier.sms.provider", "smpp",
              "notifier.sms.smpp.host", "127.0.0.1",
              "notifier.sms.smpp.system-id", "renewals",
              "notifier.sms.smpp.password", "secret",
              "notifier.sms.smpp.source", "10690000"));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTryTheNextOnlyOnceTheOneBeforeIsUndeliverable() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    NoticeDue sms = onlyDue(NoticeChannel.SMS);

    bench.answer(result(sms, SendOutcome.REFUSED));

    NoticeDue mail = onlyDue(NoticeChannel.EMAIL);
    assertThat(mail.getNoticeId()).isEqualTo("R1/u3/EMAIL");
    bench.answer(result(mail, SendOutcome.REFUSED));
    bench.answer(result(onlyDue(NoticeChannel.WEBHOOK), SendOutcome.DELIVERED));
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/u3/SMS", ReceiptState.UNDELIVERABLE),
            tuple("R1/u3/EMAIL", ReceiptState.UNDELIVERABLE),
            tuple("R1/u3/WEBHOOK", ReceiptState.DELIVERED));
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
  }

  @Test
  void shouldTryNoOtherOnceOneHasDelivered() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    bench.answer(result(onlyDue(NoticeChannel.SMS), SendOutcome.DELIVERED));

    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
    bench.pass(Duration.ofDays(5));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldTryTheNextAfterTheWaitWithoutAReport() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(accepted(onlyDue(NoticeChannel.SMS), "smpp/renewals/1"));

    bench.pass(WAIT.minusSeconds(1));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofSeconds(1));

    NoticeDue mail = onlyDue(NoticeChannel.EMAIL);
    bench.answer(result(mail, SendOutcome.DELIVERED));
    bench.pass(WAIT);
    assertThat(bench.due()).as("one has reached him").isEmpty();
  }

  @Test
  void shouldGiveEachItsOwnWait() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(accepted(onlyDue(NoticeChannel.SMS), "smpp/renewals/1"));
    bench.pass(WAIT);
    bench.answer(result(onlyDue(NoticeChannel.EMAIL), SendOutcome.FAILED));

    bench.pass(WAIT);

    assertThat(bench.due()).extracting(NoticeDue::getChannel).contains(NoticeChannel.WEBHOOK);
  }

  @Test
  void shouldGoByTheFirstTwoAtOnceWhereItIsUrgent() {
    bench.give(everywhere(Map.of("PAYMENT_FAILED", SMS_MAIL_HOOK)));

    bench.tell(update("R1", 3, UpdateKind.PAYMENT_FAILED).build());

    List<NoticeDue> both = bench.due();
    assertThat(both)
        .extracting(NoticeDue::getChannel)
        .containsExactly(NoticeChannel.SMS, NoticeChannel.EMAIL);
    bench.answer(result(both.get(0), SendOutcome.REFUSED));
    assertThat(bench.due()).as("the mail may still arrive").isEmpty();
    bench.answer(result(both.get(1), SendOutcome.REFUSED));
    onlyDue(NoticeChannel.WEBHOOK);
  }

  @Test
  void shouldGoByThePlatformsOrderWhereTheMerchantHasNone() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));

    bench.tell(update("R1", 3, UpdateKind.LAPSED).build());

    onlyDue(NoticeChannel.EMAIL);
  }

  @Test
  void shouldTellNobodyWhatHeDoesNotWantToBeTold() {
    bench.give(everywhere(Map.of("DELAYED", List.of())));

    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
    assertThat(bench.counts.of(Counts.Event.UNWANTED)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void shouldPutOnTheListWhatNoChannelOfHisOrderCanReach() {
    MerchantContact contact = mailOnly();
    contact.setPreferences(Map.of("DELAYED", List.of(NoticeChannel.SMS)));
    bench.give(contact);

    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(
            tuple(
                "R1/u3/SMS",
                ReceiptState.UNDELIVERABLE,
                "NO_ADDRESS: the merchant has no address to be told at"));
  }

  @Test
  void shouldDropTheOthersOfWhatIsOvertaken() {
    MerchantContact contact = everywhere(Map.of("DELAYED", SMS_MAIL_HOOK));
    contact.setQuiet(new QuietHours("09:00", "11:00", null));
    bench.give(contact);
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    bench.tell(update("R1", 4, UpdateKind.REJECTED).build());

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/u3/SMS", ReceiptState.HELD), tuple("R1/u3/SMS", ReceiptState.SUPERSEDED));
    bench.due();
    bench.pass(Duration.ofDays(1));
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .allMatch(id -> id.startsWith("R1/u4/"));
  }

  @Test
  void shouldWaitForTheNextFromTheEndOfQuietHours() {
    MerchantContact contact = everywhere(Map.of("DELAYED", SMS_MAIL_HOOK));
    contact.setQuiet(new QuietHours("09:00", "11:00", null));
    bench.give(contact);
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());

    bench.pass(Duration.ofHours(1));

    bench.answer(accepted(onlyDue(NoticeChannel.SMS), "smpp/renewals/1"));
    bench.pass(WAIT.minusSeconds(1));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofSeconds(1));
    onlyDue(NoticeChannel.EMAIL);
  }

  @Test
  void shouldTryNoOtherWhereTheReportComesInQuietHours() {
    MerchantContact contact = everywhere(Map.of("DELAYED", SMS_MAIL_HOOK));
    contact.setQuiet(new QuietHours("10:05", "12:00", null));
    bench.give(contact);
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    NoticeDue sms = onlyDue(NoticeChannel.SMS);
    bench.answer(accepted(sms, "smpp/renewals/1"));
    bench.pass(WAIT.multipliedBy(2));

    bench.report(report("smpp/renewals/1", SendOutcome.DELIVERED));
    bench.pass(Duration.ofHours(3));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
  }

  @Test
  void shouldTryNoOtherOnceAnAskedForTryHasDelivered() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(result(onlyDue(NoticeChannel.SMS), SendOutcome.FAILED));

    bench.answer(resend("R1/u3/SMS", "Li"));
    bench.answer(result(onlyDue(NoticeChannel.SMS), SendOutcome.DELIVERED));

    bench.pass(WAIT.multipliedBy(3));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOverARestart() {
    bench.give(everywhere(Map.of("DELAYED", SMS_MAIL_HOOK)));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    NoticeDue sms = onlyDue(NoticeChannel.SMS);

    bench.restart();
    bench.answer(result(sms, SendOutcome.REFUSED));

    onlyDue(NoticeChannel.EMAIL);
  }

  private static MerchantContact everywhere(Map<String, List<NoticeChannel>> preferences) {
    return contact()
        .setPhone("+8613800138000")
        .setEmail("wang@example.com")
        .setWebhookUrl("https://hooks.example.com/renewals")
        .setWebhookSecretRef("wang")
        .setPreferences(preferences)
        .build();
  }

  private NoticeDue onlyDue(NoticeChannel channel) {
    List<NoticeDue> due = bench.due();
    assertThat(due).extracting(NoticeDue::getChannel).containsExactly(channel);
    return due.getFirst();
  }
}

package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailAndWebhook;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** {@link Samples#NOW} is ten in the morning in the merchant's zone; his digest is at noon. */
class DigestTest {

  private static final Duration TO_NOON =
      Duration.between(Samples.NOW, Instant.parse("2026-03-02T04:00:00Z"));
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellInOneNoticeADayWhatIsNotUrgent() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());
    bench.pass(TO_NOON.minus(TICK));
    assertNothingMore();

    bench.pass(TICK);

    NoticeDue digest = onlyDue();
    assertThat(digest.getNoticeId()).isEqualTo("digest/M-1001/2026-03-02/EMAIL");
    assertThat(digest.getKind()).isEqualTo("DIGEST");
    assertThat(digest.getSubject()).isEqualTo("2 条续费消息");
    assertThat(digest.getBody()).contains("· 尾号4146流量卡").contains("老王小吃店");
    bench.answer(result(digest, SendOutcome.DELIVERED));
    NoticeReceipt receipt = bench.receipts().getFirst();
    assertThat(receipt.getCause()).isEqualTo("digest/M-1001/2026-03-02");
    assertThat(receipt.getState()).isEqualTo(ReceiptState.DELIVERED);
    bench.pass(Duration.ofDays(3));
    assertNothingMore();
  }

  @Test
  void shouldNameEveryCauseToAMachine() throws Exception {
    bench.give(atNoon(mailAndWebhook()));
    bench.tell(activated("R1"));
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());
    bench.pass(TO_NOON);

    NoticeDue hook =
        bench.due().stream()
            .filter(due -> due.getChannel() == NoticeChannel.WEBHOOK)
            .findFirst()
            .orElseThrow();
    JsonNode payload = new ObjectMapper().readTree(hook.getBody());
    assertThat(payload.path("type").asText()).isEqualTo("renewal.digest");
    assertThat(payload.at("/data/told"))
        .extracting(told -> told.path("cause").asText(), told -> told.path("kind").asText())
        .containsExactly(tuple("R1/1/ACTIVATED", "ACTIVATED"), tuple("R2/u3", "DELAYED"));
  }

  @Test
  void shouldTellASingleOneAsIfThereWereNoDigest() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));

    bench.pass(TO_NOON);

    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldTellWhatIsUrgentAtOnce() {
    bench.give(atNoon(mailOnly()));

    bench.tell(update("R1", 2, UpdateKind.REJECTED).build());

    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/u2/EMAIL");
  }

  @Test
  void shouldLeaveOutWhatIsOvertakenBeforeTheDigest() {
    bench.give(atNoon(mailOnly()));
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());

    bench.tell(activated("R1"));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(tuple("R1/u3/EMAIL", ReceiptState.SUPERSEDED));
    bench.pass(TO_NOON);
    assertThat(onlyDue().getSubject()).isEqualTo("2 条续费消息");
  }

  @Test
  void shouldTellACauseOnceHoweverOftenItComes() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));
    bench.restart();
    bench.tell(activated("R2"));

    bench.pass(TO_NOON);
    bench.tell(activated("R1"));

    assertThat(onlyDue().getSubject()).isEqualTo("2 条续费消息");
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(3);
  }

  @Test
  void shouldMakeTheNextDigestTheDayAfter() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));
    bench.pass(TO_NOON);
    bench.due();
    bench.tell(activated("R3"));
    bench.tell(activated("R4"));

    bench.pass(Duration.ofDays(1).minus(TICK));
    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).doesNotContain("R3", "R4");
    bench.pass(TICK);

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .contains("digest/M-1001/2026-03-03/EMAIL");
  }

  @Test
  void shouldMakeNoSecondDigestOfADayWhereItsTimeIsMovedOn() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));
    bench.pass(TO_NOON);
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.give(at("13:00"));
    bench.tell(activated("R3"));
    bench.tell(activated("R4"));

    bench.pass(Duration.ofHours(2));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofHours(23));

    assertThat(onlyDue().getNoticeId()).isEqualTo("digest/M-1001/2026-03-03/EMAIL");
  }

  @Test
  void shouldTellEachAtOnceWhereHeWantsNoDigestAnyMore() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));

    bench.give(mailOnly());
    bench.pass(TICK);

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/EMAIL", "R2/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldWaitForAnAddressWhereTheContactWasTakenBack() {
    bench.give(atNoon(mailOnly()));
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));
    bench.takeBackContact(Samples.MERCHANT);
    bench.pass(TO_NOON);
    assertNothingMore();

    bench.give(mailOnly());

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactlyInAnyOrder("R1/1/ACTIVATED/EMAIL", "R2/1/ACTIVATED/EMAIL");
  }

  @Test
  void shouldHoldADigestThatFallsIntoQuietHours() {
    MerchantContact contact = atNoon(mailOnly());
    contact.setQuiet(new QuietHours("11:30", "13:00", null));
    bench.give(contact);
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));

    bench.pass(TO_NOON);
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.HELD);
    bench.pass(Duration.ofHours(1));

    assertThat(onlyDue().getNoticeId()).isEqualTo("digest/M-1001/2026-03-02/EMAIL");
  }

  @Test
  void shouldGoByTheOrderThatAllItsCausesShareAndElseByAllAtOnce() {
    MerchantContact contact = atNoon(mailAndWebhook());
    contact.setPreferences(
        Map.of("ACTIVATED", List.of(NoticeChannel.EMAIL), "DELAYED", List.of(NoticeChannel.EMAIL)));
    bench.give(contact);
    bench.tell(activated("R1"));
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());
    bench.pass(TO_NOON);
    assertThat(bench.due()).extracting(NoticeDue::getChannel).containsExactly(NoticeChannel.EMAIL);
    bench.tell(activated("R3"));
    bench.tell(update("R4", 3, UpdateKind.LAPSED).build());

    bench.pass(Duration.ofDays(1));

    assertThat(bench.due())
        .filteredOn(due -> due.getNoticeId().startsWith("digest/M-1001/2026-03-03/"))
        .extracting(NoticeDue::getChannel)
        .containsExactlyInAnyOrder(NoticeChannel.EMAIL, NoticeChannel.WEBHOOK);
  }

  @Test
  void shouldTellAtOnceWhatNoLongerFits() {
    bench.give(atNoon(mailAndWebhook()));
    for (int i = 0; i < 260; i++) {
      bench.tell(activated("R" + "x".repeat(58) + i));
    }
    assertThat(bench.due()).hasSize(20);

    bench.pass(TO_NOON);

    for (NoticeDue digest : bench.due()) {
      assertThat(digest.getBody().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
          .isLessThan(110 * 1024);
    }
  }

  private static MerchantContact atNoon(MerchantContact contact) {
    contact.setDigest("12:00");
    return contact;
  }

  private static MerchantContact at(String time) {
    MerchantContact contact = mailOnly();
    contact.setDigest(time);
    return contact;
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private void assertNothingMore() {
    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
  }
}

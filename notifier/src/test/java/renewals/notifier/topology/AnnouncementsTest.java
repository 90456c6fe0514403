package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.contact;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.v1.AnnouncementKind;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.RenewalUpdate;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateAnnouncement;
import renewals.v1.UpdateKind;

/** {@link Samples#NOW} is ten in the morning in the merchant's zone, Asia/Shanghai. */
class AnnouncementsTest {

  private static final Instant EFFECTIVE = Instant.parse("2026-04-30T16:00:00Z");

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellInChineseWhatIsAnnounced() {
    bench.give(mailOnly());

    bench.tell(announced(AnnouncementKind.FEES));

    NoticeDue due = onlyDue();
    assertThat(due.getNoticeId()).isEqualTo("A1/3/M-1001/EMAIL");
    assertThat(due.getKind()).isEqualTo("ANNOUNCEMENT");
    assertThat(due.getSubject()).isEqualTo("资费调整");
    assertThat(due.getBody())
        .contains("自 5 月 1 日起每月 55 元。", "生效时间：", "详情：https://example.com/fees")
        .doesNotContain("Fees", "续费：", "流量卡：");
  }

  @Test
  void shouldTellInEnglishWhoeverReadsEnglish() {
    MerchantContact english = mailOnly();
    english.setLocale("en");
    bench.give(english);

    bench.tell(announced(AnnouncementKind.FEES));

    NoticeDue due = onlyDue();
    assertThat(due.getSubject()).isEqualTo("Fees change");
    assertThat(due.getBody())
        .contains("CNY 55 a month from 1 May.", "Applies from 2026-05-01", "More: https://");
  }

  @Test
  void shouldLeadNobodyToWhatIsNotHttps() {
    bench.give(mailOnly());
    RenewalUpdate update = announced(AnnouncementKind.FEES);
    update.getAnnouncement().setLink("http://example.com/fees");

    bench.tell(update);

    assertThat(onlyDue().getBody()).doesNotContain("http");
  }

  @Test
  void shouldTellTheSameAnnouncementOnce() {
    bench.give(mailOnly());
    bench.tell(announced(AnnouncementKind.FEES));
    bench.tell(announced(AnnouncementKind.FEES));

    assertThat(bench.due()).hasSize(1);
  }

  @Test
  void shouldGiveAMachineBothLanguages() throws Exception {
    MerchantContact hook = contact().build();
    hook.setPhone(null);
    hook.setEmail(null);
    hook.setWebhookUrl("https://shop.example.com/hooks");
    bench.give(hook);

    bench.tell(announced(AnnouncementKind.TERMS));

    JsonNode payload = new ObjectMapper().readTree(onlyDue().getBody());
    assertThat(payload.path("type").asText()).isEqualTo("renewal.announcement");
    JsonNode announcement = payload.at("/data/announcement");
    assertThat(announcement.path("announcementId").asText()).isEqualTo("A1");
    assertThat(announcement.path("revision").asLong()).isEqualTo(3);
    assertThat(announcement.path("kind").asText()).isEqualTo("TERMS");
    assertThat(announcement.path("titleZh").asText()).isEqualTo("资费调整");
    assertThat(announcement.path("titleEn").asText()).isEqualTo("Fees change");
    assertThat(announcement.path("effectiveAt").asText()).isEqualTo(EFFECTIVE.toString());
    assertThat(payload.path("data").has("renewalId")).isFalse();
  }

  @Test
  void shouldTellACampaignByDayOnly() {
    bench.give(mailOnly());
    bench.pass(Duration.ofHours(12));
    bench.tell(announced(AnnouncementKind.CAMPAIGN));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.HELD);
    bench.pass(Duration.ofHours(10).minusSeconds(1));
    assertThat(bench.due()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    NoticeDue due = onlyDue();
    assertThat(due.getKind()).isEqualTo("CAMPAIGN");
    assertThat(due.getSendBefore()).isEqualTo(Instant.parse("2026-03-03T14:00:00Z"));
  }

  @Test
  void shouldTellACampaignInTheMorningWhereTheNightEndsInQuietHours() {
    MerchantContact contact = mailOnly();
    contact.setQuiet(new QuietHours("07:00", "09:30", null));
    bench.give(contact);
    bench.pass(Duration.ofHours(12));

    bench.tell(announced(AnnouncementKind.CAMPAIGN));
    bench.pass(Duration.ofHours(11).plusMinutes(30).minusSeconds(1));
    assertThat(bench.due()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.due()).hasSize(1);
  }

  @Test
  void shouldTellOtherNewsAtNightToo() {
    bench.give(mailOnly());
    bench.pass(Duration.ofHours(13));

    bench.tell(announced(AnnouncementKind.CHANNEL));

    assertThat(bench.due()).hasSize(1);
  }

  @Test
  void shouldTellNoCampaignToOneWhoRefusesThem() {
    MerchantContact contact = mailOnly();
    contact.setPreferences(Map.of("CAMPAIGN", List.of()));
    bench.give(contact);

    bench.tell(announced(AnnouncementKind.CAMPAIGN));
    assertThat(bench.due()).isEmpty();

    bench.tell(another(AnnouncementKind.FEES));
    assertThat(onlyDue().getKind()).isEqualTo("ANNOUNCEMENT");
  }

  @Test
  void shouldTellInADigestWhatIsAnnounced() {
    MerchantContact contact = mailOnly();
    contact.setDigest("12:00");
    bench.give(contact);
    bench.tell(announced(AnnouncementKind.CAMPAIGN));
    bench.tell(another(AnnouncementKind.FEES));
    assertThat(bench.due()).isEmpty();

    bench.pass(Duration.ofHours(2));

    NoticeDue digest = onlyDue();
    assertThat(digest.getKind()).isEqualTo("DIGEST");
    assertThat(digest.getBody()).contains("· 资费调整");
  }

  @Test
  void shouldTellACampaignAloneWhereTheDigestComesAtNight() {
    MerchantContact contact = mailOnly();
    contact.setDigest("06:00");
    bench.give(contact);
    bench.tell(announced(AnnouncementKind.CAMPAIGN));
    bench.tell(another(AnnouncementKind.FEES));

    bench.pass(Duration.ofHours(20));
    NoticeDue fees = onlyDue();
    assertThat(fees.getKind()).isEqualTo("ANNOUNCEMENT");
    bench.answer(result(fees, SendOutcome.DELIVERED));

    bench.pass(Duration.ofHours(2));
    assertThat(onlyDue().getKind()).isEqualTo("CAMPAIGN");
  }

  @Test
  void shouldTellNobodyOnceItHasEnded() {
    RenewalUpdate update = announced(AnnouncementKind.FEES);
    update.getAnnouncement().setEndsAt(Samples.NOW.plus(Duration.ofMinutes(5)));
    bench.tell(update);
    bench.pass(Duration.ofMinutes(5));

    bench.give(mailOnly());

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
    assertThat(bench.meters.get("renewals.notifier.events").tag("event", "over").counter().count())
        .isEqualTo(1);
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private static RenewalUpdate another(AnnouncementKind kind) {
    RenewalUpdate update = announced(kind);
    update.setUpdateId("A2/0/" + Samples.MERCHANT);
    update.getAnnouncement().setAnnouncementId("A2");
    return update;
  }

  private static RenewalUpdate announced(AnnouncementKind kind) {
    return RenewalUpdate.newBuilder()
        .setUpdateId("A1/3/" + Samples.MERCHANT)
        .setKind(UpdateKind.ANNOUNCEMENT)
        .setMerchantId(Samples.MERCHANT)
        .setOccurredAt(Samples.NOW)
        .setAnnouncement(
            UpdateAnnouncement.newBuilder()
                .setAnnouncementId("A1")
                .setRevision(3)
                .setKind(kind)
                .setTitleZh("资费调整")
                .setTextZh("自 5 月 1 日起每月 55 元。")
                .setTitleEn("Fees change")
                .setTextEn("CNY 55 a month from 1 May.")
                .setLink("https://example.com/fees")
                .setEffectiveAt(EFFECTIVE)
                .build())
        .build();
  }
}

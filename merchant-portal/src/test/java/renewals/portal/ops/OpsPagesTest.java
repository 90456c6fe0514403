package renewals.portal.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.portal.config.OpsSettings;
import renewals.portal.ops.OpsFigures.ProcessingTime;
import renewals.portal.ops.OpsFigures.Promised;
import renewals.portal.ops.OpsFigures.StuckMoney;
import renewals.schemas.Topics;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDueJson;
import renewals.schemas.wire.WireWriter;
import renewals.testing.KnownSchemas;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

class OpsPagesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final KnownSchemas registry = new KnownSchemas();
  private final DeadLetterCounts dead = new DeadLetterCounts(CLOCK);
  private final UndeliveredNotices notices = new UndeliveredNotices(registry, CLOCK);
  private final UnknownPayments unknown = new UnknownPayments();

  private static final OpsFigures FIGURES =
      new OpsFigures(
          "4 of 4 partitions, from 2 instances",
          true,
          Map.of("USABLE", 1200L),
          List.of(new StuckMoney("CNY", 1_234_500, 5000)),
          NOW,
          List.of(
              new ProcessingTime(
                  "cmcc · app", "paid → decided", Duration.ofMinutes(40), Duration.ofHours(5), 412),
              new ProcessingTime("cmcc · bank", "paid → decided", null, null, 3)),
          List.of(
              new Promised("cmcc · app", "carrier and channel", 70, 30),
              new Promised("cucc · app", "default", 19, 1)),
          List.of(new OpsFigures.Lost(NOW, "renewal-payments-3 offsets 100 to 249")));

  private static final OpsFigures NOTHING =
      new OpsFigures(
          "3 of 4 partitions, from 1 instance; no answer from 10.0.0.2:8080",
          false,
          Map.of("USABLE", 0L),
          List.of(),
          NOW,
          List.of(),
          List.of(),
          List.of());

  @Test
  void shouldSayWhatRetentionTookAwayUnread() throws Exception {
    assertThat(page(FIGURES, Optional.empty()).body())
        .contains("Retention took away what had not been read")
        .contains("renewal-payments-3 offsets 100 to 249, noticed at 2026-11-23 12:30");
  }

  @Test
  void shouldShowTheRunbookBehindItsToken() throws Exception {
    String secret = "t".repeat(32);

    assertThat(get("/ops/runbook", FIGURES, Optional.empty()).body())
        .contains("<section class=\"panel\" id=\"stuckmoney\">", "<h2>StuckMoney</h2>");
    assertThat(get("/ops/runbook", FIGURES, Optional.of(secret)).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> page(OpsFigures figures, Optional<String> token, String... headers)
      throws Exception {
    return get("/ops", figures, token, headers);
  }

  private HttpResponse<String> get(
      String path, OpsFigures figures, Optional<String> token, String... headers) throws Exception {
    OpsPages pages =
        new OpsPages(
            () -> figures,
            dead,
            notices,
            unknown,
            new SearchPages(
                new ListedLookup(),
                new RecentRenewals(registry, CLOCK),
                notices,
                ZoneId.of("Asia/Shanghai"),
                CLOCK),
            token,
            ZoneId.of("Asia/Shanghai"),
            CLOCK);
    try (ServiceHttp server = ServiceHttp.startBare("127.0.0.1", 0, pages::routes);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private void die(String reason, Duration ago) {
    die(reason, ago, null);
  }

  private void die(String reason, Duration ago, String id) {
    RecordHeaders headers = new RecordHeaders();
    if (id != null) {
      headers.add("dl-id", id.getBytes(StandardCharsets.UTF_8));
    }
    headers.add("dl-reason", reason.getBytes(StandardCharsets.UTF_8));
    dead.take(
        new ConsumerRecord<>(
            Topics.DEAD_LETTERS.name(),
            0,
            0,
            NOW.minus(ago).toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            null,
            headers,
            Optional.empty()));
  }

  private void receive(String noticeId, ReceiptState state, Duration ago) {
    NoticeReceipt receipt =
        NoticeReceipt.newBuilder()
            .setNoticeId(noticeId)
            .setCause("R-1/1/ACTIVATED")
            .setMerchantId("M-1")
            .setRenewalId("R-1")
            .setChannel(NoticeChannel.WEBHOOK)
            .setState(state)
            .setAttempt(7)
            .setAt(NOW.minus(ago))
            .setReason("410 <gone>")
            .build();
    byte[] value =
        WireWriter.of(registry, Topics.NOTICE_RECEIPTS, new NoticeReceipt()).write(receipt);
    notices.take(new ConsumerRecord<>(Topics.NOTICE_RECEIPTS.name(), 0, 0, null, value));
  }

  @Test
  void shouldShowWhatNoAnswerOfAChannelTellsUntilItIsMarked() throws Exception {
    ReconcileDue due =
        new ReconcileDue(
            "R-1",
            "wechat-app",
            ReconcileDue.State.UNKNOWN,
            NOW,
            0,
            NOW,
            NOW,
            "some <went> back",
            null);
    byte[] key = "R-1".getBytes(StandardCharsets.UTF_8);
    String topic = Topics.RECONCILE_DUE.name();
    unknown.take(new ConsumerRecord<>(topic, 0, 0, key, ReconcileDueJson.write(due)));
    assertThat(page(FIGURES, Optional.empty()).body())
        .contains("R-1</a></td><td>wechat-app</td><td>some &lt;went&gt; back</td>");

    unknown.take(new ConsumerRecord<>(topic, 0, 1, key, null));

    assertThat(page(FIGURES, Optional.empty()).body()).doesNotContain("wechat-app");
  }

  @Test
  void shouldShowRenewalsAndMoneyOfAllInstances() throws Exception {
    String page = page(FIGURES, Optional.empty()).body();

    assertThat(page)
        .contains("Renewals by state: USABLE 1200")
        .contains("CNY 12345.00")
        .contains("class=\"scope hint\">Renewals and money: 4 of 4 partitions, from 2 instances");
  }

  @Test
  void shouldSayWhatIsNotCounted() throws Exception {
    String page = page(NOTHING, Optional.empty()).body();

    assertThat(page)
        .contains("class=\"scope missed\">Renewals and money: 3 of 4 partitions")
        .contains("no answer from 10.0.0.2:8080")
        .contains("None observed.")
        .contains("None has come due.");
  }

  @Test
  void shouldShowHowLongStepsTake() throws Exception {
    String page = page(FIGURES, Optional.empty()).body();

    assertThat(page).contains("40 min").contains("5 h").contains(">412<").contains("not reached");
  }

  @Test
  void shouldShowHowOftenPromisesHeldAndMarkThoseTooFew() throws Exception {
    String page = page(FIGURES, Optional.empty()).body();

    assertThat(page)
        .contains("Promises that held: 89 of 120, 74.2 %; promised are 90 %")
        .contains("class=\"count missed\">70.0 %<")
        .contains("class=\"count held\">95.0 %<");
  }

  @Test
  void shouldCountDeadLettersOfTheLastDayByReason() throws Exception {
    die("MISMATCH", Duration.ofHours(1));
    die("MISMATCH", Duration.ofHours(2));
    die("UNREADABLE", Duration.ZERO);
    die("INVALID", Duration.ofHours(25));

    assertThat(dead.byReason()).isEqualTo(Map.of("MISMATCH", 2L, "UNREADABLE", 1L));
    assertThat(dead.byHour()).hasSize(24);
    assertThat(page(FIGURES, Optional.empty()).body())
        .contains("Dead letters by hour, last 24 hours: 3 in all, at most 1 an hour");
  }

  @Test
  void shouldCountSeveralLettersOfOneRecordOnce() {
    die("MISMATCH", Duration.ofHours(2), "topicId/0/7");
    die("MISMATCH", Duration.ofHours(1), "topicId/0/7");
    die("MISMATCH", Duration.ofHours(1), "anotherTopicId/0/7");

    assertThat(dead.byReason()).isEqualTo(Map.of("MISMATCH", 2L));
  }

  @Test
  void shouldListNoticesThatWereGivenUpInTheLastDay() throws Exception {
    receive("a", ReceiptState.UNDELIVERABLE, Duration.ofHours(2));
    receive("b", ReceiptState.RETRYING, Duration.ofHours(1));
    receive("c", ReceiptState.DELIVERED, Duration.ofHours(1));
    receive("d", ReceiptState.UNDELIVERABLE, Duration.ofHours(30));

    assertThat(notices.latest()).extracting("noticeId").containsExactly("a");
    assertThat(page(FIGURES, Optional.empty()).body()).contains("410 &lt;gone&gt;");
  }

  @Test
  void shouldTakeOffTheListWhatAResendDelivered() {
    receive("a", ReceiptState.UNDELIVERABLE, Duration.ofHours(2));
    receive("b", ReceiptState.UNDELIVERABLE, Duration.ofHours(2));

    receive("a", ReceiptState.DELIVERED, Duration.ofHours(1));

    assertThat(notices.latest()).extracting("noticeId").containsExactly("b");
  }

  @Test
  void shouldSayThatAReceiptCouldNotBeRead() throws Exception {
    notices.take(
        new ConsumerRecord<>(Topics.NOTICE_RECEIPTS.name(), 0, 0, null, new byte[] {1, 2}));

    assertThat(page(FIGURES, Optional.empty()).body()).contains("1 receipts could not be read");
  }

  @Test
  void shouldAskForTheToken() throws Exception {
    Optional<String> token = Optional.of("open sesame");
    String basic =
        Base64.getEncoder().encodeToString("ops:open sesame".getBytes(StandardCharsets.UTF_8));

    assertThat(page(FIGURES, token).statusCode()).isEqualTo(401);
    assertThat(page(FIGURES, token, "Authorization", "Basic %%%").statusCode()).isEqualTo(401);
    assertThat(page(FIGURES, token, "Authorization", "Bearer open").statusCode()).isEqualTo(401);
    assertThat(page(FIGURES, token, "Authorization", "Basic " + basic).statusCode()).isEqualTo(200);
    assertThat(page(FIGURES, token, "Authorization", "Bearer open sesame").statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldRefuseToBeOpenToTheWorldWithoutToken() {
    assertThatThrownBy(() -> OpsSettings.read(Settings.of(Map.of("ops.http.host", "0.0.0.0"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ops.http.token");
  }

  @Test
  void shouldRefuseATokenThatCanBeGuessed() {
    assertThatThrownBy(() -> OpsSettings.read(Settings.of(Map.of("ops.http.token", "sesame"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ops.http.token is 6 characters")
        .hasMessageNotContaining("sesame");
  }
}

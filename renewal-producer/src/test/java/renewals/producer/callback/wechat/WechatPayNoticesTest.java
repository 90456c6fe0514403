package renewals.producer.callback.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renewals.producer.callback.Notices.NOW;
import static renewals.producer.callback.Notices.PAID_AT;
import static renewals.producer.callback.Notices.PAYMENT;

import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.testing.channel.ChannelDouble.Request;

class WechatPayNoticesTest {

  private static final List<String> PROOF =
      List.of("Wechatpay-Serial", "Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce");
  private static final ChannelDouble.Wechat WECHAT =
      Notices.channel(ChannelDouble.Wechat.class, "wechat-pay");
  private static final CallbackChannel CHANNEL = Notices.configured(WECHAT);

  @Test
  void shouldTellAPayment() throws Exception {
    assertThat(Notices.facts(CHANNEL, WECHAT.paid(PAYMENT).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("SETTLED R1 4200001 CNY5000 of null at " + PAID_AT);
  }

  @Test
  void shouldTellARefundByItself() throws Exception {
    Refund refund = new Refund("5000001", 1200, 3000, NOW.minusSeconds(5));

    assertThat(Notices.facts(CHANNEL, WECHAT.refunded(PAYMENT, refund).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("REFUNDED R1 5000001 CNY1200 of 4200001 at " + NOW.minusSeconds(5));
  }

  @Test
  void shouldTellARevokedPaymentAsGivenBackAsAWhole() throws Exception {
    assertThat(Notices.facts(CHANNEL, WECHAT.transaction(PAYMENT, "REVOKED").sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("REFUNDED R1 4200001:revoked CNY5000 so far of 4200001 at " + PAID_AT);
  }

  @Test
  void shouldTellNothingOfARevokedOrderThatWasNeverPaid() throws Exception {
    Payment unpaid = new Payment("R1", "", 5000, PAID_AT);

    assertThat(Notices.read(CHANNEL, WECHAT.transaction(unpaid, "REVOKED").sentAt(NOW)))
        .isEqualTo(Reading.noEvent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"REFUND.ABNORMAL", "REFUND.CLOSED", "COUPON.USE"})
  void shouldTakeOtherEventsWithoutTellingAnything(String type) throws Exception {
    assertThat(Notices.read(CHANNEL, WECHAT.notice(type, "refund", "{}", NOW)))
        .isEqualTo(Reading.noEvent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTPAY", "USERPAYING", "CLOSED", "PAYERROR", "REFUND"})
  void shouldTellNothingOfOtherStates(String state) throws Exception {
    assertThat(Notices.read(CHANNEL, WECHAT.transaction(PAYMENT, state).sentAt(NOW)))
        .isEqualTo(Reading.noEvent());
  }

  @Test
  void shouldFindTheRenewalInTheOrderNumber() throws Exception {
    CallbackChannel patterned = Notices.configured(WECHAT, "order-pattern", "rn-(.+)_[0-9]");
    Payment third = new Payment("rn-R1_3", "4200001", 5000, PAID_AT);

    assertThat(Notices.facts(patterned, WECHAT.paid(third).sentAt(NOW)).getFirst().getRenewalId())
        .isEqualTo("R1");
    assertThat(Notices.read(patterned, WECHAT.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS));
  }

  @Test
  void shouldLeaveOrdersWithoutAnIdToOtherBusinesses() throws Exception {
    Payment other = new Payment("shop|4711", "4200001", 5000, PAID_AT);

    assertThat(Notices.read(CHANNEL, WECHAT.paid(other).sentAt(NOW)))
        .isEqualTo(new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS));
  }

  @Test
  void shouldTakeBothKeysWhileOneFollowsTheOther() throws Exception {
    ChannelDouble.Wechat rotating = Notices.channel(ChannelDouble.Wechat.class, "wechat-pay");
    CallbackChannel channel = Notices.configured(rotating);
    Request before = rotating.paid(PAYMENT).sentAt(NOW);
    rotating.rotate();
    Request after = rotating.paid(PAYMENT).sentAt(NOW);

    assertThat(before.headers().get("Wechatpay-Serial"))
        .isNotEqualTo(after.headers().get("Wechatpay-Serial"));
    assertThat(Notices.facts(channel, before)).isEqualTo(Notices.facts(channel, after));
  }

  @Test
  void shouldRefuseASerialThatIsNotHere() {
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW);

    assertThat(Notices.refusal(CHANNEL, Notices.with(request, "Wechatpay-Serial", "7777")))
        .isEqualTo(Reason.KEY);
  }

  @Test
  void shouldRefuseTheSerialOfAnotherKeyOfTheFolder() {
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW);

    assertThat(
            Notices.refusal(
                CHANNEL, Notices.with(request, "Wechatpay-Serial", "PUB_KEY_ID_0114232134")))
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void shouldRefuseAnotherChannelsKeys() {
    ChannelDouble.Wechat forger = Notices.stranger(ChannelDouble.Wechat.class, "wechat-pay");

    assertThat(Notices.refusal(CHANNEL, forger.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(Reason.SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"0,", "300,", "301,TIME", "86400,TIME", "-300,", "-301,TIME"})
  void shouldTakeNoticesOfTheLastFiveMinutesOnly(long age, Reason refused) {
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW.minusSeconds(age));

    assertThat(Notices.refusal(CHANNEL, request)).isEqualTo(refused);
  }

  @Test
  void shouldTakeOlderOnesWhereTheSettingSaysSo() {
    CallbackChannel patient = Notices.configured(WECHAT, "max-age", "PT1H");
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW.minus(Duration.ofMinutes(59)));

    assertThat(Notices.refusal(patient, request)).isNull();
  }

  @Test
  void shouldRefuseOtherMerchantsAndApps() {
    String content =
        "{\"mchid\":\"%s\",\"appid\":\"%s\",\"out_trade_no\":\"R1\",\"transaction_id\":\"1\","
            + "\"trade_state\":\"SUCCESS\",\"success_time\":\"2026-03-02T10:00:00+08:00\","
            + "\"amount\":{\"total\":1,\"currency\":\"CNY\"}}";

    assertThat(refusal(content.formatted("1900000109", "wxd678efh567hg6787"))).isNull();
    assertThat(refusal(content.formatted("1900000110", "wxd678efh567hg6787")))
        .isEqualTo(Reason.MERCHANT);
    assertThat(refusal(content.formatted("1900000109", "wx0000000000000000")))
        .isEqualTo(Reason.MERCHANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50.00", "5e3", "-1", "\"\"", "true", "12345678901234"})
  void shouldRefuseAmountsThatAreNoWholeNumberOfFen(String total) {
    assertThat(
            refusal(
                """
                {"mchid":"1900000109","out_trade_no":"R1","transaction_id":"1",\
                "trade_state":"SUCCESS","success_time":"2026-03-02T10:00:00+08:00",\
                "amount":{"total":%s,"currency":"CNY"}}"""
                    .formatted(total)))
        .isEqualTo(Reason.CONTENT);
  }

  @Test
  void shouldTakeARefundInTheCurrencyThatItSays() throws Exception {
    String content =
        """
        {"mchid":"1900000109","out_trade_no":"R1","transaction_id":"1","refund_id":"2",\
        "success_time":"2026-03-02T10:00:00+08:00","amount":{"refund":700,"currency":"USD"}}""";
    Request request = WECHAT.notice("REFUND.SUCCESS", "refund", content, NOW);

    assertThat(Notices.facts(CHANNEL, request))
        .extracting(fact -> fact.getAmount().getCurrency())
        .containsExactly("USD");
  }

  @Test
  void shouldRefuseAContentThatStandsThereTwice() {
    assertThat(refusal("{\"mchid\":\"1900000109\",\"mchid\":\"1900000109\"}"))
        .isEqualTo(Reason.CONTENT);
  }

  @Test
  void shouldRefuseWhatAnotherApiV3KeySealed(@TempDir Path folder) throws Exception {
    Path other = Files.writeString(folder.resolve("key"), "f".repeat(32) + "\n");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
    CallbackChannel channel = Notices.configured(WECHAT, "api-v3-key", other.toString());

    assertThat(Notices.refusal(channel, WECHAT.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void shouldRefuseAHeaderThatIsMissingOrStandsTwice() {
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW);
    for (String header : PROOF) {
      Map<String, List<String>> none = fields(request);
      none.remove(header);
      Map<String, List<String>> twice = fields(request);
      twice.put(header, List.of(request.headers().get(header), request.headers().get(header)));

      for (Map<String, List<String>> fields : List.of(none, twice)) {
        assertThatThrownBy(
                () ->
                    CHANNEL
                        .reader()
                        .read(new RawNotice(fields, request.body().getBytes(UTF_8)), NOW))
            .isInstanceOf(RefusedNoticeException.class)
            .hasMessageContaining(header);
      }
    }
  }

  @Test
  void shouldRefuseEveryNoticeOfWhichACharacterIsAnother() {
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW);
    long seed = System.nanoTime();

    assertThat(Notices.taken(CHANNEL, Notices.tampered(request, PROOF, seed, 2_000)))
        .as("seed %d", seed)
        .isZero();
  }

  @Test
  void shouldAgreeWithTheOfficialLibrary() throws Exception {
    NotificationParser referee = referee();
    Request paid = WECHAT.paid(PAYMENT).sentAt(NOW);
    Request refunded = WECHAT.refunded(PAYMENT, new Refund("5000001", 1200, 1200, NOW)).sentAt(NOW);

    Transaction transaction = referee.parse(parameters(paid), Transaction.class);
    RefundNotification refund = referee.parse(parameters(refunded), RefundNotification.class);

    assertThat(Notices.facts(CHANNEL, paid))
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.getPaymentId()).isEqualTo(transaction.getTransactionId());
              assertThat(fact.getAmount().getMinorUnits())
                  .isEqualTo(transaction.getAmount().getTotal().longValue());
            });
    assertThat(Notices.facts(CHANNEL, refunded))
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.getPaymentId()).isEqualTo(refund.getRefundId());
              assertThat(fact.getRefundOf()).isEqualTo(refund.getTransactionId());
              assertThat(fact.getAmount().getMinorUnits())
                  .isEqualTo(refund.getAmount().getRefund().longValue());
            });
  }

  @Test
  void shouldTakeNothingThatTheOfficialLibraryRefuses() throws Exception {
    NotificationParser referee = referee();
    Request request = WECHAT.paid(PAYMENT).sentAt(NOW);
    long seed = System.nanoTime();
    for (Request tampered : Notices.tampered(request, PROOF, seed, 200)) {
      assertThatThrownBy(() -> referee.parse(parameters(tampered), Transaction.class))
          .as("seed %d", seed)
          .isInstanceOf(RuntimeException.class);
      assertThat(Notices.refusal(CHANNEL, tampered)).as("seed %d", seed).isNotNull();
    }
  }

  private static Reason refusal(String content) {
    return Notices.refusal(
        CHANNEL, WECHAT.notice("TRANSACTION.SUCCESS", "transaction", content, NOW));
  }

  private static Map<String, List<String>> fields(Request request) {
    Map<String, List<String>> fields = new TreeMap<>();
    request.headers().forEach((name, value) -> fields.put(name, List.of(value)));
    return fields;
  }

  private static NotificationParser referee() throws Exception {
    String serial = WECHAT.paid(PAYMENT).sentAt(NOW).headers().get("Wechatpay-Serial");
    Path folder = Path.of(WECHAT.settings().get("public-keys"));
    return new NotificationParser(
        new RSAPublicKeyNotificationConfig.Builder()
            .publicKeyFromPath(folder.resolve(serial + ".pem").toString())
            .publicKeyId(serial)
            .apiV3Key(Files.readString(Path.of(WECHAT.settings().get("api-v3-key"))))
            .build());
  }

  private static RequestParam parameters(Request request) {
    return new RequestParam.Builder()
        .serialNumber(request.headers().get("Wechatpay-Serial"))
        .nonce(request.headers().get("Wechatpay-Nonce"))
        .timestamp(request.headers().get("Wechatpay-Timestamp"))
        .signature(request.headers().get("Wechatpay-Signature"))
        .body(request.body())
        .build();
  }
}

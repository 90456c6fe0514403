package renewals.producer.callback.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.callback.Notices.NOW;
import static renewals.producer.callback.Notices.PAID_AT;
import static renewals.producer.callback.Notices.PAYMENT;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.testing.channel.ChannelDouble.Request;

class AlipayNoticesTest {

  private static final ChannelDouble.Alipay ALIPAY =
      Notices.channel(ChannelDouble.Alipay.class, "alipay");
  private static final CallbackChannel CHANNEL = Notices.configured(ALIPAY);
  private static final String SETTLED = "SETTLED R1 4200001 CNY5000 of null at " + PAID_AT;

  @ParameterizedTest
  @ValueSource(strings = {"TRADE_SUCCESS", "TRADE_FINISHED"})
  void shouldTellAPayment(String status) throws Exception {
    assertThat(Notices.facts(CHANNEL, trade(fields -> fields.put("trade_status", status))))
        .extracting(Notices::text)
        .containsExactly(SETTLED);
  }

  @ParameterizedTest
  @CsvSource({"1200", "5000"})
  void shouldTellPaymentAndSumSoFarWhereSomethingWentBack(long soFar) throws Exception {
    Refund refund = new Refund("out-1", 700, soFar, NOW.minusSeconds(5));

    assertThat(Notices.facts(CHANNEL, ALIPAY.refunded(PAYMENT, refund).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly(
            SETTLED,
            "REFUNDED R1 4200001:%d CNY%d so far of 4200001 at %s"
                .formatted(soFar, soFar, NOW.minusSeconds(5)));
  }

  @Test
  void shouldTellAnOrderThatWasClosedUnpaidAsFailed() throws Exception {
    assertThat(Notices.facts(CHANNEL, ALIPAY.closed(PAYMENT).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("FAILED R1 4200001 CNY5000 of null at " + PAID_AT);
  }

  @Test
  void shouldTakeItsCreationWhereAClosingHasNoTime() throws Exception {
    Request closed =
        trade(
            fields -> {
              fields.put("trade_status", "TRADE_CLOSED");
              fields.remove("gmt_payment");
            });

    assertThat(Notices.facts(CHANNEL, closed).getFirst().getOccurredAt())
        .isEqualTo(PAID_AT.minusSeconds(60));
  }

  @Test
  void shouldTellNothingWhileTheBuyerIsWaitedFor() throws Exception {
    assertThat(Notices.read(CHANNEL, trade(fields -> fields.put("trade_status", "WAIT_BUYER_PAY"))))
        .isEqualTo(Reading.noEvent());
  }

  @Test
  void shouldLeaveOtherOrdersToOtherBusinesses() throws Exception {
    CallbackChannel patterned = Notices.configured(ALIPAY, "order-pattern", "rn-(.+)_[0-9]");

    assertThat(Notices.read(patterned, ALIPAY.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS));
  }

  @ParameterizedTest
  @CsvSource({"app_id,2021000000000001", "seller_id,2088000000000001"})
  void shouldRefuseOtherAppsAndSellers(String field, String value) {
    assertThat(Notices.refusal(CHANNEL, trade(fields -> fields.put(field, value))))
        .isEqualTo(Reason.MERCHANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50.001", "50,00", "5e1", "-50.00", "50.", ".50", "123456789012.00"})
  void shouldRefuseAmountsThatAreNoYuanWithTwoDecimals(String amount) {
    assertThat(Notices.refusal(CHANNEL, trade(fields -> fields.put("total_amount", amount))))
        .isEqualTo(Reason.CONTENT);
  }

  @ParameterizedTest
  @CsvSource({"50,5000", "50.0,5000", "50.5,5050", "0.01,1", "50.05,5005"})
  void shouldReadYuanToTheFen(String amount, long fen) throws Exception {
    assertThat(
            Notices.facts(CHANNEL, trade(fields -> fields.put("total_amount", amount)))
                .getFirst()
                .getAmount()
                .getMinorUnits())
        .isEqualTo(fen);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,", "PT26H,", "PT26H1S,TIME", "-PT5M,", "-PT5M1S,TIME"})
  void shouldTakeNoticesOfTheLast26Hours(Duration age, Reason refused) {
    Request request = ALIPAY.paid(PAYMENT).sentAt(NOW.minus(age));

    assertThat(Notices.refusal(CHANNEL, request)).isEqualTo(refused);
  }

  @Test
  void shouldRefuseAFieldThatStandsTwice() {
    Request request = ALIPAY.paid(PAYMENT).sentAt(NOW);

    assertThat(
            Notices.refusal(
                CHANNEL, Notices.withBody(request, request.body() + "&total_amount=0.01")))
        .isEqualTo(Reason.CREDENTIAL);
  }

  @Test
  void shouldRefuseAnotherChannelsKey() {
    ChannelDouble.Alipay forger = Notices.stranger(ChannelDouble.Alipay.class, "alipay");

    assertThat(Notices.refusal(CHANNEL, forger.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void shouldRefuseAFieldMoreOrLess() {
    Request request = ALIPAY.paid(PAYMENT).sentAt(NOW);

    assertThat(
            Notices.refusal(CHANNEL, Notices.withBody(request, request.body() + "&refund_fee=1")))
        .isEqualTo(Reason.SIGNATURE);
    assertThat(
            Notices.refusal(
                CHANNEL,
                Notices.withBody(request, request.body().replaceFirst("&version=1.0", ""))))
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void shouldTakeNothingThatTheOfficialLibraryRefuses() throws Exception {
    Request request = ALIPAY.paid(PAYMENT).sentAt(NOW);
    long seed = System.nanoTime();
    for (Request tampered : Notices.tampered(request, List.of(), seed, 2_000)) {
      if (!official(tampered)) {
        assertThat(Notices.refusal(CHANNEL, tampered))
            .as("seed %d, body %s", seed, tampered.body())
            .isNotNull();
      }
    }
  }

  @Test
  void shouldAgreeWithTheOfficialLibraryOnWhatIsInOrder() throws Exception {
    for (Request request :
        List.of(
            ALIPAY.paid(PAYMENT).sentAt(NOW),
            ALIPAY.refunded(PAYMENT, new Refund("1", 1, 1, NOW)).sentAt(NOW),
            ALIPAY.closed(new Payment("R1", "1", 1, NOW)).sentAt(NOW))) {
      assertThat(official(request)).isTrue();
      assertThat(Notices.refusal(CHANNEL, request)).isNull();
    }
  }

  private static Request trade(Consumer<Map<String, String>> change) {
    Map<String, String> fields = ChannelDouble.Alipay.trade(PAYMENT, "TRADE_SUCCESS", NOW);
    change.accept(fields);
    return ALIPAY.form(fields);
  }

  /** What Alipay's own library says of a form. */
  private static boolean official(Request request) throws Exception {
    Path keys = Path.of(ALIPAY.settings().get("public-key"));
    String pem = Files.readString(keys.resolve("5157F09EFDC096DE.pem"));
    String key = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      Map<String, String> fields = new HashMap<>();
      for (String pair : request.body().split("&", -1)) {
        int equals = pair.indexOf('=');
        fields.put(
            URLDecoder.decode(pair.substring(0, Math.max(equals, 0)), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
      return AlipaySignature.rsaCheckV1(fields, key, "utf-8", "RSA2");
    } catch (IllegalArgumentException | AlipayApiException e) {
      return false;
    }
  }
}

package renewals.producer.callback.lakala;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.callback.Notices.NOW;
import static renewals.producer.callback.Notices.PAID_AT;
import static renewals.producer.callback.Notices.PAYMENT;

import java.time.Duration;
import java.util.List;
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

class LakalaNoticesTest {

  private static final ChannelDouble.Lakala LAKALA =
      Notices.channel(ChannelDouble.Lakala.class, "lakala");
  private static final CallbackChannel CHANNEL = Notices.configured(LAKALA);

  @Test
  void shouldTellAPayment() throws Exception {
    assertThat(Notices.facts(CHANNEL, LAKALA.paid(PAYMENT).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("SETTLED R1 4200001 CNY5000 of null at " + PAID_AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REFUND", "CANCEL"})
  void shouldTellARefundByItself(String type) throws Exception {
    assertThat(Notices.facts(CHANNEL, LAKALA.order(PAYMENT, "6", type, "66001", 1200, NOW)))
        .extracting(Notices::text)
        .containsExactly("REFUNDED R1 66001 CNY1200 of 4200001 at " + PAID_AT);
  }

  @Test
  void shouldTellARefundAsTheDoubleDoes() throws Exception {
    Refund refund = new Refund("66001", 1200, 3000, NOW);

    assertThat(Notices.facts(CHANNEL, LAKALA.refunded(PAYMENT, refund).sentAt(NOW)))
        .extracting(Notices::text)
        .containsExactly("REFUNDED R1 66001 CNY1200 of 4200001 at " + NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "4"})
  void shouldTellAnOrderThatFailedOrExpired(String status) throws Exception {
    assertThat(Notices.facts(CHANNEL, LAKALA.order(PAYMENT, status, "PAY", "1", 5000, NOW)))
        .extracting(Notices::text)
        .containsExactly("FAILED R1 4200001 CNY5000 of null at " + PAID_AT);
  }

  @Test
  void shouldTellAnOrderThatExpiredWithoutATrade() throws Exception {
    String order =
        """
        {"pay_order_no":"4200001","out_order_no":"R1","merchant_no":"82229007392000A",\
        "order_status":4,"total_amount":"5000","order_create_time":"20260302095930"}""";

    assertThat(Notices.facts(CHANNEL, LAKALA.signed(order, NOW)))
        .extracting(Notices::text)
        .containsExactly("FAILED R1 4200001 CNY5000 of null at " + PAID_AT);
  }

  @ParameterizedTest
  @CsvSource({"0,PAY", "1,PAY", "5,PAY", "6,PAY", "2,OTHER"})
  void shouldTellNothingOfOtherStatuses(String status, String type) throws Exception {
    assertThat(Notices.read(CHANNEL, LAKALA.order(PAYMENT, status, type, "1", 5000, NOW)))
        .isEqualTo(Reading.noEvent());
  }

  @Test
  void shouldLeaveOtherOrdersToOtherBusinesses() throws Exception {
    Payment other = new Payment("shop|4711", "4200001", 5000, PAID_AT);

    assertThat(Notices.read(CHANNEL, LAKALA.paid(other).sentAt(NOW)))
        .isEqualTo(new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS));
  }

  @Test
  void shouldTakeBothKeysWhileOneFollowsTheOther() throws Exception {
    ChannelDouble.Lakala rotating = Notices.channel(ChannelDouble.Lakala.class, "lakala");
    CallbackChannel channel = Notices.configured(rotating);
    Request before = rotating.paid(PAYMENT).sentAt(NOW);
    rotating.rotate();

    assertThat(Notices.facts(channel, before))
        .isEqualTo(Notices.facts(channel, rotating.paid(PAYMENT).sentAt(NOW)));
  }

  @Test
  void shouldRefuseOtherMerchants() {
    String order =
        """
        {"pay_order_no":"1","out_order_no":"R1","merchant_no":"82229007392000B",\
        "order_status":"2"}""";

    assertThat(Notices.refusal(CHANNEL, LAKALA.signed(order, NOW))).isEqualTo(Reason.MERCHANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1200.0", "\"12.00\"", "-1", "1e3"})
  void shouldRefuseAmountsThatAreNoWholeNumberOfFen(String amount) {
    String order =
        """
        {"pay_order_no":"1","out_order_no":"R1","merchant_no":"82229007392000A",\
        "order_status":"2","order_trade_info":{"trade_type":"PAY","trade_amount":%s,\
        "trade_time":"20260302095930"}}"""
            .formatted(amount);

    assertThat(Notices.refusal(CHANNEL, LAKALA.signed(order, NOW))).isEqualTo(Reason.CONTENT);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,", "PT26H,", "PT26H1S,TIME", "-PT5M,", "-PT5M1S,TIME"})
  void shouldTakeNoticesOfTheLast26Hours(Duration age, Reason refused) {
    assertThat(Notices.refusal(CHANNEL, LAKALA.paid(PAYMENT).sentAt(NOW.minus(age))))
        .isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer x.y",
        "LKLAPI-SHA256withRSA ",
        "LKLAPI-SHA256withRSA timestamp=\"1\",nonce_str=\"n\"",
        "LKLAPI-SHA256withRSA timestamp=\"1\",timestamp=\"2\",nonce_str=\"n\",signature=\"s\""
      })
  void shouldRefuseAnAuthorizationOfAnotherForm(String authorization) {
    Request request = LAKALA.paid(PAYMENT).sentAt(NOW);

    assertThat(Notices.refusal(CHANNEL, Notices.with(request, "Authorization", authorization)))
        .isEqualTo(Reason.CREDENTIAL);
  }

  @Test
  void shouldRefuseAnotherChannelsKey() {
    ChannelDouble.Lakala forger = Notices.stranger(ChannelDouble.Lakala.class, "lakala");

    assertThat(Notices.refusal(CHANNEL, forger.paid(PAYMENT).sentAt(NOW)))
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void shouldRefuseEveryNoticeOfWhichACharacterOfTheBodyIsAnother() {
    Request request = LAKALA.paid(PAYMENT).sentAt(NOW);
    long seed = System.nanoTime();

    assertThat(Notices.taken(CHANNEL, Notices.tampered(request, List.of(), seed, 2_000)))
        .as("seed %d", seed)
        .isZero();
  }

  @Test
  void shouldRefuseEveryNoticeOfWhichACharacterOfTheProofIsAnother() {
    Request request = LAKALA.paid(PAYMENT).sentAt(NOW);
    long seed = System.nanoTime();

    assertThat(
            Notices.taken(
                CHANNEL, Notices.tampered(request, List.of("Authorization"), seed, 2_000)))
        .as("seed %d", seed)
        .isZero();
  }
}

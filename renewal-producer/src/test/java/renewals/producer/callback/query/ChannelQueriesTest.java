package renewals.producer.callback.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renewals.producer.callback.Notices.NOW;
import static renewals.producer.callback.Notices.PAID_AT;
import static renewals.producer.callback.Notices.PAYMENT;

import com.alipay.api.internal.util.AlipaySignature;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.http.HttpHeaders;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Answer;
import renewals.testing.channel.ChannelDouble.Refund;

/** Each channel is asked by our questions and answers by its double, which checks signatures. */
class ChannelQueriesTest {

  private static final String URL = "https://channel.example.com";
  private static final String SETTLED = "SETTLED R1 4200001 CNY5000 of null at " + PAID_AT;
  private static final Refund PART = new Refund("R1_1", 1200, 1200, NOW.minusSeconds(20));
  private static final Refund REST = new Refund("R1_2", 3800, 5000, NOW.minusSeconds(5));

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldLearnAPaymentAsItsNoticeTellsIt(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    CallbackChannel configured = configured(channel);
    channel.book(PAYMENT);

    OrderAnswer answer = ask(channel, configured);

    assertThat(answer.isFound()).isTrue();
    assertThat(answer.unknown()).isEmpty();
    assertThat(answer.facts())
        .isEqualTo(Notices.facts(configured, channel.paid(PAYMENT).sentAt(NOW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldLearnNothingOfAnOrderThatIsNotPaidOrEndedUnpaid(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    CallbackChannel configured = configured(channel);
    channel.bookOpen(PAYMENT);

    assertThat(ask(channel, configured)).isEqualTo(OrderAnswer.NO_EVENT);

    channel.bookClosed(PAYMENT);

    assertThat(ask(channel, configured)).isEqualTo(OrderAnswer.NO_EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay"})
  void shouldTellAnOrderThatIsNotThereFromOneThatIsNotPaid(String provider) throws Exception {
    ChannelDouble channel = channel(provider);

    assertThat(ask(channel, configured(channel))).isEqualTo(OrderAnswer.NOT_FOUND);
  }

  @Test
  void shouldTakeNoAnswerOfLakalaForTheEndOfARangeOfNumbers() throws Exception {
    ChannelDouble channel = channel("lakala");

    assertThat(ask(channel, configured(channel)))
        .as("it says of an order that isn't there what it says of one that isn't paid")
        .isEqualTo(OrderAnswer.NO_EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay,r-{order}_{1..9}", "alipay,{order}_{1..9}"})
  void shouldLearnRefundsByTheirNumbersAsTheirNoticesTellThem(String given) throws Exception {
    ChannelDouble channel = channel(given.split(",", -1)[0]);
    CallbackChannel configured = configured(channel, "reconcile.refunds", given.split(",", -1)[1]);
    channel.book(PAYMENT);
    channel.book(PAYMENT, PART);
    channel.book(PAYMENT, REST);

    OrderAnswer answer = ask(channel, configured);

    assertThat(answer.unknown()).isEmpty();
    assertThat(answer.facts()).extracting(Notices::text).hasSize(3).contains(SETTLED);
    assertThat(answer.facts())
        .containsAll(Notices.facts(configured, channel.refunded(PAYMENT, PART).sentAt(NOW)))
        .containsAll(Notices.facts(configured, channel.refunded(PAYMENT, REST).sentAt(NOW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldLeaveToOperatorsWhatWentBackUnderANumberThatIsNotKnown(String provider)
      throws Exception {
    ChannelDouble channel = channel(provider);
    channel.book(PAYMENT);
    channel.book(PAYMENT, new Refund("of-the-console", 5000, 5000, NOW.minusSeconds(5)));

    OrderAnswer answer = ask(channel, configured(channel));

    assertThat(answer.facts()).extracting(Notices::text).containsExactly(SETTLED);
    assertThat(answer.unknown()).isPresent();
  }

  @Test
  void shouldLeaveToOperatorsWhatAlipayMayHaveGivenBackInPartWhereTheyAskForIt() throws Exception {
    ChannelDouble channel = channel("alipay");
    channel.book(PAYMENT);
    channel.book(PAYMENT, new Refund("of-the-console", 1, 1, NOW.minusSeconds(5)));

    assertThat(ask(channel, configured(channel)).unknown()).isEmpty();
    OrderAnswer listed = ask(channel, configured(channel, "reconcile.unnamed", "listed"));

    assertThat(listed.facts()).extracting(Notices::text).containsExactly(SETTLED);
    assertThat(listed.unknown()).hasValueSatisfying(why -> assertThat(why).contains("0 of 5000"));
  }

  @Test
  void shouldLeaveToOperatorsWhatLakalaNamesByNoNumberOfItsNotices() throws Exception {
    ChannelDouble channel = channel("lakala");
    channel.book(PAYMENT);
    ChannelDouble.Lakala lakala = (ChannelDouble.Lakala) channel;

    OrderAnswer answer =
        ask(
            configured(channel),
            request -> {
              Answer said = answered(channel, request);
              return lakala.answered(
                  said.body().replaceFirst("\"pay_order_no\":\"[^\"]*\",", ""), NOW);
            });

    assertThat(answer.facts()).isEmpty();
    assertThat(answer.unknown()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldBelieveNoAnswerOfAnother(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    CallbackChannel configured = configured(channel);
    channel.book(PAYMENT);
    ChannelDouble stranger = Notices.stranger(ChannelDouble.class, provider);
    stranger.book(PAYMENT);

    assertThatThrownBy(
            () -> ask(configured, request -> signedBy(stranger, answered(channel, request), NOW)))
        .isInstanceOfSatisfying(
            RefusedNoticeException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.SIGNATURE));
    assertThatThrownBy(
            () ->
                ask(
                    configured,
                    request -> {
                      Answer real = answered(channel, request);
                      return new Answer(
                          200, real.headers(), real.body().replace("4200001", "4200002"));
                    }))
        .isInstanceOfSatisfying(
            RefusedNoticeException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldBelieveNoAnswerAboutAnotherOrder(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    channel.book(PAYMENT);
    CallbackChannel configured = configured(channel);
    List<OrderQueryRequest> earlier = new ArrayList<>();
    ask(
        configured,
        request -> {
          earlier.add(request);
          return answered(channel, request);
        });

    assertThatThrownBy(
            () ->
                configured
                    .reconciliation()
                    .orElseThrow()
                    .query()
                    .ask("R2", "R2", request -> reply(answered(channel, earlier.get(0))), NOW))
        .isInstanceOfSatisfying(
            RefusedNoticeException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.MERCHANT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "lakala"})
  void shouldBelieveNoOldAnswer(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    channel.book(PAYMENT);
    Instant before = NOW.minus(Duration.ofMinutes(6));

    assertThatThrownBy(
            () ->
                ask(
                    configured(channel),
                    request -> signedBy(channel, answered(channel, request), before)))
        .isInstanceOfSatisfying(
            RefusedNoticeException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.TIME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldAskAgainLaterWhereTheChannelDoesNotKnowUs(String provider) throws Exception {
    ChannelDouble channel = channel(provider);
    channel.book(PAYMENT);
    ChannelDouble another = Notices.stranger(ChannelDouble.class, provider);

    assertThatThrownBy(() -> ask(another, configured(channel)))
        .isInstanceOfAny(QueryFailedException.class, RefusedNoticeException.class);
    assertThatThrownBy(() -> ask(configured(channel), request -> new Answer(500, Map.of(), "")))
        .isInstanceOf(QueryFailedException.class);
  }

  @Test
  void shouldSignAndVerifyAsWechatPaysOwnLibraryDoes() throws Exception {
    ChannelDouble channel = channel("wechat-pay");
    channel.book(PAYMENT);
    Map<String, String> settings = channel.querySettings(URL);
    String path = "/v3/pay/transactions/out-trade-no/R1?mchid=1900000109";
    String theirs =
        new WechatPay2Credential(
                "1900000109",
                new RSASigner(
                    settings.get("reconcile.serial"), key(settings.get("reconcile.private-key"))))
            .getAuthorization(URI.create(URL + path), "GET", "");

    Answer answer =
        channel.answer(
            "GET", path, Map.of("Authorization", theirs), "", Clock.systemUTC().instant());

    assertThat(answer.status()).as("the double takes their signature").isEqualTo(200);
    String serial = answer.headers().get("Wechatpay-Serial");
    Path pem = Path.of(channel.settings().get("public-keys"), serial + ".pem");
    assertThat(
            new WechatPay2Validator(
                    new RSAVerifier(
                        com.wechat.pay.java.core.util.PemUtil.loadPublicKeyFromPath(pem.toString()),
                        serial))
                .validate(new HttpHeaders(answer.headers()), answer.body()))
        .as("they take the double's answer")
        .isTrue();
  }

  @Test
  void shouldSignAsAlipaysOwnLibraryDoes() throws Exception {
    ChannelDouble channel = channel("alipay");
    channel.book(PAYMENT);
    List<OrderQueryRequest> asked = new ArrayList<>();
    ask(
        configured(channel),
        request -> {
          asked.add(request);
          return answered(channel, request);
        });

    Map<String, String> fields = new TreeMap<>();
    for (String pair : asked.get(0).body().split("&", -1)) {
      String[] field = pair.split("=", 2);
      fields.put(field[0], URLDecoder.decode(field[1], UTF_8));
    }
    String ours = fields.remove("sign");
    String key =
        Base64.getEncoder()
            .encodeToString(
                key(channel.querySettings(URL).get("reconcile.private-key")).getEncoded());
    assertThat(AlipaySignature.rsa256Sign(AlipaySignature.getSignContent(fields), key, "utf-8"))
        .isEqualTo(ours);
  }

  private static Answer signedBy(ChannelDouble channel, Answer real, Instant at) {
    return switch (channel) {
      case ChannelDouble.Wechat wechat -> wechat.signed(real.body(), at);
      case ChannelDouble.Lakala lakala -> lakala.answered(real.body(), at);
      case ChannelDouble.Alipay alipay -> {
        int begin = real.body().indexOf(':') + 1;
        String content = real.body().substring(begin, real.body().lastIndexOf(",\"sign\""));
        yield alipay.signed("alipay.trade.query", content);
      }
      default -> throw new IllegalStateException(channel.toString());
    };
  }

  private static ChannelDouble channel(String provider) {
    return Notices.channel(ChannelDouble.class, provider);
  }

  private static CallbackChannel configured(ChannelDouble channel, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    channel
        .querySettings(URL)
        .forEach(
            (name, value) -> {
              all.add(name);
              all.add(value);
            });
    return Notices.configured(channel, all.toArray(String[]::new));
  }

  private static OrderAnswer ask(ChannelDouble channel, CallbackChannel configured)
      throws Exception {
    return ask(configured, request -> answered(channel, request));
  }

  private static OrderAnswer ask(CallbackChannel configured, Answering answering) throws Exception {
    return configured
        .reconciliation()
        .orElseThrow()
        .query()
        .ask("R1", "R1", request -> reply(answering.to(request)), NOW);
  }

  /** A channel's answer to a request. */
  private interface Answering {
    Answer to(OrderQueryRequest request);
  }

  private static Answer answered(ChannelDouble channel, OrderQueryRequest request) {
    String target = request.uri().getRawPath();
    return channel.answer(
        request.method(),
        request.uri().getRawQuery() == null ? target : target + "?" + request.uri().getRawQuery(),
        request.headers(),
        request.body(),
        NOW);
  }

  private static Exchange.Reply reply(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new Exchange.Reply(
        answer.status(), new RawNotice(headers, answer.body().getBytes(UTF_8)));
  }

  private static PrivateKey key(String file) throws Exception {
    String pem = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
  }
}

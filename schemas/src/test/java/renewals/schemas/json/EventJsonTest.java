package renewals.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.contract.Violation;
import renewals.v1.CarrierReview;
import renewals.v1.MerchantContact;
import renewals.v1.PaymentEvent;
import renewals.v1.RefundKind;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReviewReason;
import renewals.v1.UpdateKind;

class EventJsonTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final String PAYMENT =
      """
      {"type":"payment","paymentId":"P1","renewalId":"R1","channelId":"bank","status":"SETTLED",\
      "amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"2026-03-02T10:00:00+08:00"}\
      """;
  private static final String REVIEW =
      """
      {"type":"carrier-review","reviewId":"V1","renewalId":"R1","carrierId":"cmcc",\
      "outcome":"REJECTED","reason":"%s","decidedAt":"2026-03-02T10:00:00+08:00"}\
      """;

  @Test
  void shouldReadAPaymentWithItsTimeInUtc() {
    PaymentEvent payment = (PaymentEvent) accepted(PAYMENT).event();

    assertThat(payment.getOccurredAt()).isEqualTo(NOW);
    assertThat(payment.getAmount().getMinorUnits()).isEqualTo(5000);
    assertThat(payment.getRefundKind()).isNull();
  }

  @Test
  void shouldWriteTypeFirstTimesInUtcWithMillisecondsAndNoNulls() {
    assertThat(EventJson.write(accepted(PAYMENT).event()))
        .isEqualTo(PAYMENT.replace("2026-03-02T10:00:00+08:00", "2026-03-02T02:00:00.000Z"));
  }

  @Test
  void shouldTakeNullForAnAbsentOptionalField() {
    String json = PAYMENT.replace("\"occurredAt\"", "\"refundKind\":null,\"occurredAt\"");

    assertThat(((PaymentEvent) accepted(json).event()).getRefundKind()).isNull();
  }

  @Test
  void shouldReadAnOptionalEnum() {
    String json =
        PAYMENT
            .replace("SETTLED", "REFUNDED")
            .replace("\"occurredAt\"", "\"refundKind\":\"EXCESS\",\"occurredAt\"");

    assertThat(((PaymentEvent) accepted(json).event()).getRefundKind())
        .isEqualTo(RefundKind.EXCESS);
  }

  @Test
  void shouldFillInDefaultsOfFieldsThatAreLeftOutOrNull() {
    String json =
        "{\"type\":\"merchant-contact\",\"merchantId\":\"M1\",\"displayName\":\"面馆\",\"zone\":null}";

    MerchantContact contact = (MerchantContact) accepted(json).event();

    assertThat(contact.getLocale()).isEqualTo("zh-CN");
    assertThat(contact.getZone()).isEqualTo("Asia/Shanghai");
  }

  @Test
  void shouldWriteListsAndMapsAsTheyWereRead() {
    String json =
        """
        {"type":"merchant-contact","merchantId":"M1","displayName":"x","locale":"zh-CN",\
        "zone":"Asia/Shanghai","revision":3,"preferences":{"PAID":["SMS","EMAIL"],"REVERSED":[]},\
        "quiet":{"from":"22:00","to":"07:00","days":["MON","SUN"]},"digest":"08:30"}\
        """;

    assertThat(EventJson.write(accepted(json).event())).isEqualTo(json);
  }

  /** A name that is wrong, a text instead of an object, an address twice: it stays secret. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "robot       | 'robot':'https://a.b/TOKEN'",
        "robot.uri   | 'robot':{'kind':'WECOM','url':'https://a.b/c','uri':'https://a.b/TOKEN'}",
        "robot.url   | 'robot':{'kind':'WECOM','url':'https://a.b/c','url':'https://a.b/TOKEN'}",
        "robot       | 'robot':null,'robot':'https://a.b/TOKEN'",
        "robot.kind  | 'robot':{'kind':'https://a.b/TOKEN','url':'https://a.b/c'}",
        "robotUrl    | 'robotUrl':'https://a.b/TOKEN'"
      })
  void shouldNotRepeatWhatWasGivenOfARobot(String field, String given) {
    String json =
        "{'type':'merchant-contact','merchantId':'M1','displayName':'x',%s}"
            .formatted(given)
            .replace('\'', '"');

    assertThat(((Parsed.Refused) EventJson.readInput(json, NOW)).violations())
        .extracting(Violation::field, Violation::given)
        .contains(tuple(field, "(hidden)"));
    assertThat(EventJson.readInput(json, NOW).toString()).doesNotContain("TOKEN");
  }

  @Test
  void shouldNameTheItemOfAListThatIsNotExpected() {
    String json =
        """
        {"type":"merchant-contact","merchantId":"M1","displayName":"x",\
        "preferences":{"PAID":["SMS","PIGEON"]},"quiet":{"from":"22:00","to":"07:00","days":[7]}}\
        """;

    assertThat(((Parsed.Refused) EventJson.readInput(json, NOW)).violations())
        .extracting(Violation::field)
        .containsExactly("preferences.PAID[1]", "quiet.days[0]");
  }

  @Test
  void shouldReadOutputsWithNestedOptionalParts() {
    String json =
        """
        {"type":"update","updateId":"R1/u1","kind":"UNDERPAID","renewalId":"R1","merchantId":"M1",\
        "amount":{"minorUnits":1,"currency":"CNY"},"occurredAt":"2026-03-02T02:00:00.000Z"}\
        """;

    RenewalUpdate update = (RenewalUpdate) accepted(json).event();

    assertThat(update.getKind()).isEqualTo(UpdateKind.UNDERPAID);
    assertThat(update.getAmount().getMinorUnits()).isEqualTo(1);
    assertThat(EventJson.write(update)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:00:00+08:00, 2026-03-02T02:00:00Z",
    "2026-03-02T10:00:00.123456+0800, 2026-03-02T02:00:00.123Z",
    "2026-03-02T10:00+08, 2026-03-02T02:00:00Z",
    "2026-03-02T02:00:00z, 2026-03-02T02:00:00Z",
    "2026-03-01T21:00:00-05:00, 2026-03-02T02:00:00Z"
  })
  void shouldTakeTimesOfAnyOffset(String given, Instant expected) {
    String json = PAYMENT.replace("2026-03-02T10:00:00+08:00", given);

    assertThat(((PaymentEvent) accepted(json).event()).getOccurredAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T10:00:00",
        "2026-03-02",
        "2026-02-30T10:00:00Z",
        "2026-03-02T10:00:00 +08:00",
        "2026-03-02T10:00:00+08:00[Asia/Shanghai]",
        "+999999999-01-01T00:00:00Z",
        "yesterday",
        ""
      })
  void shouldRefuseTimesWithoutOffsetOrOtherwiseNoTime(String given) {
    assertThat(refused(PAYMENT.replace("2026-03-02T10:00:00+08:00", given)))
        .containsExactly(new Violation("occurredAt", "\"" + given + "\"", Times.EXPECTATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "hello", "{", "{\"type\":\"payment\"", "[1", "{'type':1}", "\u0000"})
  void shouldRefuseWhatIsNoJson(String given) {
    assertThat(refused(given)).singleElement().extracting(Violation::field).isEqualTo("event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "true", "\"payment\""})
  void shouldRefuseJsonThatIsNoObject(String given) {
    assertThat(refused(given))
        .singleElement()
        .extracting(Violation::expected)
        .isEqualTo("one JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"robot\":{\"url\":\"https://robot.example/?key=s3cret\"",
        "s3cret",
        "{\"robot\":s3cret}",
        "{\"url\":\"https://robot.example/?key=s3cret\\q\"}",
        "{\"robot\":12345s3cret}",
        "{} s3cret",
        "\"s3cret\""
      })
  void shouldNotRepeatWhatIsNoJson(String given) {
    assertThat(refused(given))
        .isNotEmpty()
        .allSatisfy(violation -> assertThat(violation.toString()).doesNotContain("s3cret"));
  }

  @Test
  void shouldSayWhereItIsNoJsonAndWhatWasExpected() {
    assertThat(refused("{\"type\":\"payment\",\n \"amount\" 5}"))
        .containsExactly(
            new Violation(
                "event",
                "no JSON at line 2, column 11",
                "one JSON object (was expecting a colon to separate field name and value)"));
  }

  @Test
  void shouldRefuseWhatFollowsAfterTheObject() {
    assertThat(refused(PAYMENT + PAYMENT))
        .singleElement()
        .satisfies(v -> assertThat(v.expected()).contains("more follows"));
  }

  @Test
  void shouldRefuseAnUnknownFieldByItsName() {
    assertThat(refused(PAYMENT.replace("\"status\"", "\"colour\":\"red\",\"status\"")))
        .containsExactly(new Violation("colour", "\"red\"", "no field of this name"));
  }

  @Test
  void shouldRefuseAnUnknownNestedFieldByItsPath() {
    assertThat(refused(PAYMENT.replace("\"currency\"", "\"unit\":1,\"currency\"")))
        .containsExactly(new Violation("amount.unit", "1", "no field of this name"));
  }

  @Test
  void shouldRefuseAFieldGivenTwice() {
    assertThat(refused(PAYMENT.replace("\"currency\"", "\"minorUnits\":1,\"currency\"")))
        .containsExactly(new Violation("amount.minorUnits", "1", "each field once"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"5000\"",
        "5000.0",
        "5e3",
        "true",
        "{}",
        "[5000]",
        "9223372036854775808",
        "1e400"
      })
  void shouldRefuseMinorUnitsThatAreNoWholeNumberOfLongRange(String given) {
    assertThat(refused(PAYMENT.replace("5000", given)))
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.field()).isEqualTo("amount.minorUnits");
              assertThat(v.expected()).startsWith("a whole number from");
            });
  }

  @Test
  void shouldRefuseAnEnumValueThatIsNotUpperCase() {
    assertThat(refused(PAYMENT.replace("SETTLED", "settled")))
        .containsExactly(
            new Violation("status", "\"settled\"", "one of SETTLED, FAILED, REFUNDED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTHER", "CHARGED_BACK"})
  void shouldRefuseOtherAndUnknownWordsWhereSomethingIsDecidedByThem(String word) {
    Parsed read = EventJson.readInput(PAYMENT.replace("SETTLED", word), NOW);

    assertThat(((Parsed.Refused) read).violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.field()).isEqualTo("status");
              assertThat(v.expected()).startsWith("one of SETTLED, FAILED, REFUNDED");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTHER", "REASON_OF_A_LATER_VERSION"})
  void shouldTakeUnknownWordsForOtherWhereNothingIsDecidedByThem(String word) {
    assertThat(accepted(REVIEW.formatted(word)).event())
        .extracting(event -> ((CarrierReview) event).getReason())
        .isEqualTo(ReviewReason.OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"risk_stop", "", "RISK STOP", "1", "é"})
  void shouldRefuseWhatIsNoWord(String word) {
    assertThat(refused(REVIEW.formatted(word)))
        .singleElement()
        .satisfies(v -> assertThat(v.expected()).startsWith("one of CARD_NOT_FOUND, "));
  }

  @Test
  void shouldReadWhetherARefundIsASum() {
    String refund =
        PAYMENT.replace("\"SETTLED\"", "\"REFUNDED\",\"refundOf\":\"P0\",\"cumulative\":true");

    assertThat(((PaymentEvent) accepted(refund).event()).getCumulative()).isTrue();
    assertThat(refused(refund.replace("true", "\"true\"")))
        .containsExactly(new Violation("cumulative", "\"true\"", "true or false"));
  }

  @Test
  void shouldRefuseAnUnknownType() {
    assertThat(refused(PAYMENT.replace("\"payment\"", "\"payments\"")))
        .singleElement()
        .satisfies(v -> assertThat(v.expected()).startsWith("one of renewal-requested, payment"));
  }

  @Test
  void shouldRefuseHalfASurrogatePair() {
    assertThat(refused(PAYMENT.replace("\"P1\"", "\"\\ud83d\"")))
        .singleElement()
        .extracting(Violation::field)
        .isEqualTo("paymentId");
  }

  @Test
  void shouldRefuseNestingThatIsTooDeep() {
    assertThat(refused("{\"a\":".repeat(100_000))).hasSize(1);
  }

  @Test
  void shouldNameEveryViolationAtOnce() {
    String json =
        """
        {"paymentId":"P 1","channelId":7,"status":"DONE",\
        "amount":{"minorUnits":-1,"currency":"cny"},"occurredAt":"2026-03-02T10:00:00","x":{}}\
        """;

    Parsed parsed = EventJson.readInput(EventType.PAYMENT, json, NOW);

    assertThat(((Parsed.Refused) parsed).violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "paymentId",
            "renewalId",
            "channelId",
            "status",
            "amount.minorUnits",
            "amount.currency",
            "occurredAt",
            "x");
  }

  @Test
  void shouldTakeAnEventOfTheImpliedTypeWithoutType() {
    Parsed parsed =
        EventJson.readInput(EventType.PAYMENT, PAYMENT.replace("\"type\":\"payment\",", ""), NOW);

    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
  }

  @Test
  void shouldRefuseAnotherTypeThanTheImplied() {
    Parsed parsed =
        EventJson.readInput(
            EventType.PAYMENT, PAYMENT.replace("\"type\":\"payment\"", "\"type\":\"update\""), NOW);

    assertThat(((Parsed.Refused) parsed).violations())
        .containsExactly(new Violation("type", "\"update\"", "one of payment"));
  }

  @Test
  void shouldRefuseOutputsWhereInputsAreTaken() {
    Parsed parsed = EventJson.readInput("{\"type\":\"activation\"}", NOW);

    assertThat(((Parsed.Refused) parsed).violations())
        .extracting(Violation::field)
        .containsExactly("type");
  }

  private static Parsed.Accepted accepted(String json) {
    Parsed parsed = EventJson.read(json);
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    return (Parsed.Accepted) parsed;
  }

  private static List<Violation> refused(String json) {
    Parsed parsed = EventJson.read(json);
    assertThat(parsed).isInstanceOf(Parsed.Refused.class);
    return ((Parsed.Refused) parsed).violations();
  }
}

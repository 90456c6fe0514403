package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.EventArbitraries;
import renewals.schemas.TrustedTypes;
import renewals.schemas.json.EventType;
import renewals.v1.Activation;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.Money;
import renewals.v1.NoticeChannel;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.Promotion;
import renewals.v1.QuietHours;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;
import renewals.v1.Robot;
import renewals.v1.RobotKind;
import renewals.v1.ValidityPolicy;
import renewals.v1.Weekday;

class EventContractTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  static {
    TrustedTypes.install();
  }

  private final RenewalRequested request =
      new RenewalRequested(
          "R1",
          "lakala-app",
          "cmcc",
          "M-1001",
          "T-77",
          "898600D6991330004146",
          new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
          new Money(5000L, "CNY"),
          new Promotion("SPRING", 500L, 1_000_000_000L),
          NOW,
          NOW);
  private final PaymentEvent payment =
      new PaymentEvent(
          "P1",
          "R1",
          "lakala-app",
          PaymentStatus.SETTLED,
          new Money(5000L, "CNY"),
          null,
          null,
          null,
          null,
          NOW);
  private final CarrierReview review =
      new CarrierReview("V1", "R1", "cmcc", null, ReviewOutcome.APPROVED, null, null, null, NOW);
  private final CarrierStatus status =
      new CarrierStatus("cmcc", CarrierState.MAINTENANCE, NOW, null, null, null, 1L);
  private final MerchantContact contact =
      new MerchantContact(
          "M-1001",
          "老王面馆",
          "zh-CN",
          "Asia/Shanghai",
          0L,
          "+8613800138000",
          "wang@example.com",
          "https://shop.example.com/hooks?x=1",
          "hooks/m-1001",
          new Robot(
              RobotKind.DINGTALK,
              "https://oapi.dingtalk.com/robot/send?access_token=a1",
              "robots/m-1001"),
          Map.of("PAID", List.of(), "REJECTED", List.of(NoticeChannel.SMS, NoticeChannel.ROBOT)),
          new QuietHours("22:00", "07:30", List.of(Weekday.MON)),
          "08:30");

  @Test
  void shouldFindNothingWhereAllIsWell() {
    for (SpecificRecord event : List.of(request, payment, review, status, contact)) {
      assertThat(EventContract.check(event, NOW)).isEmpty();
    }
  }

  @Test
  void shouldAllocateNothingWhereAllIsWell() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    checkThreeTypes();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      checkThreeTypes();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3 * 1000);
  }

  @Test
  void shouldRefuseWhatPartnersDoNotSend() {
    assertThatThrownBy(() -> EventContract.check(new Activation(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNameEveryViolationOfAnEmptyEvent() {
    assertThat(fields(new PaymentEvent()))
        .containsExactly("paymentId", "renewalId", "channelId", "status", "amount", "occurredAt");
    assertThat(fields(new RenewalRequested())).hasSize(9);
    assertThat(fields(new CarrierReview())).hasSize(5);
    assertThat(fields(new CarrierStatus())).hasSize(3);
    assertThat(fields(new MerchantContact())).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7:00", "24:00", "07:60", "07-00", "07:00:00", "٠٧:00", "ab:cd"})
  void shouldRefuseWhatIsNoTimeOfDay(String time) {
    contact.setDigest(time);
    contact.setQuiet(new QuietHours(time, "07:00", null));

    assertThat(fields(contact)).containsExactly("quiet.from", "digest");
  }

  @Test
  void shouldRefuseQuietHoursThatEndWhenTheyBegin() {
    contact.setQuiet(new QuietHours("07:00", "07:00", null));

    assertThat(fields(contact)).containsExactly("quiet.to");
  }

  @Test
  void shouldRefuseAContactsRevisionBelowZero() {
    contact.setRevision(-1L);

    assertThat(fields(contact)).containsExactly("revision");
  }

  @Test
  void shouldRefusePreferencesOfAKindThatIsNone() {
    contact.setPreferences(Map.of("DIGEST", List.of(NoticeChannel.SMS)));

    assertThat(fields(contact)).containsExactly("preferences");
  }

  @ParameterizedTest
  @ValueSource(strings = {"REJECTED", "REFUND_DUE", "CONTACT_CHANGED"})
  void shouldRefuseThatNobodyIsToldWhatMustBeTold(String kind) {
    contact.setPreferences(Map.of(kind, List.of()));

    assertThat(fields(contact)).containsExactly("preferences." + kind);
  }

  @Test
  void shouldTellUnknownChannelsAndDaysApart() {
    contact.setPreferences(Map.of("PAID", List.of(NoticeChannel.OTHER)));
    contact.setQuiet(new QuietHours("22:00", "07:00", List.of(Weekday.OTHER)));

    assertThat(EventContract.unknownSymbols(contact))
        .extracting(Violation::field)
        .containsExactly("preferences.PAID", "quiet.days");
  }

  @Test
  void shouldTellARobotOfAProviderThatIsUnknownApart() {
    contact.getRobot().setKind(RobotKind.OTHER);

    assertThat(EventContract.unknownSymbols(contact))
        .extracting(Violation::field)
        .containsExactly("robot.kind");
  }

  @Test
  void shouldDemandARobotsKindAndAddress() {
    contact.setRobot(new Robot());

    assertThat(fields(contact)).containsExactly("robot.kind", "robot.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "oapi.dingtalk.com/robot/send?access_token=a1", "ftp://a.b/a1"})
  void shouldNotRepeatTheAddressOfARobotThatItRefuses(String url) {
    contact.getRobot().setUrl(url);

    assertThat(EventContract.check(contact, NOW))
        .containsExactly(new Violation("robot.url", "(hidden)", WebhookUrl.EXPECTATION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "SEC\n", "卡"})
  void shouldRefuseWhatIsNoNameOfARobotsSecret(String ref) {
    contact.getRobot().setSecretRef(ref);

    assertThat(fields(contact)).containsExactly("robot.secretRef");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "é", "a\n", "卡", "a;b", "a@b"})
  void shouldRefuseIdsOfOtherCharacters(String id) {
    payment.setPaymentId(id);

    assertThat(fields(payment)).containsExactly("paymentId");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void shouldRefuseIdsThatAreStepsOfPaths(String id) {
    payment.setPaymentId(id);
    payment.setRenewalId(id);
    payment.setRefundOf(id);
    review.setReviewId(id);
    contact.setMerchantId(id);

    assertThat(fields(payment)).contains("paymentId", "renewalId", "refundOf");
    assertThat(fields(review)).containsExactly("reviewId");
    assertThat(fields(contact)).containsExactly("merchantId");
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "a.", "..-", "a..b", "...", ":", "-", "_"})
  void shouldTakeIdsThatHoldDots(String id) {
    payment.setPaymentId(id);

    assertThat(fields(payment)).isEmpty();
  }

  @Test
  void shouldTakeIdsOfUpTo64Characters() {
    payment.setPaymentId("aZ09_.:-".repeat(8));
    assertThat(fields(payment)).isEmpty();

    payment.setPaymentId("a".repeat(65));
    assertThat(fields(payment)).containsExactly("paymentId");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1_000_000_000_001L, 10_000_000_000_000L, Long.MAX_VALUE})
  void shouldRefusePaymentsOfNothingOrLessOrMoreThanTenToTheTwelfth(long minorUnits) {
    payment.getAmount().setMinorUnits(minorUnits);

    assertThat(fields(payment)).containsExactly("amount.minorUnits");
  }

  @Test
  void shouldTakeAnAmountDueOfNothingForAGift() {
    request.getAmountDue().setMinorUnits(0);

    assertThat(fields(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10_000_000_000_000L})
  void shouldRefuseANegativeAmountDueAndOneOfTenToTheThirteenth(long minorUnits) {
    request.getAmountDue().setMinorUnits(minorUnits);

    assertThat(fields(request)).containsExactly("amountDue.minorUnits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cny", "RMB", "", "CNYX"})
  void shouldRefuseWhatIsNoCurrency(String currency) {
    payment.getAmount().setCurrency(currency);

    assertThat(fields(payment)).containsExactly("amount.currency");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SETTLED", "FAILED"})
  void shouldRefuseARefundKindOnWhatIsNoRefund(String other) {
    payment.setStatus(PaymentStatus.valueOf(other));
    payment.setRefundKind(RefundKind.EXCESS);

    assertThat(fields(payment)).containsExactly("refundKind");
  }

  @Test
  void shouldTakeARefundWithAndWithoutKind() {
    payment.setStatus(PaymentStatus.REFUNDED);
    assertThat(fields(payment)).isEmpty();

    payment.setRefundKind(RefundKind.GOODWILL);
    assertThat(fields(payment)).isEmpty();
  }

  @Test
  void shouldTakeARefundThatNamesAPayment() {
    payment.setStatus(PaymentStatus.REFUNDED);
    payment.setRefundOf("P0");
    assertThat(fields(payment)).isEmpty();

    payment.setCumulative(true);
    payment.setRefundKind(RefundKind.EXCESS);
    assertThat(fields(payment)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SETTLED", "FAILED"})
  void shouldRefuseANamedPaymentAndASumOnWhatIsNoRefund(String other) {
    payment.setStatus(PaymentStatus.valueOf(other));
    payment.setRefundOf("P0");
    payment.setCumulative(true);

    assertThat(fields(payment)).containsExactly("refundOf", "cumulative");
  }

  @Test
  void shouldRefuseASumOfRefundsThatNameNoPaymentOrAreGoodwill() {
    payment.setStatus(PaymentStatus.REFUNDED);
    payment.setCumulative(true);
    assertThat(fields(payment)).containsExactly("cumulative");

    payment.setRefundOf("P0");
    payment.setRefundKind(RefundKind.GOODWILL);
    assertThat(fields(payment)).containsExactly("cumulative");
  }

  @Test
  void shouldTakeASingleAmountAsWhatIsAbsent() {
    payment.setCumulative(false);

    assertThat(fields(payment)).isEmpty();
  }

  @Test
  void shouldRefuseANamedPaymentThatIsNoId() {
    payment.setStatus(PaymentStatus.REFUNDED);
    payment.setRefundOf("P 0");

    assertThat(fields(payment)).containsExactly("refundOf");
  }

  @Test
  void shouldFindUnknownWordsWhereverSomethingIsDecidedByThem() {
    for (SpecificRecord event : List.of(request, payment, review, status, contact)) {
      for (Schema.Field field : event.getSchema().getFields()) {
        Schema words = enumOf(field.schema());
        if (words == null) {
          continue;
        }
        Object before = event.get(field.pos());
        event.put(field.pos(), SpecificData.get().createEnum(Symbols.OTHER, words));

        assertThat(EventContract.unknownSymbols(event).stream().map(Violation::field))
            .as("%s.%s", event.getSchema().getName(), field.name())
            .containsExactlyElementsOf(
                Symbols.decide(words) ? List.of(field.name()) : List.<String>of());
        assertThat(fields(event).contains(field.name())).isEqualTo(Symbols.decide(words));
        event.put(field.pos(), before);
        assertThat(EventContract.unknownSymbols(event)).isEmpty();
      }
    }
    request.getPlan().setValidityPolicy(ValidityPolicy.OTHER);
    assertThat(EventContract.unknownSymbols(request).stream().map(Violation::field))
        .containsExactly("plan.validityPolicy");
  }

  private static @Nullable Schema enumOf(Schema declared) {
    return (declared.isUnion() ? declared.getTypes() : List.of(declared))
        .stream().filter(type -> type.getType() == Schema.Type.ENUM).findFirst().orElse(null);
  }

  @Test
  void shouldCountCharactersOfFreeTextsAsCodePoints() {
    payment.setReason("\uD83D\uDE00".repeat(500));
    assertThat(fields(payment)).isEmpty();

    payment.setReason("卡".repeat(501));
    assertThat(fields(payment)).containsExactly("reason");
  }

  static Stream<String> unruly() {
    return Stream.of(
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u0000",
        "\u007F",
        "\u0085",
        "a\u2028b",
        "a\u2029b",
        "\u202E20",
        "\u200E",
        "\u200F",
        "\u061C",
        "\u2066a\u2069");
  }

  /** Every field that holds a free text: a new one that is not checked makes this fail. */
  @ParameterizedTest
  @MethodSource("unruly")
  void shouldRefuseTextsThatBreakALineOrTurnItsDirectionInEveryField(String text) {
    for (SpecificRecord event :
        List.of(
            request, request.getPlan(), request.getPromotion(), payment, review, status, contact)) {
      SpecificRecord whole = event instanceof Plan || event instanceof Promotion ? request : event;
      for (Schema.Field field : event.getSchema().getFields()) {
        if (!isText(field.schema())) {
          continue;
        }
        Object before = event.get(field.pos());
        event.put(field.pos(), text);

        assertThat(fields(whole))
            .as("%s.%s", event.getSchema().getName(), field.name())
            .anyMatch(found -> found.equals(field.name()) || found.endsWith('.' + field.name()));
        event.put(field.pos(), before);
      }
    }
  }

  private static boolean isText(Schema declared) {
    return (declared.isUnion() ? declared.getTypes() : List.of(declared))
        .stream().anyMatch(type -> type.getType() == Schema.Type.STRING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "中奖 http://evil.example",
        "HTTPS://x",
        "go to WWW.evil.example",
        "evil.example/login",
        "evil.example:8443/login",
        "evil.XN--p1ai/x"
      })
  void shouldRefuseNamesThatHoldAWebAddress(String name) {
    contact.setDisplayName(name);

    assertThat(fields(contact)).containsExactly("displayName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "老王面馆",
        "No.1 超市",
        "St. Mary's",
        "Café 24/7",
        "A.B/C",
        "A.B:24/7",
        "👨‍👩‍👧 family"
      })
  void shouldTakeUsualNames(String name) {
    contact.setDisplayName(name);

    assertThat(fields(contact)).isEmpty();
  }

  @Test
  void shouldRefuseACarrierStatusThatEndsBeforeItStarts() {
    status.setEndsAt(NOW.minusMillis(1));
    assertThat(fields(status)).containsExactly("endsAt");

    status.setEndsAt(NOW);
    assertThat(fields(status)).isEmpty();
  }

  @Test
  void shouldRefuseARevisionBelowZero() {
    status.setRevision(-1);
    assertThat(fields(status)).containsExactly("revision");

    status.setRevision(0);
    assertThat(fields(status)).isEmpty();
  }

  @Test
  void shouldRefuseEventTimesMoreThanADayAhead() {
    payment.setOccurredAt(NOW.plus(EventContract.AHEAD));
    assertThat(fields(payment)).isEmpty();

    payment.setOccurredAt(NOW.plus(EventContract.AHEAD).plusMillis(1));
    assertThat(fields(payment)).containsExactly("occurredAt");

    review.setDecidedAt(NOW.plus(Duration.ofDays(2)));
    assertThat(fields(review)).containsExactly("decidedAt");

    request.setRequestedAt(NOW.plus(Duration.ofDays(2)));
    assertThat(fields(request)).containsExactly("requestedAt");
  }

  @Test
  void shouldRefuseRequestsOlderThan90Days() {
    request.setRequestedAt(NOW.minus(EventContract.OLDEST_REQUEST));
    assertThat(fields(request)).isEmpty();

    request.setRequestedAt(NOW.minus(EventContract.OLDEST_REQUEST).minusMillis(1));
    assertThat(fields(request)).containsExactly("requestedAt");
  }

  @Test
  void shouldTakePaymentsAndReviewsHoweverLate() {
    payment.setOccurredAt(NOW.minus(Duration.ofDays(3650)));
    review.setDecidedAt(NOW.minus(Duration.ofDays(3650)));

    assertThat(fields(payment)).isEmpty();
    assertThat(fields(review)).isEmpty();
  }

  @Test
  void shouldRefuseAbsurdTimesAndNeverFailOnThem() {
    for (long millis : new long[] {Long.MIN_VALUE, -1, 253_402_300_800_000L, Long.MAX_VALUE}) {
      Instant time = Instant.ofEpochMilli(millis);
      payment.setOccurredAt(time);
      review.setValidUntil(time);
      request.setCurrentValidUntil(time);
      status.setStartsAt(time);
      status.setEndsAt(time);
      assertThat(fields(payment)).containsExactly("occurredAt");
      assertThat(fields(review)).containsExactly("validUntil");
      assertThat(fields(request)).containsExactly("currentValidUntil");
      assertThat(fields(status)).containsExactly("startsAt", "endsAt");
      assertThat(EventContract.check(payment, Instant.MAX)).isNotNull();
      assertThat(EventContract.check(request, Instant.MIN)).isNotNull();
    }
  }

  @Test
  void shouldTakeACarrierStatusThatBeginsInTheFuture() {
    status.setStartsAt(NOW.plus(Duration.ofDays(30)));

    assertThat(fields(status)).isEmpty();
  }

  @Test
  void shouldRefuseAnIccidOfWrongShape() {
    request.setIccid("12345");
    review.setIccid("12345");

    assertThat(fields(request)).containsExactly("iccid");
    assertThat(fields(review)).containsExactly("iccid");
  }

  @Test
  void shouldRefuseAPlanWithWrongPeriodAndNegativeData() {
    request.setPlan(new Plan("x".repeat(501), "P1M1D", -1L, null));

    assertThat(fields(request)).containsExactly("plan.planId", "plan.validity", "plan.dataBytes");
  }

  @Test
  void shouldRefuseAPromotionThatTakesOrOverflows() {
    request.setPromotion(new Promotion("A", -1L, -1L));
    assertThat(fields(request)).containsExactly("promotion.discount", "promotion.bonusDataBytes");

    request.setPromotion(new Promotion("A", 0L, Long.MAX_VALUE));
    assertThat(fields(request)).containsExactly("promotion.bonusDataBytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zh_CN", "chineselanguage", "zh-", "-", "中文"})
  void shouldRefuseLocalesThatAreNotWellFormed(String locale) {
    contact.setLocale(locale);

    assertThat(fields(contact)).containsExactly("locale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shanghai", "+08:00", "asia/shanghai", "Mars/Base"})
  void shouldRefuseZonesThatAreNotIanas(String zone) {
    contact.setZone(zone);

    assertThat(fields(contact)).containsExactly("zone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "13800138000", "+0138001380", "+123456", "+86 138", "+8613８00138"})
  void shouldRefusePhoneNumbersThatAreNotE164(String phone) {
    contact.setPhone(phone);

    assertThat(fields(contact)).containsExactly("phone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wang",
        "@example.com",
        "wang@",
        "a@b@c",
        "a b@c.com",
        "a@c.com\r\nBcc: x@y.z",
        "a@c.com,b@c.com",
        "a@.com",
        "a@com.",
        "a@b..c",
        "<a@b.c>",
        "a@b\u3000.c",
        "wang@localhost",
        "wang@shop_1.example",
        "wang@-shop.example",
        "wang@[192.0.2.1]",
        "wang@192.0.2.1",
        ".wang@example.com",
        "wa..ng@example.com",
        "王@example.com",
        "wang@例子.com",
        "wang@example.com\u560d\u560aRCPT",
        "ｗang@example.com"
      })
  void shouldRefuseWhatIsNotOneMailbox(String email) {
    contact.setEmail(email);

    assertThat(fields(contact)).containsExactly("email");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example.com",
        "ftp://a.b/",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://user:pw@a.b/",
        "https://a.b/#x",
        "https://a b/",
        "javascript:alert(1)",
        "https://shop.example:99999/",
        "https://shop.example:0/",
        "https://shop.example:/",
        "https://my_shop.example/",
        "https://-shop.example/",
        "https://shop.example./",
        "https://[fe80::1%25eth0]/",
        "https://商店.example/",
        "https://shop.example/通知",
        "https://shop.example/?to=\u560d\u560a"
      })
  void shouldRefuseWhatIsNoWebAddress(String url) {
    contact.setWebhookUrl(url);

    assertThat(fields(contact)).containsExactly("webhookUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wang@example.com",
        "Wang.Li+renewals@shop-1.example.com",
        "o'neil@example.com",
        "wang@xn--fsqu00a.example"
      })
  void shouldTakeEveryMailboxThatMailCanBeSentTo(String email) {
    contact.setEmail(email);

    assertThat(fields(contact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/notices?id=1&name=%E7%8E%8B",
        "HTTPS://SHOP.EXAMPLE:65535/",
        "http://receiver:8080",
        "https://xn--fsqu00a.example/",
        "https://192.0.2.1/",
        "https://[2001:db8::1]:8443/"
      })
  void shouldTakeEveryUrlThatCanBePostedTo(String url) {
    contact.setWebhookUrl(url);

    assertThat(fields(contact)).isEmpty();
  }

  @Provide
  Arbitrary<SpecificRecord> inputs() {
    return EventArbitraries.events().filter(event -> EventType.of(event).isInput());
  }

  @Property(tries = 1000)
  void shouldNeverThrowWhateverAnEventHolds(@ForAll("inputs") SpecificRecord event) {
    assertThat(EventContract.check(event, NOW)).isNotNull();
  }

  private void checkThreeTypes() {
    assertThatEmpty(EventContract.check(request, NOW));
    assertThatEmpty(EventContract.check(payment, NOW));
    assertThatEmpty(EventContract.check(review, NOW));
  }

  private static void assertThatEmpty(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new AssertionError(violations);
    }
  }

  private static List<String> fields(SpecificRecord event) {
    return EventContract.check(event, NOW).stream().map(Violation::field).toList();
  }
}

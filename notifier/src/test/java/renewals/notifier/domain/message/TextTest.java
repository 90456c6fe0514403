package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;

class TextTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-04-02T02:32:00Z");
  private static final Amount MUCH = new Amount(1_000_000_000_000L, "CNY");
  private static final Expected SOON = expected(3600L, 7200L, null);
  private static final NoticeComposer COMPOSER =
      new NoticeComposer(
          Map.of(Language.CHINESE, "流量卡续费", Language.ENGLISH, "Renewals"), PageLinks.NONE);

  /** Every kind, with the longest values that the contract allows, and with everything left out. */
  static List<MerchantEvent> everyNews() {
    return List.of(
        new MerchantEvent.Activated(AT, UNTIL, 1_230_000_000_000_000L, null),
        new MerchantEvent.Activated(AT, null, 1_000_000_000L, null),
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REFUND, UNTIL),
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REFUND, null),
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REVIEW, UNTIL),
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REVIEW, null),
        new MerchantEvent.Reversed(AT, null, UNTIL),
        new MerchantEvent.Reversed(AT, null, null),
        new MerchantEvent.Paid(MUCH, SOON),
        new MerchantEvent.Paid(null, null),
        new MerchantEvent.PaymentFailed(MUCH, "余额不足 account 6222020200001234567"),
        new MerchantEvent.PaymentFailed(null, null),
        new MerchantEvent.Underpaid(MUCH),
        new MerchantEvent.Underpaid(null),
        new MerchantEvent.Rejected(
            Refusal.REAL_NAME_MISSING, "请拨打 13800000000 或 +86 138-0000-0000", null),
        new MerchantEvent.Rejected(Refusal.OTHER, null, null),
        new MerchantEvent.Rejected(Refusal.CONFLICTING_JOB, null, MUCH),
        new MerchantEvent.Rejected(Refusal.OTHER, "该号码已列入黑名单", MUCH),
        new MerchantEvent.Approved(MUCH),
        new MerchantEvent.Mismatch(MUCH, "channelId"),
        new MerchantEvent.Mismatch(MUCH, null),
        new MerchantEvent.Delayed(SOON),
        new MerchantEvent.Delayed(null),
        new MerchantEvent.Lapsed(),
        new MerchantEvent.Stalled(),
        new MerchantEvent.RefundDue(MUCH),
        new MerchantEvent.RefundDue(null),
        new MerchantEvent.RefundDue(MUCH, MerchantEvent.Overdue.LAPSED),
        new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.LAPSED),
        new MerchantEvent.RefundDue(MUCH, MerchantEvent.Overdue.STALLED),
        new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.STALLED),
        new MerchantEvent.Refunded(MUCH),
        new MerchantEvent.Refunded(null),
        new MerchantEvent.Activated(AT.plusSeconds(60), UNTIL, 1_230_000_000_000_000L, null),
        new MerchantEvent.Activated(AT.plusSeconds(60), null, 1_000_000_000L, null),
        new MerchantEvent.ExpiryReminder(UNTIL, SOON, AT, null, false),
        new MerchantEvent.ExpiryReminder(UNTIL, null, AT.plusSeconds(60), UNTIL, false),
        new MerchantEvent.ExpiryReminder(AT, SOON, null, UNTIL, true),
        new MerchantEvent.ExpiryReminder(AT, null, null, UNTIL, true),
        new MerchantEvent.ExpiryReminder(UNTIL, null),
        new MerchantEvent.ExpiryReminder(UNTIL, SOON),
        new MerchantEvent.ExpiryReminder(AT.plusSeconds(60), SOON),
        new MerchantEvent.ExpiryReminder(AT, SOON),
        new MerchantEvent.ExpiryReminder(UNTIL, expected(null, null, "OUTAGE_OPEN_END")),
        new MerchantEvent.ExpiryReminder(null, null),
        new MerchantEvent.CarrierNotice(SOON, "MAINTENANCE", "卡号 898600D6991330004146"),
        new MerchantEvent.CarrierNotice(null, null, null),
        data(false, UNTIL),
        data(false, null),
        data(true, null),
        new MerchantEvent.CardResumed("卡号 898600D6991330004146"),
        new MerchantEvent.CardResumed(null),
        announced("CAMPAIGN", "x".repeat(500), null),
        announced("FEES", "资费调整，详情请拨打 13800000000", "https://example.com/fees"),
        new MerchantEvent.ContactChanged(true, List.of(Channel.EMAIL)),
        new MerchantEvent.ContactChanged(
            false, List.of(Channel.SMS, Channel.EMAIL, Channel.WEBHOOK)),
        new MerchantEvent.AddressPaused(Channel.EMAIL),
        new MerchantEvent.AddressRecovered(Channel.EMAIL));
  }

  private static MerchantEvent announced(String about, String words, @Nullable String link) {
    MerchantEvent.Announced.LocalizedText text =
        new MerchantEvent.Announced.LocalizedText(words, words);
    return new MerchantEvent.Announced(
        "A1", 3, about, text, text, link, link == null ? AT : UNTIL, link == null ? null : UNTIL);
  }

  /** Every way in which a card can be stopped. */
  static List<MerchantEvent> everyStop() {
    List<MerchantEvent> all = new ArrayList<>();
    for (MerchantEvent.StopCause cause : MerchantEvent.StopCause.values()) {
      for (boolean forGood : new boolean[] {false, true}) {
        MerchantEvent.Stop stop = new MerchantEvent.Stop(forGood, cause);
        all.add(new MerchantEvent.CardStopped(stop, "请拨打 13800000000"));
        all.add(new MerchantEvent.Activated(AT, UNTIL, 1_500_000_000L, stop));
      }
    }
    return all;
  }

  private static MerchantEvent data(boolean usedUp, @Nullable Instant runsOutAt) {
    long allowance = 999_990_000_000L;
    long used = usedUp ? allowance : 3_210_000_000L;
    return new MerchantEvent.DataUsed(usedUp, used, allowance, AT, AT, runsOutAt);
  }

  /** Every shape that an expected time can have. */
  static List<Expected> everyExpected() {
    return List.of(
        SOON,
        expected(3600L, 7200L, "MAINTENANCE"),
        expected(null, 7200L, "OUTAGE"),
        expected(3600L, null, "BEYOND_EXPERIENCE"),
        expected(-60L, 7200L, null),
        expected(-3600L, -60L, null),
        expected(null, null, null),
        expected(null, null, "MAINTENANCE_OPEN_END"),
        expected(null, null, "OUTAGE_OPEN_END"),
        expected(null, null, "BEYOND_EXPERIENCE"),
        expected(null, null, "SOMETHING_NEW"));
  }

  private static Stream<MerchantEvent> allNews() {
    Stream<MerchantEvent> expecting =
        everyExpected().stream()
            .flatMap(
                expected ->
                    Stream.of(
                        new MerchantEvent.Paid(MUCH, expected),
                        new MerchantEvent.Delayed(expected),
                        new MerchantEvent.ExpiryReminder(UNTIL, expected),
                        new MerchantEvent.CarrierNotice(expected, "OUTAGE", null)));
    return Stream.of(everyNews().stream(), everyStop().stream(), expecting).flatMap(news -> news);
  }

  private static Expected expected(@Nullable Long likely, @Nullable Long by, @Nullable String why) {
    return new Expected(
        likely == null ? null : AT.plusSeconds(likely),
        by == null ? null : AT.plusSeconds(by),
        "carrier",
        42,
        why);
  }

  static Stream<Arguments> everyText() {
    return Arrays.stream(Language.values())
        .flatMap(language -> allNews().map(news -> Arguments.of(language, news)));
  }

  @Test
  void shouldHaveASampleOfEveryKind() {
    assertThat(allNews().map(MerchantEvent::kind))
        .containsAll(EnumSet.complementOf(EnumSet.of(Kind.DIGEST, Kind.WEBHOOK_CHALLENGE)));
  }

  @Test
  void shouldCarryTheLinkToThePageInBothLanguagesButNotInTheSms() {
    NoticeComposer linking =
        new NoticeComposer(
            Map.of(), (renewalId, at) -> Optional.of("https://example.com/r/" + renewalId));
    for (Language language : Language.values()) {
      Text text =
          linking.text(cause(new MerchantEvent.Lapsed()), contact(language, "Asia/Shanghai"), AT);

      assertThat(text.link()).isEqualTo("https://example.com/r/R1");
      assertThat(text.body()).contains("https://example.com/r/R1\n");
      assertThat(text.sms()).doesNotContain("https");
    }
  }

  @ParameterizedTest
  @MethodSource("everyText")
  void shouldFitOneSmsWithItsSignatureWithoutBeingCut(Language language, MerchantEvent news) {
    String sms = text(language, news).sms();
    assertThat(sms).startsWith("【").contains("】").hasSizeLessThanOrEqualTo(70).doesNotEndWith("…");
  }

  @ParameterizedTest
  @MethodSource("everyText")
  void shouldNeverShowAWholeCardOrPhoneNumber(Language language, MerchantEvent news) {
    Text text = text(language, news);
    assertThat(text.subject() + text.body() + text.sms())
        .doesNotContain("898600D6991330004146", "13800000000", "138-0000-0000", "622202020000");
    assertThat(text.body()).contains("898600…4146");
  }

  private static boolean isOfNoCard(Kind kind) {
    return EnumSet.of(
            Kind.CONTACT_CHANGED,
            Kind.ADDRESS_PAUSED,
            Kind.ADDRESS_RECOVERED,
            Kind.ANNOUNCEMENT,
            Kind.CAMPAIGN)
        .contains(kind);
  }

  @ParameterizedTest
  @MethodSource("everyText")
  void shouldHaveASubjectOfOneLineAndABodyWithoutGaps(Language language, MerchantEvent news) {
    Text text = text(language, news);
    assertThat(text.subject()).isNotBlank().doesNotContain("\n");
    if (!isOfNoCard(news.kind())) {
      assertThat(text.subject()).contains("4146");
    }
    assertThat(text.body()).doesNotContain("null").contains("R1", "T-77");
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void shouldSayEveryReasonOfRejectionInPlainWordsAndWhatToDo(Refusal refusal) {
    MerchantEvent news = new MerchantEvent.Rejected(refusal, null, null);
    String chinese = text(Language.CHINESE, news).body();
    String english = text(Language.ENGLISH, news).body();
    assertThat(chinese).contains("原因：", "您可以这样做：").doesNotContain(refusal.name());
    assertThat(english).contains("Reason: ", "What you can do: ").doesNotContain(refusal.name());
    assertThat(text(Language.CHINESE, news).sms()).hasSizeLessThanOrEqualTo(70).doesNotEndWith("…");
    assertThat(text(Language.ENGLISH, news).sms()).hasSizeLessThanOrEqualTo(70).doesNotEndWith("…");
  }

  @Test
  void shouldSayWithARefusalWhatGoesBack() {
    Amount paid = new Amount(5000, "CNY");
    MerchantEvent news = new MerchantEvent.Rejected(Refusal.CARD_NOT_FOUND, null, paid);

    assertThat(text(Language.CHINESE, news).body()).contains("将退还您 50.00 元，由支付渠道原路退回。");
    assertThat(text(Language.CHINESE, news).sms()).contains("将退还您50.00 元");
    assertThat(text(Language.ENGLISH, news).body()).contains("A refund of CNY 50.00 is on its way");
    assertThat(text(Language.ENGLISH, new MerchantEvent.Rejected(Refusal.OTHER, null, null)).body())
        .doesNotContain("refund");
  }

  @Test
  void shouldSayThatPayingIsAllThatIsLeftOnceTheCarrierHasApproved() {
    MerchantEvent news = new MerchantEvent.Approved(new Amount(5000, "CNY"));

    assertThat(text(Language.ENGLISH, news).body())
        .contains(
            "The carrier has approved this renewal.\nPay CNY 50.00 and the renewal takes effect at once.");
    assertThat(text(Language.CHINESE, news).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡续费审核已通过，付款50.00 元后立即生效。");
  }

  @Test
  void shouldNotSayThatThereIsNoReasonBesideTheCarriersWords() {
    MerchantEvent news = new MerchantEvent.Rejected(Refusal.OTHER, "该号码已列入黑名单", null);

    assertThat(text(Language.CHINESE, news).body())
        .contains("运营商说明：该号码已列入黑名单")
        .doesNotContain("原因：");
    assertThat(text(Language.ENGLISH, news).body())
        .contains("The carrier says: 该号码已列入黑名单")
        .doesNotContain("Reason:");
  }

  @Test
  void shouldNotSayThatPayingIsNoUseWhereItIsTheWayOut() {
    for (MerchantEvent.StopCause cause : MerchantEvent.StopCause.values()) {
      MerchantEvent news =
          new MerchantEvent.CardStopped(new MerchantEvent.Stop(false, cause), null);
      boolean helps = text(Language.ENGLISH, news).body().contains("do: Renew");

      assertThat(text(Language.ENGLISH, news).body().contains("whatever has been paid"))
          .as(cause.name())
          .isEqualTo(!helps);
      assertThat(text(Language.CHINESE, news).body().contains("已付的续费不能解除停用"))
          .as(cause.name())
          .isEqualTo(!helps);
    }
  }

  @Test
  void shouldSendNobodyToAMailThatHeMayNotHave() {
    assertThat(allNews().map(news -> text(Language.CHINESE, news).sms()))
        .noneMatch(sms -> sms.contains("邮件"));
  }

  @Test
  void shouldPromiseNothingThatNobodyDoesWhereTheCarrierIsSilent() {
    assertThat(text(Language.CHINESE, new MerchantEvent.Stalled()).body())
        .contains("若之后审核通过，续费仍会生效")
        .doesNotContain("人工", "申请退款");
    assertThat(text(Language.ENGLISH, new MerchantEvent.Stalled()).body())
        .contains("If it still approves it, the renewal takes effect.")
        .doesNotContain("person", "refund");
  }

  @Test
  void shouldNameTheZoneAndSignAsItsReadersDo() {
    assertThat(text(Language.CHINESE, new MerchantEvent.Lapsed()).body())
        .contains("（以上均为北京时间）")
        .endsWith("\n【流量卡续费】");
    assertThat(text(Language.ENGLISH, new MerchantEvent.Lapsed()).body())
        .contains("(all times in this message are Beijing time)")
        .endsWith("\n— Renewals");
  }

  @Test
  void shouldTellActivationInChinese() {
    Text text =
        text(Language.CHINESE, new MerchantEvent.Activated(AT, UNTIL, 1_500_000_000L, null));
    assertThat(text.subject()).isEqualTo("尾号4146流量卡已可使用");
    assertThat(text.sms()).isEqualTo("【流量卡续费】尾号4146流量卡已可使用，有效期至2026-04-02 10:32，流量1.5 GB。");
    assertThat(text.body())
        .isEqualTo(
            """
            老王小吃店，您好：

            续费成功，卡可使用至 2026-04-02 10:32。
            有效期：2026-03-02 10:00 至 2026-04-02 10:32
            流量：1.5 GB

            卡号：898600…4146
            终端：T-77
            续费单号：R1
            时间：2026-03-02 10:00（以上均为北京时间）

            【流量卡续费】\
            """);
  }

  @Test
  void shouldTellActivationInEnglish() {
    Text text =
        text(Language.ENGLISH, new MerchantEvent.Activated(AT, UNTIL, 1_500_000_000L, null));
    assertThat(text.subject()).isEqualTo("Card 4146 can be used");
    assertThat(text.sms())
        .isEqualTo("【Renewals】Card 4146 can be used until 2026-04-02 10:32, data 1.5 GB.");
    assertThat(text.body())
        .contains("Valid from: 2026-03-02 10:00 until 2026-04-02 10:32", "Data: 1.5 GB");
  }

  @Test
  void shouldSayUntilWhenTheCardWorksAndNeverNowWhereThePeriodIsToBegin() {
    MerchantEvent early =
        new MerchantEvent.Activated(
            Instant.parse("2026-03-09T02:00:00Z"), UNTIL, 1_500_000_000L, null);

    assertThat(text(Language.ENGLISH, early).subject()).isEqualTo("Card 4146 is renewed");
    assertThat(text(Language.ENGLISH, early).body())
        .contains("Your card is renewed and works until 2026-04-02 10:32.")
        .contains("The new period begins where the old one ends, on 2026-03-09 10:00")
        .doesNotContain("now");
    assertThat(text(Language.CHINESE, early).body())
        .contains("续费成功，卡可使用至 2026-04-02 10:32。")
        .contains("有效期从原到期日 2026-03-09 10:00 接续")
        .doesNotContain("现在");
    assertThat(text(Language.CHINESE, early).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡续费成功，可使用至2026-04-02 10:32，流量1.5 GB。");
  }

  @Test
  void shouldSayWhetherTheMoneyWentBackOrTheCarrierTookItBack() {
    MerchantEvent byRefund = new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REFUND, null);
    MerchantEvent byReview = new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REVIEW, UNTIL);

    assertThat(text(Language.CHINESE, byRefund).body())
        .contains("您的续费款已退回，此次续费已撤销。")
        .doesNotContain("运营商");
    assertThat(text(Language.CHINESE, byRefund).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡款项已退回，续费已撤销，已无剩余有效期。");
    assertThat(text(Language.CHINESE, byReview).body())
        .contains("运营商撤回了审核，此次续费已撤销。")
        .doesNotContain("退回");
    assertThat(text(Language.ENGLISH, byRefund).body())
        .contains("Your payment has been returned, so this renewal has been cancelled.");
    assertThat(text(Language.ENGLISH, byReview).body())
        .contains("The carrier withdrew its approval, so this renewal has been cancelled.");
    assertThat(text(Language.ENGLISH, byReview).sms())
        .isEqualTo("【Renewals】Card 4146: carrier withdrew it; valid to 2026-04-02 10:32");
  }

  @Test
  void shouldSayThatAllTheMoneyWentBackAndThatOneMayRenewAgain() {
    MerchantEvent refunded = new MerchantEvent.Refunded(new Amount(5000, "CNY"));

    assertThat(text(Language.CHINESE, refunded).subject()).isEqualTo("尾号4146流量卡续费款已退回");
    assertThat(text(Language.CHINESE, refunded).body())
        .contains("您的续费款 50.00 元已退回，此次续费已撤销。", "需要时可重新发起续费。")
        .doesNotContain("还差");
    assertThat(text(Language.CHINESE, refunded).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡续费款50.00 元已退回，续费已撤销；需要时可重新续费。");
    assertThat(text(Language.ENGLISH, refunded).body())
        .contains(
            "CNY 50.00 has been paid back to you, and this renewal has been cancelled.",
            "You can renew again whenever you like.");
    assertThat(text(Language.ENGLISH, refunded).sms())
        .isEqualTo("【Renewals】Card 4146: CNY 50.00 paid back, renewal cancelled.");
  }

  @Test
  void shouldSayWhatIsLeftOfTheDataAndUntilWhenItLasts() {
    MerchantEvent low =
        new MerchantEvent.DataUsed(false, 850_000_000L, 1_000_000_000L, AT, AT, UNTIL);

    assertThat(text(Language.CHINESE, low).subject()).isEqualTo("尾号4146流量卡流量剩余150 MB");
    assertThat(text(Language.CHINESE, low).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡流量剩余150 MB，预计2026-04-02 10:32左右用完。");
    assertThat(text(Language.ENGLISH, low).body())
        .contains(
            "850 MB of 1 GB are used, 150 MB are left (the carrier's count of 2026-03-02 10:00).",
            "they last until about 2026-04-02 10:32");
  }

  @Test
  void shouldSayWhyACardIsStoppedAndWhatToDo() {
    MerchantEvent stopped =
        new MerchantEvent.CardStopped(
            new MerchantEvent.Stop(false, MerchantEvent.StopCause.NO_REAL_NAME), null);

    assertThat(text(Language.CHINESE, stopped).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡已被停用：这张卡还没有实名认证。详情请咨询运营商。");
    assertThat(text(Language.ENGLISH, stopped).body())
        .contains(
            "Reason: The card hasn't been registered to a person yet (real-name registration).",
            "What you can do: Register in the carrier's app or shop; then it works again.");
  }

  @Test
  void shouldNotCallAStoppedCardUsableWhenItsRenewalIsDone() {
    MerchantEvent done =
        new MerchantEvent.Activated(
            AT,
            UNTIL,
            1_500_000_000L,
            new MerchantEvent.Stop(false, MerchantEvent.StopCause.NO_REAL_NAME));

    assertThat(text(Language.CHINESE, done).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡续费成功，但卡已停用：这张卡还没有实名认证。");
    assertThat(text(Language.ENGLISH, done).subject())
        .isEqualTo("Card 4146: renewed, but stopped (holder not registered)");
    assertThat(text(Language.ENGLISH, done).body())
        .contains("the carrier has stopped it.", "Valid from: 2026-03-02 10:00")
        .doesNotContain("can be used now");
  }

  @Test
  void shouldGiveNoReasonWhereThereIsNoneButThatItWasTheCarrier() {
    for (MerchantEvent.StopCause cause :
        List.of(MerchantEvent.StopCause.CARRIER, MerchantEvent.StopCause.OTHER)) {
      for (boolean forGood : new boolean[] {false, true}) {
        MerchantEvent stopped =
            new MerchantEvent.CardStopped(new MerchantEvent.Stop(forGood, cause), null);
        assertThat(text(Language.CHINESE, stopped).body()).doesNotContain("原因：");
        assertThat(text(Language.ENGLISH, stopped).body())
            .doesNotContain("Reason:")
            .contains("What you can do: Ask the ");
      }
    }
    MerchantEvent closed =
        new MerchantEvent.CardStopped(
            new MerchantEvent.Stop(true, MerchantEvent.StopCause.OTHER), null);
    assertThat(text(Language.ENGLISH, closed).sms())
        .isEqualTo("【Renewals】Card 4146 was closed: ask the carrier why.");
    assertThat(text(Language.CHINESE, closed).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡已销户：运营商未说明原因。请联系终端提供方换卡。");
  }

  /** His card may work all along: it is the renewal that takes effect by then. */
  @Test
  void shouldNeverSayOfARenewalUnderWayThatItsCardCannotBeUsed() {
    Amount amount = new Amount(5000, "CNY");
    List<MerchantEvent> underWay =
        new ArrayList<>(
            List.of(
                new MerchantEvent.Stalled(),
                new MerchantEvent.Lapsed(),
                new MerchantEvent.Underpaid(amount),
                new MerchantEvent.Approved(amount),
                new MerchantEvent.Rejected(Refusal.CARRIER_ERROR, null, amount),
                new MerchantEvent.Refunded(amount)));
    for (Expected expected : everyExpected()) {
      underWay.add(new MerchantEvent.Paid(amount, expected));
      underWay.add(new MerchantEvent.Delayed(expected));
      underWay.add(new MerchantEvent.CarrierNotice(expected, null, null));
    }
    for (MerchantEvent news : underWay) {
      for (Language language : Language.values()) {
        Text text = text(language, news);
        assertThat(text.subject() + text.body() + text.sms())
            .as("%s", news)
            .doesNotContain("可用", "开通", "能使用", "usable", "be used", "card works", "card will");
      }
    }
  }

  @Test
  void shouldNotAskForARenewalOfACardThatWasJustRenewed() {
    MerchantEvent done =
        new MerchantEvent.Activated(
            AT,
            UNTIL,
            1_500_000_000L,
            new MerchantEvent.Stop(false, MerchantEvent.StopCause.EXPIRED));

    assertThat(text(Language.CHINESE, done).body()).contains("一般会自动恢复").doesNotContain("请续费");
    assertThat(text(Language.ENGLISH, done).body()).doesNotContain("do: Renew");
  }

  @Test
  void shouldFormatMoneyWithItsCurrency() {
    assertThat(
            text(Language.CHINESE, new MerchantEvent.Underpaid(new Amount(123_450, "CNY"))).body())
        .contains("还差 1,234.50 元");
    assertThat(
            text(Language.ENGLISH, new MerchantEvent.Underpaid(new Amount(123_450, "CNY"))).body())
        .contains("CNY 1,234.50 is still missing");
    assertThat(text(Language.ENGLISH, new MerchantEvent.Underpaid(new Amount(5000, "JPY"))).body())
        .contains("JPY 5,000 is");
  }

  @Test
  void shouldSayInPlainWordsWhatDoesNotFit() {
    Amount amount = new Amount(5000, "CNY");
    assertThat(
            text(Language.CHINESE, new MerchantEvent.Mismatch(amount, "payment.channelId")).body())
        .contains("付款渠道与下单渠道不同");
    assertThat(
            text(Language.ENGLISH, new MerchantEvent.Mismatch(amount, "payment.amount.currency"))
                .body())
        .contains("it is in another currency");
    assertThat(text(Language.ENGLISH, new MerchantEvent.Mismatch(amount, null)).body())
        .contains("its details differ from the order");
  }

  @Test
  void shouldTellTimesInTheMerchantsZone() {
    Contact berlin = contact(Language.ENGLISH, "Europe/Berlin");
    assertThat(
            COMPOSER.text(cause(new MerchantEvent.ExpiryReminder(UNTIL, null)), berlin, AT).body())
        .contains("expires at 2026-04-02 04:32", "Europe/Berlin");
  }

  @ParameterizedTest
  @MethodSource("everyText")
  void shouldFillInAllThatItsWordsName(Language language, MerchantEvent news) {
    Text text = text(language, news);
    assertThat(text.subject() + text.body() + text.sms()).doesNotContain("{", "}", "||");
  }

  @Test
  void shouldWriteChineseForEveryChineseLocaleAndEnglishElse() {
    assertThat(List.of("zh-CN", "zh", "zh-Hant-TW", "ZH-hk"))
        .allSatisfy(locale -> assertThat(Language.of(locale)).isEqualTo(Language.CHINESE));
    assertThat(List.of("en", "en-GB", "de-DE", "zhx", ""))
        .allSatisfy(locale -> assertThat(Language.of(locale)).isEqualTo(Language.ENGLISH));
  }

  @Test
  void shouldMaskNumbersInTheMerchantsOwnName() {
    Contact contact =
        new Contact(
            "M-1",
            "Wang 138 0000 0000",
            Language.ENGLISH,
            ZoneId.of("UTC"),
            null,
            "a@b",
            null,
            null);
    assertThat(COMPOSER.text(cause(new MerchantEvent.Lapsed()), contact, AT).body())
        .startsWith("Hello Wang …0000,");
  }

  private static Text text(Language language, MerchantEvent news) {
    return COMPOSER.text(cause(news), contact(language, "Asia/Shanghai"), AT);
  }

  private static Contact contact(Language language, String zone) {
    return new Contact(
        "M-1", "老王小吃店", language, ZoneId.of(zone), "+8613800000000", "a@b.cn", null, null);
  }

  private static NotificationTrigger cause(MerchantEvent news) {
    return new NotificationTrigger("R1/u3", "M-1", "R1", "T-77", "898600…4146", "cmcc", AT, news);
  }
}

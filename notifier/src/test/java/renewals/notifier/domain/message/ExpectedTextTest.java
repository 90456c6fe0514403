package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

/** What a merchant is told of expected times: likely 11:00, by 12:00 in Shanghai, told at 10:00. */
class ExpectedTextTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TWO = Duration.ofHours(2);
  private static final NoticeComposer COMPOSER =
      new NoticeComposer(
          Map.of(Language.CHINESE, "流量卡续费", Language.ENGLISH, "Renewals"), PageLinks.NONE);

  @Test
  void shouldTellBothTimesWherePaid() {
    MerchantEvent paid = new MerchantEvent.Paid(new Amount(5000, "CNY"), expected(HOUR, TWO, null));

    assertThat(chinese(paid).body())
        .contains(
            "已收到续费款 50.00 元，正在等待运营商审核。\n续费预计 2026-03-02 11:00 生效，一般不晚于 2026-03-02 12:00（约九成的情况）。\n");
    assertThat(english(paid).body())
        .contains(
            "The renewal usually takes effect around 2026-03-02 11:00; nine times out of ten by 2026-03-02 12:00.");
    assertThat(chinese(paid).sms()).isEqualTo("【流量卡续费】尾号4146流量卡续费款已收到，一般不晚于2026-03-02 12:00生效。");
    assertThat(english(paid).sms())
        .isEqualTo("【Renewals】Card 4146: paid, usually in effect by 2026-03-02 12:00");
  }

  @Test
  void shouldTellTheLatestTimeAloneWhereOnlyThatIsKnown() {
    MerchantEvent delayed = new MerchantEvent.Delayed(expected(null, TWO, null));

    assertThat(chinese(delayed).body())
        .contains("续费一般不晚于 2026-03-02 12:00 生效（约九成的情况）。")
        .doesNotContain("预计");
    assertThat(english(delayed).body())
        .contains("Nine times out of ten the renewal takes effect by 2026-03-02 12:00.")
        .doesNotContain("usually");
    assertThat(english(delayed).sms())
        .isEqualTo("【Renewals】Card 4146: review delayed, expected by 2026-03-02 12:00.");
  }

  @Test
  void shouldNotTellALikelyTimeThatHasPassed() {
    assertThat(english(new MerchantEvent.Paid(null, expected(HOUR.negated(), TWO, null))).body())
        .contains("by 2026-03-02 12:00")
        .doesNotContain("usually", "09:00");
  }

  @Test
  void shouldSayThatItIsLateWhereTheLatestTimeHasPassed() {
    MerchantEvent delayed =
        new MerchantEvent.Delayed(expected(TWO.negated(), HOUR.negated(), null));

    assertThat(chinese(delayed).body()).contains("原预计 2026-03-02 09:00 前生效，目前比预计的慢");
    assertThat(english(delayed).body())
        .contains("It was expected by 2026-03-02 09:00 and takes longer.");
    assertThat(english(delayed).sms())
        .isEqualTo("【Renewals】Card 4146: review is delayed. Please don't pay again.");
  }

  @Test
  void shouldSayThatItIsLateWhereTheNewsWaitedForAnAddress() {
    MerchantEvent paid = new MerchantEvent.Paid(null, expected(HOUR, TWO, null));

    assertThat(text(Language.ENGLISH, paid, AT.plus(TWO)).body())
        .contains("It was expected by 2026-03-02 12:00 and takes longer.");
  }

  @Test
  void shouldSayThatAKnownHaltIsAllowedFor() {
    MerchantEvent paid = new MerchantEvent.Paid(null, expected(HOUR, TWO, "MAINTENANCE"));

    assertThat(chinese(paid).body()).contains("约九成的情况）。\n以上时间已计入运营商维护。\n");
    assertThat(english(paid).body()).contains("These times allow for the carrier's maintenance.");
    assertThat(english(new MerchantEvent.Delayed(expected(null, TWO, "OUTAGE"))).body())
        .contains("These times allow for the carrier's outage.");
  }

  @ParameterizedTest
  @CsvSource({
    "MAINTENANCE_OPEN_END, 运营商正在维护，结束时间未定, The carrier is doing maintenance and hasn't said",
    "OUTAGE_OPEN_END, 运营商发生故障，恢复时间未定, The carrier reports an outage and hasn't said",
    "BEYOND_EXPERIENCE, 等待已超过近期所有情况, It takes longer than anything seen lately"
  })
  void shouldSayWhyNoTimeCanBeNamed(String why, String chinese, String english) {
    Expected nobodyKnows = expected(null, null, why);

    assertThat(chinese(new MerchantEvent.Paid(null, nobodyKnows)).body()).contains(chinese);
    assertThat(english(new MerchantEvent.Paid(null, nobodyKnows)).body()).contains(english);
    assertThat(chinese(new MerchantEvent.Delayed(nobodyKnows)).body()).contains(chinese);
    assertThat(english(new MerchantEvent.Delayed(nobodyKnows)).body()).contains(english);
  }

  @Test
  void shouldSayWhyNoTimeCanBeNamedInTheSmsToo() {
    Expected nobodyKnows = expected(null, null, "OUTAGE_OPEN_END");

    assertThat(chinese(new MerchantEvent.Paid(null, nobodyKnows)).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡续费款已收到，运营商故障，恢复时间未定。");
    assertThat(english(new MerchantEvent.Delayed(nobodyKnows)).sms())
        .isEqualTo("【Renewals】Card 4146: review is delayed; carrier outage, end unknown.");
  }

  @Test
  void shouldTellTheLikelyTimeWhereNobodyKnowsALatest() {
    assertThat(
            english(new MerchantEvent.Paid(null, expected(HOUR, null, "BEYOND_EXPERIENCE"))).body())
        .contains(
            "The renewal usually takes effect around 2026-03-02 11:00; we can't give a latest time yet.");
  }

  @Test
  void shouldNotSpeakOfTimeWhereNothingIsKnown() {
    assertThat(english(new MerchantEvent.Paid(null, null)).body())
        .contains("review is next.\nYou will hear from us as soon as the renewal takes effect.");
  }

  @Test
  void shouldTellTheNewTimeOfACarriersNotice() {
    MerchantEvent notice =
        new MerchantEvent.CarrierNotice(expected(HOUR, TWO, "MAINTENANCE"), "MAINTENANCE", "系统升级");

    assertThat(chinese(notice).body())
        .contains(
            "运营商发布了维护公告。\n您的续费现预计 2026-03-02 11:00 生效，一般不晚于 2026-03-02 12:00（约九成的情况）。",
            "以上时间已计入运营商维护。",
            "运营商公告：系统升级");
    assertThat(english(notice).subject())
        .isEqualTo("Card 4146: renewal now expected by 2026-03-02 12:00");
    assertThat(english(notice).body())
        .contains(
            "The carrier has announced maintenance.\nYour renewal now usually takes effect around 2026-03-02 11:00",
            "The carrier says: 系统升级");
    assertThat(english(notice).sms())
        .isEqualTo("【Renewals】Card 4146: renewal now expected by 2026-03-02 12:00.");
  }

  @Test
  void shouldLetTheCarrierSpeakTheMerchantsLanguageWhereItDoes() {
    MerchantEvent notice =
        new MerchantEvent.CarrierNotice(
            expected(HOUR, TWO, "OUTAGE"), "OUTAGE", "系统故障\nSystem down");

    assertThat(chinese(notice).body()).contains("运营商公告：系统故障").doesNotContain("System");
    assertThat(english(notice).body())
        .contains("The carrier says: System down")
        .doesNotContain("系统");
  }

  @Test
  void shouldTellOfACarriersOutageThatNobodyKnowsUntilWhen() {
    MerchantEvent notice =
        new MerchantEvent.CarrierNotice(expected(null, null, "OUTAGE_OPEN_END"), "OUTAGE", null);

    assertThat(chinese(notice).body()).contains("运营商发生故障。\n恢复时间未定，暂时无法给出生效时间；一有确切时间就通知您。");
    assertThat(english(notice).body())
        .contains("The carrier reports an outage.\nThe carrier hasn't said when it will end");
    assertThat(chinese(notice).sms()).isEqualTo("【流量卡续费】尾号4146流量卡续费延迟：运营商故障，恢复时间未定，恢复后尽快处理。");
    assertThat(english(notice).subject()).isEqualTo("Card 4146: carrier outage, end unknown");
  }

  @Test
  void shouldTellThatTheCarrierIsBack() {
    MerchantEvent notice =
        new MerchantEvent.CarrierNotice(expected(HOUR, TWO, null), "NORMAL", null);

    assertThat(chinese(notice).body()).contains("运营商已恢复正常。\n您的续费现预计");
    assertThat(english(notice).body())
        .contains(
            "The carrier works normally again.\nYour renewal now usually takes effect around");
  }

  @Test
  void shouldTellUntilWhenToRenew() {
    MerchantEvent reminder =
        new MerchantEvent.ExpiryReminder(AT.plus(Duration.ofDays(7)), expected(HOUR, TWO, null));

    assertThat(chinese(reminder).body())
        .contains("您的流量卡将于 2026-03-09 10:00 到期。\n请在 2026-03-09 08:00 前续费，这样卡一般不会中断使用（约九成的情况）。");
    assertThat(english(reminder).body())
        .contains("Renew by 2026-03-09 08:00: nine times out of ten");
    assertThat(chinese(reminder).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡将于2026-03-09 10:00到期，请在2026-03-09 08:00前续费。");
    assertThat(english(reminder).sms())
        .isEqualTo("【Renewals】Card 4146 ends 2026-03-09 10:00, renew by 2026-03-09 08:00");
  }

  @Test
  void shouldTellTheCarriersCutoffAsTheEndOfItsDay() {
    MerchantEvent reminder =
        reminder(AT.plus(Duration.ofDays(100)), Instant.parse("2026-05-20T16:00:00Z"), null, false);

    assertThat(english(reminder).body()).contains("Renew by 2026-05-20: nine times out of ten");
    assertThat(chinese(reminder).body()).contains("请在 2026-05-20 24:00 前续费");
    assertThat(chinese(reminder).values())
        .containsEntry("renewBy.day", "5月20日")
        .containsEntry("renewBy.clock", "24:00");
  }

  @Test
  void shouldSayThatTheCutoffHasPassed() {
    MerchantEvent reminder = reminder(AT.plus(Duration.ofDays(7)), AT, null, false);

    assertThat(english(reminder).body()).contains("cut-off for this expiry has passed. Renew now");
    assertThat(chinese(reminder).body()).contains("受理截止时间已过。请现在就续费");
    assertThat(english(reminder).sms())
        .isEqualTo("【Renewals】Card 4146 expires 2026-03-09 10:00. Please renew now.");
    assertThat(chinese(reminder).sms())
        .isEqualTo("【流量卡续费】尾号4146流量卡将于2026-03-09 10:00到期，已过受理截止时间，请现在续费。");
  }

  @Test
  void shouldSayThatTheClosingCannotBeUndone() {
    MerchantEvent reminder =
        reminder(AT.minus(Duration.ofDays(87)), null, AT.plus(Duration.ofDays(3)), true);

    assertThat(english(reminder).subject()).isEqualTo("Card 4146 is about to be closed for good");
    assertThat(english(reminder).body())
        .contains("If it is not renewed by 2026-03-05 10:00, the carrier closes it for good")
        .contains("can't be undone");
    assertThat(english(reminder).sms())
        .isEqualTo("【Renewals】Card 4146: renew by 2026-03-05 10:00 or lose it for good.");
    assertThat(chinese(reminder).subject()).isEqualTo("尾号4146流量卡即将永久停用");
    assertThat(chinese(reminder).body()).contains("2026-03-05 10:00 前不续费，运营商将永久停用该卡，无法恢复。");
  }

  @Test
  void shouldSayAtTheExpiryWhenTheCardIsClosed() {
    MerchantEvent reminder = reminder(AT, null, AT.plus(Duration.ofDays(90)), false);

    assertThat(chinese(reminder).subject()).isEqualTo("尾号4146流量卡已到期");
    assertThat(chinese(reminder).body()).contains("2026-05-31 10:00 前不续费");
  }

  @Test
  void shouldNotThreatenWithAClosingThatHasPassed() {
    MerchantEvent reminder =
        reminder(AT.minus(Duration.ofDays(90)), null, AT.minus(Duration.ofMinutes(1)), true);

    assertThat(chinese(reminder).subject()).isEqualTo("尾号4146流量卡已到期");
    assertThat(chinese(reminder).body()).doesNotContain("永久停用");
  }

  private static MerchantEvent reminder(
      Instant validUntil,
      @Nullable Instant renewBy,
      @Nullable Instant closesAt,
      boolean isBeforeClosing) {
    return new MerchantEvent.ExpiryReminder(
        validUntil, expected(HOUR, TWO, null), renewBy, closesAt, isBeforeClosing);
  }

  @Test
  void shouldTellHowLongTheCardWillStandStillWhereItIsTooLateToRenewInTime() {
    MerchantEvent reminder =
        new MerchantEvent.ExpiryReminder(AT.plus(HOUR), expected(null, Duration.ofDays(3), null));

    assertThat(chinese(reminder).body()).contains("请现在就续费，否则预计会断网约 3 天。");
    assertThat(english(reminder).body())
        .contains("Renew now, or the card will be offline for about 3 days.");
    assertThat(english(reminder).sms())
        .isEqualTo("【Renewals】Card 4146 expires 2026-03-02 11:00. Please renew now.");
  }

  @Test
  void shouldTellHowLongItTakesOnceTheCardHasExpired() {
    MerchantEvent reminder =
        new MerchantEvent.ExpiryReminder(AT, expected(HOUR, Duration.ofMinutes(101), null));

    assertThat(chinese(reminder).subject()).isEqualTo("尾号4146流量卡已到期");
    assertThat(chinese(reminder).body()).contains("续费后约 105 分钟恢复使用。");
    assertThat(english(reminder).body()).contains("work again in about 105 minutes.");
  }

  @Test
  void shouldAdviseToRenewEarlyWhileTheCarrierStandsStill() {
    MerchantEvent reminder =
        new MerchantEvent.ExpiryReminder(
            AT.plus(Duration.ofDays(7)), expected(null, null, "OUTAGE_OPEN_END"));

    assertThat(chinese(reminder).body()).contains("运营商发生故障，恢复时间未定，请尽早续费。");
    assertThat(english(reminder).body()).contains("The carrier reports an outage", "renew early.");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5 minutes",
    "115, 115 minutes",
    "120, 2 hours",
    "121, 3 hours",
    "2879, 48 hours",
    "2880, 2 days",
    "2881, 3 days"
  })
  void shouldRoundHowLongUp(long minutes, String english) {
    MerchantEvent reminder =
        new MerchantEvent.ExpiryReminder(AT, expected(null, Duration.ofMinutes(minutes), null));

    assertThat(english(reminder).body()).contains("in about " + english + ".");
  }

  @Test
  void shouldTellTimesInTheMerchantsZone() {
    MerchantEvent paid = new MerchantEvent.Paid(null, expected(HOUR, TWO, null));

    assertThat(COMPOSER.text(cause(paid), contact(Language.ENGLISH, "Europe/Berlin"), AT).body())
        .contains(
            "usually takes effect around 2026-03-02 04:00", "by 2026-03-02 05:00", "Europe/Berlin");
  }

  private static Expected expected(
      @Nullable Duration likely, @Nullable Duration by, @Nullable String why) {
    return new Expected(
        likely == null ? null : AT.plus(likely),
        by == null ? null : AT.plus(by),
        "carrier",
        42,
        why);
  }

  private static Text chinese(MerchantEvent news) {
    return text(Language.CHINESE, news, AT);
  }

  private static Text english(MerchantEvent news) {
    return text(Language.ENGLISH, news, AT);
  }

  private static Text text(Language language, MerchantEvent news, Instant now) {
    return COMPOSER.text(cause(news), contact(language, "Asia/Shanghai"), now);
  }

  private static Contact contact(Language language, String zone) {
    return new Contact("M-1", "Wang", language, ZoneId.of(zone), null, "a@b.cn", null, null);
  }

  private static NotificationTrigger cause(MerchantEvent news) {
    return new NotificationTrigger("R1/u3", "M-1", "R1", "T-77", "898600…4146", "cmcc", AT, news);
  }
}

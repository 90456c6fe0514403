package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.portal.merchant.RenewalView.Fact;
import renewals.portal.merchant.RenewalView.Line;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.ExpectedUsable;

/** A card that still works says so first, whatever its renewal is at. */
class EarlyRenewalTest {

  private static final String UNTIL = "2026-12-06T15:59:59Z";

  private static RenewalView english(QueryResponses.Renewal renewal) {
    return view(renewal, UNTIL, Language.ENGLISH);
  }

  private static RenewalView chinese(QueryResponses.Renewal renewal) {
    return view(renewal, UNTIL, Language.CHINESE);
  }

  private static RenewalView view(
      QueryResponses.Renewal renewal, String validUntil, Language language) {
    return RenewalViews.of(
        renewal,
        new CardAnswer.Known(Samples.card(validUntil)),
        new DisplayFormats(language, ZoneId.of("Asia/Shanghai"), Samples.NOW));
  }

  private static List<String> notes(RenewalView view) {
    return view.notes().stream().map(Note::text).toList();
  }

  @Test
  void shouldSayThatTheCardWorksAndThatThereIsNoGap() {
    RenewalView english = english(Samples.waitingForReview("R"));
    RenewalView chinese = chinese(Samples.waitingForReview("R"));

    assertThat(english.tone()).isEqualTo(Tone.GOOD);
    assertThat(english.status()).isEqualTo("Your card works");
    assertThat(english.answer()).isEqualTo("Works until 6 Dec");
    assertThat(english.second())
        .isEqualTo(
            "Renewal under review: expected by 14:30 today (23 Nov), no gap. Usually around 13:10"
                + " today");
    assertThat(chinese.status()).isEqualTo("卡现在可以用");
    assertThat(chinese.answer()).isEqualTo("可用至\u200B12月6日");
    assertThat(chinese.second()).isEqualTo("续费审核中，预计今天（11月23日）14:30 前生效，用卡不会中断。一般在今天 13:10 左右");
  }

  @Test
  void shouldSayThatTheCardWorksAsTheRequestSaidWhereTheLedgerKnowsNothing() {
    RenewalView view =
        RenewalViews.of(
            Samples.told(Samples.waitingForReview("R"), UNTIL),
            new CardAnswer.Unknown(),
            new DisplayFormats(Language.CHINESE, ZoneId.of("Asia/Shanghai"), Samples.NOW));

    assertThat(view.answer()).isEqualTo("可用至\u200B12月6日");
  }

  @Test
  void shouldClaimNeitherThatTheCardWorksNorThatItDoesNotWhereNobodyCanSay() {
    RenewalView view =
        RenewalViews.of(
            Samples.told(Samples.waitingForReview("R"), UNTIL),
            new CardAnswer.Unanswered(),
            new DisplayFormats(Language.ENGLISH, ZoneId.of("Asia/Shanghai"), Samples.NOW));

    assertThat(view.status()).isEqualTo("Renewal under way");
    assertThat(view.answer()).isEqualTo("Expected by 14:30 today (23 Nov)");
    assertThat(notes(view).getFirst()).startsWith("We can't look up for now");
    assertThat(view.coming())
        .extracting(Line::what)
        .containsExactly("The carrier's approval", "The renewal takes effect");
  }

  @Test
  void shouldNotPromiseThatThereIsNoGapWhereTheCardExpiresBefore() {
    RenewalView view = view(Samples.waitingForReview("R"), Samples.at(100), Language.ENGLISH);

    assertThat(view.answer()).isEqualTo("Works until 13:40 today (23 Nov)");
    assertThat(view.second())
        .startsWith("Renewal under review: expected by 14:30 today (23 Nov). ");
    assertThat(notes(view)).anyMatch(note -> note.contains("offline in between"));
  }

  @Test
  void shouldSayThatItWaitsForTheCarrierWhereNobodyCanNameATime() {
    RenewalView view =
        english(
            Samples.waitingWithout(
                "R", new ExpectedUsable(null, null, "carrier", 412, "OUTAGE_OPEN_END")));

    assertThat(view.answer()).isEqualTo("Works until 6 Dec");
    assertThat(view.second()).startsWith("Renewal under review: waiting for the carrier. The");
  }

  @Test
  void shouldSayWhatIsStillToPayAfterThatTheCardWorks() {
    RenewalView view = english(Samples.waitingForPayment("R", Samples.expected(70, 150)));

    assertThat(view.tone()).isEqualTo(Tone.ACT);
    assertThat(view.answer()).isEqualTo("Works until 6 Dec");
    assertThat(view.second())
        .isEqualTo(
            "Renewal not paid yet: ¥30.00 still to pay. Please pay it where you applied; the"
                + " renewal goes on by itself.");
    assertThat(notes(view).getFirst()).contains("If you pay soon: Expected by 14:30 today");
  }

  @Test
  void shouldSayThatTheCardWorksThoughItsRenewalCameToNothing() {
    assertThat(english(Samples.rejected("R", "REAL_NAME_MISSING")).answer())
        .isEqualTo("Works until 6 Dec");
    assertThat(english(Samples.rejected("R", "REAL_NAME_MISSING")).second())
        .isEqualTo(
            "Renewal not approved: the card isn't registered to a person yet (real-name"
                + " registration)");
    assertThat(chinese(Samples.refunded("R")).second()).isEqualTo("续费已撤销，50.00 元已退回");
    assertThat(chinese(Samples.lapsed("R")).second())
        .isEqualTo("续费待付款，还差 50.00 元。请到您付款的渠道付清，续费会自动继续。");
    assertThat(english(Samples.stalled("R")).second())
        .isEqualTo("Renewal under review: no answer from the carrier");
  }

  @Test
  void shouldSayNothingOfACardThatHasExpired() {
    assertThat(view(Samples.waitingForReview("R"), Samples.at(-1), Language.ENGLISH).answer())
        .isEqualTo("Expected by 14:30 today (23 Nov)");
  }

  @Test
  void shouldCallWhatComesARenewalThatTakesEffect() {
    assertThat(english(Samples.waitingForReview("R")).coming())
        .extracting(Line::what)
        .containsExactly("The carrier's approval", "The renewal takes effect");
  }

  @Test
  void shouldShowWhatWasBought() {
    assertThat(english(Samples.usable("R")).bought())
        .extracting(Fact::name, Fact::value)
        .containsExactly(
            tuple("Plan", "POS-30G"),
            tuple("Validity", "3 months"),
            tuple("Data", "30 GB (and 5 GB on top)"),
            tuple("Amount", "¥50.00"),
            tuple("Promotion", "SPRING, ¥10.00 off"),
            tuple("Carrier", "cmcc"),
            tuple("Payment channel", "lakala-app"));
    assertThat(chinese(Samples.usable("R")).bought())
        .extracting(Fact::value)
        .contains("3 个月", "30 GB（另赠 5 GB）", "SPRING，已减 10.00 元");
    assertThat(english(Samples.waitingForRequest("R")).bought()).isEmpty();
  }

  @Test
  void shouldShowUntilWhenToRenewAndTheRemindersBeforeThat() {
    RenewalView view = view(Samples.usable("R"), "2026-12-31T15:59:59Z", Language.CHINESE);

    assertThat(view.card()).isNotNull();
    assertThat(view.card().renewBy()).isEqualTo("12月30日 17:59");
    assertThat(view.coming())
        .extracting(Line::time, Line::what)
        .containsExactly(
            tuple("12月24日 23:59", "到期提醒"),
            tuple("12月30日 17:59 前", "请在此前续费，以免断网"),
            tuple("12月31日 23:59", "到期"));
  }

  @Test
  void shouldNotSayUntilWhenToRenewToWhoWaitsForHisRenewal() {
    assertThat(chinese(Samples.waitingForReview("R")).card().renewBy()).isEmpty();
    assertThat(chinese(Samples.refunded("R")).card().renewBy()).isNotEmpty();
  }

  @Test
  void shouldSayThatWhatWasPaidComesBackOnlyIfTheRestIsNotPaid() {
    RenewalView half = english(Samples.halfPaidAndLapsed("R"));

    assertThat(notes(half))
        .contains("If you don't pay the rest, your ¥20.00 is paid back, the way it came.")
        .noneMatch(note -> note.contains("will be paid back"));
    assertThat(half.history())
        .extracting(Line::what)
        .contains("To be paid back unless the rest is paid")
        .doesNotContain("To be paid back");
  }

  @Test
  void shouldWriteAPlansValidityAndTheEndOfADayAsPeopleDo() {
    DisplayFormats english =
        new DisplayFormats(Language.ENGLISH, ZoneId.of("Asia/Shanghai"), Samples.NOW);
    DisplayFormats chinese =
        new DisplayFormats(Language.CHINESE, ZoneId.of("Asia/Shanghai"), Samples.NOW);

    Map.of(
            "P1D",
            "1 day",
            "P30D",
            "30 days",
            "P1M",
            "1 month",
            "P14M",
            "14 months",
            "P12M",
            "1 year",
            "P24M",
            "2 years")
        .forEach((period, said) -> assertThat(english.validity(period)).isEqualTo(said));
    assertThat(english.end(DisplayFormats.instant("2027-05-20T16:00:00Z"))).isEqualTo("20 May");
    assertThat(chinese.end(DisplayFormats.instant("2027-05-20T16:00:00Z")))
        .isEqualTo("5月20日 24:00");
  }

  @Test
  void shouldNameAYearWhereItIsNotPlainAndNowhereElse() {
    DisplayFormats english =
        new DisplayFormats(Language.ENGLISH, ZoneId.of("Asia/Shanghai"), Samples.NOW);

    assertThat(english.end(DisplayFormats.instant("2027-01-05T04:00:00Z")))
        .isEqualTo("5 Jan, 12:00");
    assertThat(english.until(DisplayFormats.instant("2027-01-05T04:00:00Z"))).isEqualTo("5 Jan");
    for (String late : List.of("2027-11-20T04:00:00Z", "2027-11-20T16:00:00Z")) {
      assertThat(english.end(DisplayFormats.instant(late))).startsWith("20 Nov 2027");
      assertThat(english.until(DisplayFormats.instant(late))).contains("Nov 2027");
    }
  }
}

package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import renewals.kit.PartnerNames;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Progress;
import renewals.portal.merchant.RenewalView.Step;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Html;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.ExpectedUsable;

class RenewalViewsTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static RenewalView english(QueryResponses.Renewal renewal) {
    return view(renewal, Language.ENGLISH);
  }

  private static RenewalView chinese(QueryResponses.Renewal renewal) {
    return view(renewal, Language.CHINESE);
  }

  private static RenewalView view(QueryResponses.Renewal renewal, Language language) {
    return RenewalViews.of(
        renewal, new CardAnswer.Unknown(), new DisplayFormats(language, SHANGHAI, Samples.NOW));
  }

  private static List<String> notes(RenewalView view) {
    return view.notes().stream().map(Note::text).toList();
  }

  @Test
  void shouldSayUntilWhenItIsUsable() {
    assertThat(english(Samples.usable("R")).answer()).isEqualTo("Usable until 31 Dec 2026");
    assertThat(english(Samples.usable("R")).second()).isEqualTo("38 days left");
    assertThat(chinese(Samples.usable("R")).answer()).isEqualTo("可用至\u200B2026年12月31日");
    assertThat(chinese(Samples.usable("R")).second()).isEqualTo("还有 38 天");
  }

  @Test
  void shouldSayTheCardsEndWhereALaterRenewalMovedItOn() {
    RenewalView view =
        RenewalViews.of(
            Samples.usable("R"),
            new CardAnswer.Known(Samples.card("2027-03-31T15:59:59Z")),
            new DisplayFormats(Language.ENGLISH, SHANGHAI, Samples.NOW));

    assertThat(view.answer()).isEqualTo("Usable until 31 Mar 2027");
  }

  @Test
  void shouldSayTheCardsEndWhereALaterRenewalBroughtItForward() {
    RenewalView view = english(Samples.usable("R"), Samples.card("2026-12-15T15:59:59Z"));

    assertThat(view.answer()).isEqualTo("Usable until 15 Dec 2026");
  }

  @Test
  void shouldGoByTheCardsLedgerThoughTheRequestNamesALaterDate() {
    RenewalView view =
        english(
            Samples.told(Samples.waitingForReview("R"), "2027-05-01T00:00:00Z"),
            Samples.card("2026-12-31T15:59:59Z"));

    assertThat(view.answer()).contains("Works until", "31 Dec").doesNotContain("May");
    assertThat(view.card().validUntil()).contains("31 Dec").doesNotContain("May");
  }

  @Test
  void shouldNotSayThatACardWorksWhoseTimeWasTakenBack() {
    RenewalView view =
        english(
            Samples.told(Samples.waitingForReview("R"), "2027-05-01T00:00:00Z"),
            Samples.card((String) null));

    assertThat(view.answer() + view.second()).doesNotContain("orks until");
  }

  @Test
  void shouldSayOfAPaidAndValidCardThatItIsStoppedWhyAndWhatToDo() {
    QueryResponses.CardStatus stopped =
        new QueryResponses.CardStatus("SUSPENDED", "NO_REAL_NAME", Samples.at(-60));
    RenewalView view = english(Samples.usable("R"), Samples.card(null, stopped));

    assertThat(view.status()).isEqualTo("Can't be used now");
    assertThat(view.answer()).isEqualTo("Stopped: it isn't registered to a person yet");
    assertThat(view.second()).isEqualTo("It is paid, and valid until 31 Dec 2026.");
    assertThat(notes(view))
        .containsExactly("Register in the carrier's app or shop; then it works again.");
    assertThat(view.tone()).isEqualTo(RenewalView.Tone.BAD);
  }

  @Test
  void shouldSayOfAClosedCardThatANewOneIsNeeded() {
    QueryResponses.CardStatus closed =
        new QueryResponses.CardStatus("CLOSED", "A_LATER_WORD", Samples.at(-60));
    RenewalView view = english(Samples.usable("R"), Samples.card(null, closed));

    assertThat(view.answer()).isEqualTo("Closed by the carrier");
    assertThat(notes(view)).containsExactly("Ask the provider of your terminal for a new card.");
  }

  @Test
  void shouldNeitherCallARenewedCardExpiredNorAskForAnotherRenewal() {
    QueryResponses.CardStatus stopped =
        new QueryResponses.CardStatus("SUSPENDED", "EXPIRED", Samples.at(-60));
    RenewalView view = english(Samples.usable("R"), Samples.card(null, stopped));

    assertThat(view.answer()).isEqualTo("Stopped when it expired, not taken again yet");
    assertThat(notes(view).toString())
        .contains("usually takes it again")
        .doesNotContain("Renew it");
  }

  @Test
  void shouldAskNobodyToPayOrRenewForACardThatIsClosed() {
    QueryResponses.Card closed =
        Samples.card(null, new QueryResponses.CardStatus("CLOSED", "OWNER", Samples.at(-60)));
    for (QueryResponses.Renewal renewal :
        List.of(
            Samples.usable("R"),
            Samples.waitingForPayment("R"),
            Samples.lapsed("R"),
            Samples.rejected("R", "REAL_NAME_MISSING"))) {
      RenewalView view = english(renewal, closed);

      assertThat(view.answer()).as(renewal.state()).isEqualTo("Closed: the holder asked for it");
      assertThat(notes(view).getFirst()).as(renewal.state()).contains("for a new card");
      assertThat(view.second() + notes(view) + view.coming() + view.card().renewBy())
          .as(renewal.state())
          .doesNotContain("Please pay", "pay it", "apply again", "Renew by", "Dec, 17:59");
    }
  }

  @Test
  void shouldSayThatDataIsUsedUpAndHowToGoOn() {
    RenewalView view =
        english(Samples.usable("R"), Samples.card(Samples.usage(1_200_000_000L, null), null));

    assertThat(view.answer()).isEqualTo("Data used up");
    assertThat(notes(view))
        .containsExactly("Renew or ask your payment channel for more data to go on.");
  }

  @Test
  void shouldSayBesideAWaitingRenewalThatItsCardIsStopped() {
    QueryResponses.CardStatus stopped =
        new QueryResponses.CardStatus("SUSPENDED", "RISK", Samples.at(-60));
    RenewalView valid = english(Samples.waitingForReview("R"), Samples.card(null, stopped));
    RenewalView missing = english(Samples.waitingForPayment("R"), Samples.card(null, stopped));

    assertThat(valid.answer()).isEqualTo("Stopped: a precaution of the carrier's");
    assertThat(valid.second()).startsWith("Renewal under review");
    assertThat(notes(valid).getFirst())
        .isEqualTo("Explain your case to the carrier's customer service.");
    assertThat(notes(missing).toString()).contains("customer service");
  }

  @Test
  void shouldPromiseNoGapAndNoRestWhileTheCardIsStopped() {
    QueryResponses.CardStatus closed =
        new QueryResponses.CardStatus("CLOSED", null, Samples.at(-60));
    RenewalView view = english(Samples.waitingForReview("R"), Samples.card(null, closed));

    assertThat(notes(view)).doesNotContain("You don't need to do anything.");
  }

  @Test
  void shouldNameNoTimeAndNoDaysLeftOfACardThatIsClosed() {
    QueryResponses.CardStatus closed =
        new QueryResponses.CardStatus("CLOSED", null, Samples.at(-60));
    RenewalView view = english(Samples.waitingForReview("R"), Samples.card(null, closed));

    assertThat(view.second() + notes(view) + view.coming())
        .doesNotContain("14:30", "13:10", "a time yet");
    assertThat(view.expectedBy()).isEmpty();
    assertThat(view.card().left()).isEmpty();
  }

  @Test
  void shouldSayWhenTheRenewalOfASuspendedCardIsExpected() {
    QueryResponses.CardStatus stopped =
        new QueryResponses.CardStatus("SUSPENDED", "RISK", Samples.at(-60));
    RenewalView view = english(Samples.waitingForReview("R"), Samples.card(null, stopped));

    assertThat(view.second())
        .startsWith("Renewal under review: expected by 14:30 today (23 Nov). Usually");
  }

  @Test
  void shouldNotSayThatACardWorksWhichIsStopped() {
    QueryResponses.CardStatus stopped =
        new QueryResponses.CardStatus("SUSPENDED", "RISK", Samples.at(-60));
    for (QueryResponses.Renewal renewal :
        List.of(
            Samples.waitingForPayment("R"),
            Samples.lapsed("R"),
            Samples.stalled("R"),
            Samples.rejected("R", "REAL_NAME_MISSING"),
            Samples.refunded("R"))) {
      RenewalView view = english(renewal, Samples.card(null, stopped));

      assertThat(view.status()).as(renewal.state()).isEqualTo("Can't be used now");
      assertThat(view.answer())
          .as(renewal.state())
          .isEqualTo("Stopped: a precaution of the carrier's");
      assertThat(view.second()).as(renewal.state()).isNotEmpty();
    }
  }

  @Test
  void shouldSayWhatIsUsedAndUntilWhenItLasts() {
    QueryResponses.Card card =
        Samples.card(
            Samples.usage(850_000_000L, "2026-11-30T02:00:00Z"),
            new QueryResponses.CardStatus("ACTIVE", null, Samples.at(-60)));
    RenewalView view = english(Samples.usable("R"), card);

    assertThat(view.answer()).startsWith("Usable until");
    assertThat(view.card().used())
        .startsWith("850 MB of 1 GB used, 150 MB left (as of ")
        .contains("Expected to last until about 30 Nov");
    assertThat(english(Samples.usable("R"), Samples.card(null, null)).card().used()).isEmpty();
  }

  private static RenewalView english(QueryResponses.Renewal renewal, QueryResponses.Card card) {
    return RenewalViews.of(
        renewal,
        new CardAnswer.Known(card),
        new DisplayFormats(Language.ENGLISH, SHANGHAI, Samples.NOW));
  }

  @Test
  void shouldSayThatItHasExpired() {
    RenewalView view = english(Samples.expired("R"));

    assertThat(view.answer()).isEqualTo("Expired 20 Nov, 23:59");
    assertThat(notes(view)).containsExactly("Please renew it to use it again.");
    assertThat(view.coming()).isEmpty();
  }

  @Test
  void shouldSayByWhenItIsExpectedAndWhenItIsLikely() {
    assertThat(english(Samples.waitingForReview("R")).answer())
        .isEqualTo("Expected by 14:30 today (23 Nov)");
    assertThat(english(Samples.waitingForReview("R")).second())
        .isEqualTo("Usually around 13:10 today");
    assertThat(chinese(Samples.waitingForReview("R")).answer()).isEqualTo("预计今天（11月23日）14:30 前可用");
    assertThat(chinese(Samples.waitingForReview("R")).second()).isEqualTo("一般在今天 13:10 左右");
  }

  @Test
  void shouldSayWhyThereIsNoTime() {
    RenewalView view =
        english(
            Samples.waitingWithout(
                "R", new ExpectedUsable(null, null, "all", 50, "MAINTENANCE_OPEN_END")));

    assertThat(view.answer()).isEqualTo("Waiting for the carrier");
    assertThat(view.second())
        .isEqualTo(
            "The carrier's systems are under maintenance. The carrier hasn't said when it will end."
                + " As soon as it does, you find the time here.");
    assertThat(notes(view)).noneMatch(note -> note.contains("50"));
  }

  @Test
  void shouldSayThatTheTimeAllowsForAnOutageWhoseEndIsKnown() {
    RenewalView view =
        english(Samples.waitingWithout("R", Samples.expected(70, 150, "carrier", "OUTAGE")));

    assertThat(view.answer()).isEqualTo("Expected by 14:30 today (23 Nov)");
    assertThat(view.second())
        .isEqualTo(
            "Usually around 13:10 today. The carrier's systems are down. The time above allows for"
                + " that.");
  }

  @Test
  void shouldSayThatTheWaitIsBeyondExperience() {
    ExpectedUsable expected = new ExpectedUsable(null, null, "all", 50, "BEYOND_EXPERIENCE");

    assertThat(english(Samples.waitingWithout("R", expected)).second())
        .isEqualTo("It takes longer than any we have seen, so we can't give a time yet.");
    assertThat(chinese(Samples.waitingWithout("R", expected)).second())
        .isEqualTo("这次等得比以往任何一笔都久，我们无法给出时间。");
  }

  @Test
  void shouldSayThatItTakesLongerThanToldAndUntilWhenNow() {
    QueryResponses.Renewal overdue =
        Samples.waitingWithout("R", Samples.expected(70, 150, "all", QueryResponses.OVERDUE));

    assertThat(english(overdue).answer()).isEqualTo("Now expected by 14:30 today (23 Nov)");
    assertThat(english(overdue).second())
        .isEqualTo(
            "It takes longer than usual; the carrier has not decided yet. Usually around 13:10"
                + " today");
    assertThat(notes(english(overdue))).contains("This is later than we told you. We are sorry.");
    assertThat(chinese(overdue).answer()).isEqualTo("现在预计今天（11月23日）14:30 前可用");
  }

  @Test
  void shouldSayInPlainWordsWhatATimeRestsOn() {
    assertThat(basis("carrier and channel"))
        .isEqualTo(
            "It is no later in nine cases out of ten, going by 412 renewals of the last two weeks"
                + " through the same channel at the same carrier.");
    assertThat(basis("carrier")).endsWith("of the last two weeks at the same carrier.");
    assertThat(basis("all")).endsWith("of the last two weeks at all carriers.");
    assertThat(basis("default")).isEqualTo("This is an estimate.");
    assertThat(notes(chinese(Samples.waitingForReview("R"))))
        .contains("十次有九次不会更晚：根据最近两周同一渠道、同一运营商的 412 笔续费推算。");
  }

  private static String basis(String basis) {
    RenewalView view = english(Samples.waitingWithout("R", Samples.expected(70, 150, basis, null)));
    return notes(view).getLast();
  }

  @Test
  void shouldPromiseWholeFiveMinutesAndNeverEarlier() {
    RenewalView view = english(Samples.waitingWithout("R", Samples.expected(72, 146)));

    assertThat(view.answer()).isEqualTo("Expected by 14:30 today (23 Nov)");
    assertThat(view.second()).isEqualTo("Usually around 13:10 today");
    assertThat(view.coming().getLast().time()).isEqualTo("by 14:30 today");
  }

  @Test
  void shouldSayWhenItIsUsableForOneWhoPaysSoon() {
    RenewalView view = english(Samples.waitingForPayment("R", Samples.expected(70, 150)));

    assertThat(view.answer()).isEqualTo("¥30.00 still to pay");
    assertThat(view.second())
        .isEqualTo("Please pay it where you applied; the renewal goes on by itself.");
    assertThat(notes(view))
        .startsWith(
            "If you pay soon: Expected by 14:30 today (23 Nov). Usually around 13:10 today");
  }

  @Test
  void shouldSayThatTheTimeHasChangedWhileThePageWasOpen() {
    assertThat(movedFrom(150, Language.ENGLISH)).noneMatch(note -> note.contains("changed"));
    assertThat(movedFrom(155, Language.ENGLISH)).noneMatch(note -> note.contains("changed"));
    assertThat(movedFrom(90, Language.ENGLISH))
        .first()
        .isEqualTo(
            "The time has changed: when you opened this page, it was by 13:30 today (23 Nov).");
    assertThat(movedFrom(90, Language.CHINESE)).first().asString().contains("今天（11月23日）13:30");
  }

  private static List<String> movedFrom(int minutes, Language language) {
    return notes(
        RenewalViews.of(
            Samples.waitingForReview("R"),
            new CardAnswer.Unknown(),
            new DisplayFormats(language, SHANGHAI, Samples.NOW),
            Samples.NOW.plusSeconds(60L * minutes),
            PartnerNames.none()));
  }

  @Test
  void shouldTellOfNewsFromTheCarrierOnTheTimeline() {
    QueryResponses.Renewal told =
        Samples.with(Samples.waitingForReview("R"), Samples.line(-1, "CARRIER_NOTICE", null, null));

    assertThat(english(told).history().getLast().what())
        .isEqualTo("News from the carrier changed the expected time");
  }

  @Test
  void shouldPromiseNoTimeThatNobodyKnows() {
    RenewalView view = english(Samples.waitingWithout("R", null));

    assertThat(view.answer()).isEqualTo("Waiting for the carrier");
    assertThat(view.second()).isEqualTo("We can't give a time yet.");
  }

  @Test
  void shouldNotPromiseATimeThatHasPassed() {
    RenewalView view = english(Samples.waitingWithout("R", Samples.expected(-90, -1)));

    assertThat(view.answer())
        .isEqualTo("It takes longer than usual; the carrier has not decided yet");
    assertThat(view.second()).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissingAndWhoHasToAct() {
    RenewalView view = english(Samples.waitingForPayment("R"));

    assertThat(view.answer()).isEqualTo("¥30.00 still to pay");
    assertThat(notes(view))
        .containsExactly(
            "¥20.00 has arrived so far.", "The last payment did not go through. Please pay again.");
    assertThat(chinese(Samples.waitingForPayment("R")).answer()).isEqualTo("还差 30.00 元");
  }

  @Test
  void shouldSayInPlainWordsWhyItWasRejectedAndWhatToDo() {
    RenewalView view = english(Samples.rejected("R", "REAL_NAME_MISSING"));
    assertThat(view.second()).isEqualTo("This card is not usable now.");

    assertThat(view.status()).isEqualTo("Renewal not approved");
    assertThat(view.answer())
        .isEqualTo("The card isn't registered to a person yet (real-name registration)");
    assertThat(notes(view))
        .containsExactly(
            "Register it in the carrier's app or shop, then apply again.",
            "¥50.00 will be paid back to you, the way it came.");
  }

  @Test
  void shouldSayThatTheMoneyOfARejectedRenewalWentBackOnceItDid() {
    RenewalView view = english(Samples.rejectedAndRefunded("R"));

    assertThat(view.answer())
        .isEqualTo("The card isn't registered to a person yet (real-name registration)");
    assertThat(notes(view))
        .containsExactly(
            "Register it in the carrier's app or shop, then apply again.",
            "¥50.00 has been paid back.");
  }

  @Test
  void shouldTakeAnUnknownRefusalForOneWithoutReason() {
    assertThat(chinese(Samples.rejected("R", "SOLAR_FLARE")).answer()).isEqualTo("运营商没有给出具体原因");
    assertThat(chinese(Samples.rejected("R", null)).answer()).isEqualTo("运营商没有给出具体原因");
  }

  @Test
  void shouldShowHowFarItIs() {
    assertThat(english(Samples.rejected("R", "OTHER")).steps().stream().map(Step::progress))
        .containsExactly(Progress.DONE, Progress.DONE, Progress.FAILED, Progress.LATER);
    assertThat(english(Samples.lapsed("R")).steps().stream().map(Step::progress))
        .containsExactly(Progress.DONE, Progress.NOW, Progress.DONE, Progress.LATER);
    assertThat(english(Samples.usable("R")).steps().stream().map(Step::progress))
        .containsOnly(Progress.DONE);
    assertThat(english(Samples.waitingForRequest("R")).steps().stream().map(Step::progress))
        .containsExactly(Progress.NOW, Progress.LATER, Progress.LATER, Progress.LATER);
  }

  @Test
  void shouldSayThatTheMoneyWentBackAndNeverDunWhoCancelled() {
    RenewalView english = english(Samples.refunded("R"));
    RenewalView chinese = chinese(Samples.refunded("R"));

    assertThat(english.status()).isEqualTo("Renewal cancelled");
    assertThat(chinese.second()).isEqualTo("这张卡现在不能使用。");
    assertThat(english.answer()).isEqualTo("¥50.00 has been paid back");
    assertThat(notes(english)).containsExactly("You can renew again whenever you like.");
    assertThat(chinese.status()).isEqualTo("续费已撤销");
    assertThat(chinese.answer()).isEqualTo("50.00 元已退回");
    assertThat(notes(chinese)).containsExactly("需要时可重新发起续费。");
    assertThat(english(Samples.cancelled("R")).answer()).isEqualTo("¥50.00 has been paid back");
    for (RenewalView view : List.of(english, chinese, english(Samples.cancelled("R")))) {
      assertThat(view.coming()).isEmpty();
      assertThat(Html.render("live.jte", Map.of("view", view)))
          .doesNotContain("still to pay")
          .doesNotContain("还差");
    }
  }

  @Test
  void shouldShowThatThePaymentWentBackAndThatNothingIsUnderWay() {
    assertThat(english(Samples.refunded("R")).steps().stream().map(Step::progress))
        .containsExactly(Progress.DONE, Progress.BACK, Progress.DONE, Progress.LATER);
    assertThat(english(Samples.cancelled("R")).steps().stream().map(Step::progress))
        .containsExactly(Progress.DONE, Progress.BACK, Progress.LATER, Progress.LATER);
    assertThat(english(Samples.refunded("R")).steps().get(1).said()).isEqualTo("paid back");
  }

  @Test
  void shouldShowARefundWithItsOwnTimeAndWhenItArrived() {
    RenewalView view = english(Samples.refunded("R"));

    RenewalView.Line refund = view.history().get(view.history().size() - 2);
    assertThat(refund.what()).isEqualTo("Refund");
    assertThat(refund.detail()).isEqualTo("¥50.00");
    assertThat(refund.time()).isEqualTo("11:45 today");
    assertThat(refund.arrived()).isEqualTo("arrived 11:50 today");
    assertThat(view.history().getLast().what())
        .isEqualTo("Paid back, so the renewal was cancelled");
  }

  @Test
  void shouldSayThatARefundOfAPaymentThatIsNotKnownDoesNotCount() {
    QueryResponses.Renewal renewal =
        Samples.with(
            Samples.waitingForReview("R"), Samples.line(-1, "REFUND", 5000L, "PAYMENT_UNKNOWN"));

    assertThat(english(renewal).history().getLast().what())
        .isEqualTo("A refund of a payment that has not arrived, not counted yet");
  }

  @Test
  void shouldShowAPaymentInTheCurrencyThatWasPaid() {
    QueryResponses.Line paid =
        new QueryResponses.Line(
            Samples.at(-1),
            null,
            "MISMATCH",
            new QueryResponses.Money(5000, "USD"),
            "payment.amount.currency");
    QueryResponses.Renewal renewal = Samples.with(Samples.waitingForPayment("R"), paid);

    assertThat(english(renewal).history().getLast().detail()).isEqualTo("USD 50.00");
    assertThat(chinese(renewal).history().getLast().detail()).isEqualTo("50.00 USD");
  }

  @Test
  void shouldSayThatNoRenewalCountsForACardWhoseOnlyOneWasPaidBack() {
    RenewalView view =
        RenewalViews.of(
            Samples.refunded("R"),
            new CardAnswer.Known(Samples.card(null)),
            new DisplayFormats(Language.CHINESE, SHANGHAI, Samples.NOW));

    assertThat(view.card().validUntil()).isEqualTo("目前没有生效的续费");
    assertThat(view.card().data()).isEmpty();
    assertThat(Html.render("live.jte", Map.of("view", view)))
        .doesNotContain("0 B")
        .doesNotContain("未知");
  }

  @Test
  void shouldKeepWhatIsForOperatorsOnlyOffTheTimeline() {
    assertThat(english(Samples.waitingForRequest("R")).history()).isEmpty();
  }

  @Test
  void shouldUseTheMerchantsZone() {
    RenewalView view =
        RenewalViews.of(
            Samples.waitingForReview("R"),
            new CardAnswer.Unknown(),
            new DisplayFormats(Language.ENGLISH, ZoneId.of("Asia/Tokyo"), Samples.NOW));

    assertThat(view.answer()).isEqualTo("Expected by 15:30 today (23 Nov)");
    assertThat(view.zone()).contains("UTC+09:00");
  }

  @Test
  void shouldRenderEveryStateInBothLanguagesWithoutTheOtherOrTheWholeCardNumber() {
    Pattern han = Pattern.compile("\\p{IsHan}");
    for (QueryResponses.Renewal renewal : Samples.ofEveryState().values()) {
      for (Language language : Language.values()) {
        RenewalView view =
            RenewalViews.of(
                renewal,
                new CardAnswer.Known(Samples.card("2026-12-31T15:59:59Z")),
                new DisplayFormats(language, SHANGHAI, Samples.NOW));
        String html = Html.render("live.jte", Map.of("view", view));

        assertThat(html).contains(Samples.MASKED).doesNotContain(Samples.ICCID);
        assertThat(html).doesNotContain(Samples.ICCID.substring(0, 12)).doesNotContain("null");
        assertThat(han.matcher(html).find()).isEqualTo(language == Language.CHINESE);
        assertThat(view.answer()).isNotBlank();
        assertThat(view.status()).isNotBlank();
      }
    }
  }

  @Test
  void shouldEscapeWhatComesFromOutside() {
    QueryResponses.Renewal hostile =
        Samples.with(
            Samples.waitingForReview("R"),
            new QueryResponses.Line(
                Samples.at(-1),
                null,
                "PAID",
                new QueryResponses.Money(1, "<script>alert(1)</script>"),
                null));
    String html = Html.render("live.jte", Map.of("view", english(hostile)));

    assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;");
  }

  @Test
  void shouldHoldEveryPhraseInBothLanguagesWithTheSamePlaces() {
    Pattern places = Pattern.compile("%[sd]");
    for (PageMessages message : PageMessages.values()) {
      List<String> chinese =
          places.matcher(message.in(Language.CHINESE)).results().map(r -> r.group()).toList();
      List<String> english =
          places.matcher(message.in(Language.ENGLISH)).results().map(r -> r.group()).toList();

      assertThat(chinese).as(message.name()).isEqualTo(english);
      assertThat(message.in(Language.CHINESE)).as(message.name()).isNotBlank();
      assertThat(message.in(Language.ENGLISH)).as(message.name()).isNotBlank();
    }
  }

  @Test
  void shouldFollowTheBrowsersLanguage() {
    assertThat(LanguageChoice.accepted("en-GB,en;q=0.9,zh;q=0.8").language())
        .isEqualTo(Language.ENGLISH);
    assertThat(LanguageChoice.accepted("zh-TW,en;q=0.9").language()).isEqualTo(Language.CHINESE);
    assertThat(LanguageChoice.accepted("de,zh;q=0.5").language()).isEqualTo(Language.CHINESE);
    assertThat(LanguageChoice.accepted("de").language()).isEqualTo(Language.ENGLISH);
    assertThat(LanguageChoice.accepted(null).language()).isEqualTo(Language.CHINESE);
    assertThat(LanguageChoice.accepted(";;;").language()).isEqualTo(Language.CHINESE);
  }
}

package renewals.activation.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import renewals.activation.api.Answers;
import renewals.activation.api.Answers.ExpectedUsable;
import renewals.activation.page.RenewalView.Note;
import renewals.activation.page.RenewalView.Progress;
import renewals.activation.page.RenewalView.Step;

class RenewalViewsTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static RenewalView english(Answers.Renewal renewal) {
    return view(renewal, Language.ENGLISH);
  }

  private static RenewalView chinese(Answers.Renewal renewal) {
    return view(renewal, Language.CHINESE);
  }

  private static RenewalView view(Answers.Renewal renewal, Language language) {
    return RenewalViews.of(renewal, Optional.empty(), new Figures(language, SHANGHAI, Samples.NOW));
  }

  private static List<String> notes(RenewalView view) {
    return view.notes().stream().map(Note::text).toList();
  }

  @Test
  void shouldSayUntilWhenItIsUsable() {
    assertThat(english(Samples.usable("R")).answer()).isEqualTo("Usable until 31 Dec 2026");
    assertThat(english(Samples.usable("R")).second()).isEqualTo("38 days left");
    assertThat(chinese(Samples.usable("R")).answer()).isEqualTo("可用至2026年12月31日");
    assertThat(chinese(Samples.usable("R")).second()).isEqualTo("还有 38 天");
  }

  @Test
  void shouldSayTheCardsEndWhereALaterRenewalMovedItOn() {
    RenewalView view =
        RenewalViews.of(
            Samples.usable("R"),
            Optional.of(Samples.card("2027-03-31T15:59:59Z")),
            new Figures(Language.ENGLISH, SHANGHAI, Samples.NOW));

    assertThat(view.answer()).isEqualTo("Usable until 31 Mar 2027");
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
        .isEqualTo("Expected by 14:30 today");
    assertThat(english(Samples.waitingForReview("R")).second())
        .isEqualTo("Probably around 13:10 today");
    assertThat(chinese(Samples.waitingForReview("R")).answer()).isEqualTo("预计今天 14:30 前可用");
    assertThat(chinese(Samples.waitingForReview("R")).second()).isEqualTo("很可能在今天 13:10 左右");
  }

  @Test
  void shouldSayWhyThereIsNoTime() {
    RenewalView view =
        english(
            Samples.waitingWithout("R", new ExpectedUsable(null, null, "all", 0, "MAINTENANCE")));

    assertThat(view.answer()).isEqualTo("Waiting for the carrier");
    assertThat(view.second()).isEqualTo("The carrier's systems are under maintenance.");
  }

  @Test
  void shouldPromiseNoTimeThatNobodyKnows() {
    RenewalView view = english(Samples.waitingWithout("R", null));

    assertThat(view.answer()).isEqualTo("Waiting for the carrier");
    assertThat(view.second()).isEqualTo("We can't name a time yet.");
  }

  @Test
  void shouldNotPromiseATimeThatHasPassed() {
    RenewalView view = english(Samples.waitingWithout("R", Samples.expected(-90, -1)));

    assertThat(view.answer()).isEqualTo("It takes longer than usual; we are pressing for it");
    assertThat(view.second()).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissingAndWhoHasToAct() {
    RenewalView view = english(Samples.waitingForPayment("R"));

    assertThat(view.answer()).isEqualTo("¥30.00 still to pay");
    assertThat(notes(view))
        .containsExactly(
            "Please pay it where you applied; the renewal goes on by itself.",
            "¥20.00 has arrived so far.",
            "The last payment did not go through. Please pay again.");
    assertThat(chinese(Samples.waitingForPayment("R")).answer()).isEqualTo("还差 30.00 元");
  }

  @Test
  void shouldSayInPlainWordsWhyItWasRejectedAndWhatToDo() {
    RenewalView view = english(Samples.rejected("R", "REAL_NAME_MISSING"));

    assertThat(view.status()).isEqualTo("Renewal not approved");
    assertThat(view.answer()).isEqualTo("The holder of the card isn't registered by name");
    assertThat(notes(view))
        .containsExactly(
            "Register with the carrier, then apply again.",
            "¥50.00 will be paid back to you, the way it came.");
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
  void shouldKeepWhatIsForOperatorsOnlyOffTheTimeline() {
    assertThat(english(Samples.waitingForRequest("R")).history()).isEmpty();
  }

  @Test
  void shouldUseTheMerchantsZone() {
    RenewalView view =
        RenewalViews.of(
            Samples.waitingForReview("R"),
            Optional.empty(),
            new Figures(Language.ENGLISH, ZoneId.of("Asia/Tokyo"), Samples.NOW));

    assertThat(view.answer()).isEqualTo("Expected by 15:30 today");
    assertThat(view.zone()).contains("UTC+09:00");
  }

  @Test
  void shouldRenderEveryStateInBothLanguagesWithoutTheOtherOrTheWholeCardNumber() {
    Pattern han = Pattern.compile("\\p{IsHan}");
    for (Answers.Renewal renewal : Samples.ofEveryState().values()) {
      for (Language language : Language.values()) {
        RenewalView view =
            RenewalViews.of(
                renewal,
                Optional.of(Samples.card("2026-12-31T15:59:59Z")),
                new Figures(language, SHANGHAI, Samples.NOW));
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
    ExpectedUsable hostile = new ExpectedUsable(null, null, "all", 0, "<script>alert(1)</script>");
    String html =
        Html.render("live.jte", Map.of("view", english(Samples.waitingWithout("R", hostile))));

    assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;");
  }

  @Test
  void shouldHoldEveryPhraseInBothLanguagesWithTheSamePlaces() {
    Pattern places = Pattern.compile("%[sd]");
    for (Phrase phrase : Phrase.values()) {
      List<String> chinese =
          places.matcher(phrase.in(Language.CHINESE)).results().map(r -> r.group()).toList();
      List<String> english =
          places.matcher(phrase.in(Language.ENGLISH)).results().map(r -> r.group()).toList();

      assertThat(chinese).as(phrase.name()).isEqualTo(english);
      assertThat(phrase.in(Language.CHINESE)).as(phrase.name()).isNotBlank();
      assertThat(phrase.in(Language.ENGLISH)).as(phrase.name()).isNotBlank();
    }
  }

  @Test
  void shouldFollowTheBrowsersLanguage() {
    assertThat(Language.accepted("en-GB,en;q=0.9,zh;q=0.8")).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted("zh-TW,en;q=0.9")).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted("de,zh;q=0.5")).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted("de")).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted(null)).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted(";;;")).isEqualTo(Language.CHINESE);
  }
}

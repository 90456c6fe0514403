package renewals.notifier.senders.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailPageTest {

  private static final String PAGES = "https://pay.example";
  private static final String LINK = "https://pay.example/r/R1?t=abc&x=1";
  private static final String BODY =
      """
      Hello Wang's Noodles,

      Your card is renewed and works until 2026-04-02 10:32.
      Data: 30 GB

      Card: 898600…4146
      See at any time how it stands: %s

      — Renewals
      """;

  @Test
  void shouldSetTheSubjectAsTheOnlyHeadline() {
    String html = MailPage.of("Card 4146 is renewed", BODY.formatted(LINK), PAGES).html();

    assertThat(html).containsOnlyOnce("<h1>Card 4146 is renewed</h1>");
  }

  @Test
  void shouldMakeAButtonOfTheLinkToThePage() {
    String html = MailPage.of("Card 4146 is renewed", BODY.formatted(LINK), PAGES).html();

    assertThat(html)
        .containsOnlyOnce("<a ")
        .contains("href=\"https://pay.example/r/R1?t=abc&amp;x=1\">See at any time how it stands<");
  }

  @Test
  void shouldMakeNoButtonOfTheCarriersWords() {
    String body = "The carrier says: look at https://elsewhere.example/pay\n\n— Renewals";

    assertThat(MailPage.of("Card 4146", body, PAGES).html())
        .contains("https://elsewhere.example/pay")
        .doesNotContain("<a ");
  }

  @Test
  void shouldMakeNoButtonOfAHostThatBeginsAsOurs() {
    String body = "See: https://pay.example.evil.example/r/R1";

    assertThat(MailPage.of("Card 4146", body, PAGES).html()).doesNotContain("<a ");
  }

  @Test
  void shouldMakeNoButtonWherePagesHaveNoAddress() {
    assertThat(MailPage.of("Card 4146", BODY.formatted(LINK), null).html()).doesNotContain("<a ");
  }

  @Test
  void shouldEscapeWhatAPartnerWrote() {
    String body = "Hello <img src=x onerror=alert(1)>,\n\n<script>alert(1)</script>";

    assertThat(MailPage.of("<b>Card</b>", body, PAGES).html())
        .doesNotContain("<img", "<script", "<b>")
        .contains("&lt;script&gt;");
  }

  @Test
  void shouldBreakNoLineInsideATime() {
    assertThat(MailPage.of("Card 4146", "works until 2026-04-02 10:32.", PAGES).html())
        .contains("works until <span style=\"white-space: nowrap\">2026-04-02 10:32</span>.");
  }

  @Test
  void shouldSayInWhichLanguageItIs() {
    assertThat(MailPage.of("尾号4146流量卡续费成功", "您好：", PAGES).html()).contains("<html lang=\"zh-CN\">");
    assertThat(MailPage.of("Card 4146", "Hello Wang,", PAGES).html())
        .contains("<html lang=\"en\">");
  }

  @Test
  void shouldStayBelowTwentyKilobytesWithTheLongestText() {
    String longest = ("流量".repeat(250) + "\n").repeat(6);

    assertThat(
            MailPage.of("Card 4146", longest, PAGES).html().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(20_000);
  }
}
